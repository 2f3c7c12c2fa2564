import { seeded, type Random } from '../../random.js';
import { InstanceBuilder, type Instance } from './instance.js';
import { archetypes, drawMentees, drawMentors, pairPoints } from './people.js';

/** 1, 2 or 3 places a mentor. */
function drawCapacities(random: Random, count: number, upTo: number): Int32Array {
  return Int32Array.from({ length: count }, () => 1 + random.below(upTo));
}

/** Product data: every mentee of `rows` against every mentor of `columns`, one to three places each. */
export function product(rows: number, columns: number, seed: number): Instance {
  const random = seeded(seed);
  const kinds = archetypes(random);
  const mentees = drawMentees(random, rows, kinds);
  const mentors = drawMentors(random, columns, kinds);
  const builder = new InstanceBuilder(rows, columns, Math.ceil(rows * columns * 0.5));
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const points = pairPoints(mentees, i, mentors, j);
      if (points >= 0) builder.pair(j, points);
    }
    builder.endRow();
  }
  return builder.build(drawCapacities(random, columns, 3), 10_000);
}

/** A square with one place each where every pair may be, from costs 0…`maxCost`: points are `maxCost − cost`. */
function square(n: number, maxCost: number, cost: (i: number, j: number) => number): Instance {
  const builder = new InstanceBuilder(n, n, n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) builder.pair(j, maxCost - cost(i, j));
    builder.endRow();
  }
  return builder.build(new Int32Array(n).fill(1), maxCost);
}

/** Costs uniform in 1…`upTo`. */
export function uniform(n: number, upTo: number, seed: number): Instance {
  const random = seeded(seed);
  return square(n, upTo, () => 1 + random.below(upTo));
}

/** Distances between points of the unit square, in ten-thousandths. */
export function geometric(n: number, seed: number): Instance {
  const random = seeded(seed);
  const coordinates = (): Float64Array => Float64Array.from({ length: 2 * n }, () => random.unit());
  const a = coordinates();
  const b = coordinates();
  return square(n, 14_143, (i, j) =>
    Math.round(10_000 * Math.hypot(a[2 * i]! - b[2 * j]!, a[2 * i + 1]! - b[2 * j + 1]!)),
  );
}

/** Products of vectors of three in [0, 1]³: `round(10,000 · a·b / 3)`. */
export function lowRank(n: number, seed: number): Instance {
  const random = seeded(seed);
  const vectors = (): Float64Array => Float64Array.from({ length: 3 * n }, () => random.unit());
  const a = vectors();
  const b = vectors();
  return square(n, 10_000, (i, j) => {
    const x = 3 * i;
    const y = 3 * j;
    return Math.round((10_000 * (a[x]! * b[y]! + a[x + 1]! * b[y + 1]! + a[x + 2]! * b[y + 2]!)) / 3);
  });
}

/** Machol & Wien 1976 (Operations Research 24:190): costs (i + 1)(j + 1), hard for shortest augmenting paths. */
export function macholWien(n: number): Instance {
  return square(n, n * n, (i, j) => (i + 1) * (j + 1));
}
