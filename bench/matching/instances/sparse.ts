import { seeded, type Random } from '../../random.js';
import { InstanceBuilder, type Instance } from './instance.js';
import { archetypes, drawMentees, drawMentors, pairPoints, type People } from './people.js';

const PER_MENTEE = 50;
const REGION_OF = 300;
/** Costs of pairs run to 10,000; a column's number fits below. */
const SHIFT = 2 ** 20;

function drawCapacities(random: Random, count: number): Int32Array {
  return Int32Array.from({ length: count }, () => 1 + random.below(5));
}

/** Fifty random mentors a mentee, costs uniform, one to five places: fewer places than mentees. */
export function sparseRandom(rows: number, columns: number, seed: number): Instance {
  const random = seeded(seed);
  const builder = new InstanceBuilder(rows, columns, rows * PER_MENTEE);
  const chosen = new Set<number>();
  for (let i = 0; i < rows; i++) {
    chosen.clear();
    while (chosen.size < Math.min(PER_MENTEE, columns)) chosen.add(random.below(columns));
    for (const j of Int32Array.from(chosen).sort()) builder.pair(j, 10_000 - random.below(10_000));
    builder.endRow();
  }
  return builder.build(drawCapacities(random, columns), 10_000);
}

/** Mentors sorted by region: those of region `g` stand at `start[g] … start[g + 1] − 1`. */
interface Regions {
  ofMentee: Int32Array;
  start: Int32Array;
}

/** Regions differ in how many mentors and, independently, mentees live there. */
function drawRegions(random: Random, rows: number, columns: number): Regions {
  const count = Math.max(1, Math.round(columns / REGION_OF));
  const draw = cumulative(random, count);
  const drawMentee = cumulative(random, count);
  const start = new Int32Array(count + 1);
  for (let j = 0; j < columns; j++) start[draw(random) + 1]!++;
  for (let g = 0; g < count; g++) start[g + 1]! += start[g]!;
  return { ofMentee: Int32Array.from({ length: rows }, () => drawMentee(random)), start };
}

function cumulative(random: Random, count: number): (random: Random) => number {
  const upTo: number[] = [];
  let total = 0;
  for (let g = 0; g < count; g++) upTo.push((total += Math.exp(0.5 * random.normal())));
  return (source) => {
    const at = source.unit() * total;
    const found = upTo.findIndex((limit) => at < limit);
    return found < 0 ? count - 1 : found;
  };
}

/** The mentors that a mentee can reach: all of its region, up to fifty in a row of each neighbour. */
function candidates(random: Random, regions: Regions, region: number): number[] {
  const count = regions.start.length - 1;
  const found: number[] = [];
  for (let j = regions.start[region]!; j < regions.start[region + 1]!; j++) found.push(j);
  const neighbours = new Set([(region + 1) % count, (region + count - 1) % count]);
  neighbours.delete(region);
  for (const neighbour of neighbours) {
    const from = regions.start[neighbour]!;
    const size = regions.start[neighbour + 1]! - from;
    const offset = random.below(Math.max(1, size));
    for (let k = 0; k < Math.min(PER_MENTEE, size); k++) found.push(from + ((offset + k) % size));
  }
  return found;
}

function bestOf(mentees: People, i: number, mentors: People, reachable: readonly number[]): Int32Array {
  const keys = new Float64Array(reachable.length);
  let kept = 0;
  for (const j of reachable) {
    const points = pairPoints(mentees, i, mentors, j);
    if (points >= 0) keys[kept++] = (10_000 - points) * SHIFT + j;
  }
  const best = keys.subarray(0, kept).sort().subarray(0, PER_MENTEE);
  return Int32Array.from(best, (key) => key % SHIFT).sort();
}

/** People of many regions: the fifty best mentors that a mentee can reach, one to five places each. */
export function sparseRegions(rows: number, columns: number, seed: number): Instance {
  const random = seeded(seed);
  const kinds = archetypes(random);
  const mentees = drawMentees(random, rows, kinds);
  const mentors = drawMentors(random, columns, kinds);
  const regions = drawRegions(random, rows, columns);
  const builder = new InstanceBuilder(rows, columns, rows * PER_MENTEE);
  for (let i = 0; i < rows; i++) {
    const reachable = candidates(random, regions, regions.ofMentee[i]!);
    for (const j of bestOf(mentees, i, mentors, reachable))
      builder.pair(j, pairPoints(mentees, i, mentors, j));
    builder.endRow();
  }
  return builder.build(drawCapacities(random, columns), 10_000);
}
