import type { Level, PriceVector, Prices, Problem, Result } from '../problem/types.js';
import { demand, Refusal, takeLocksOut, type Rest } from './locks-out.js';
import { verifyInfeasible } from './verify-infeasible.js';

/**
 * Checks an answer against its problem and nothing else: no line of the solver is used here. Returns what is
 * wrong, in English sentences; an empty list means that the answer is right and that no better one exists.
 *
 * Why prices prove an optimum (`design.md` §6): let no eligible pair be worth more than its mentee's price
 * plus its mentor's price. Then any matching is worth at most the sum of the mentees' prices plus, for each
 * mentor, price times places (or times the minimum, if the price is negative). If a matching reaches that sum,
 * none is worth more. Values and prices are vectors (tier 1, tier 2, …, points), the first entry that
 * differs decides, and the argument holds in that order as it does for numbers.
 *
 * The problem must have passed `checkProblem`; the answer may be anything.
 */
export function verify(problem: Problem, answer: unknown): string[] {
  if (typeof answer !== 'object' || answer === null) return ['the answer is not an object'];
  try {
    return 'infeasible' in answer
      ? verifyInfeasible(problem, answer.infeasible)
      : verifyResult(problem, answer as Result);
  } catch (error) {
    if (error instanceof Refusal) return [error.message];
    return [
      `the answer is not in the form of a result: ${error instanceof Error ? error.message : String(error)}`,
    ];
  }
}

function verifyResult(problem: Problem, result: Result): string[] {
  const rest = takeLocksOut(problem);
  const { assignment } = result;
  demand(
    Array.isArray(assignment) && assignment.length === problem.mentees,
    'assignment has not one entry per mentee',
  );
  const load = new Array<number>(problem.mentors).fill(0);
  assignment.forEach((mentor, i) => {
    demand(
      mentor === null || (Number.isInteger(mentor) && load[mentor] !== undefined),
      `mentee ${i}: no mentor ${mentor}`,
    );
    demand(rest.locked[i] === null || rest.locked[i] === mentor, `mentee ${i}: the lock is not kept`);
    if (mentor !== null && rest.locked[i] === null) load[mentor]!++;
  });
  load.forEach((mentees, j) => {
    demand(mentees <= rest.capacity[j]!, `mentor ${j} has more mentees than places`);
    demand(mentees >= rest.minimum[j]!, `mentor ${j} has fewer mentees than the minimum`);
  });

  const points = pointsOf(problem, assignment);
  const matched = points.filter((value) => value !== null);
  const total = matched.reduce((sum, value) => sum + value, 0);
  demand(result.matched === matched.length, `matched is ${result.matched}, counted ${matched.length}`);
  demand(result.totalPoints === total, `totalPoints is ${result.totalPoints}, counted ${total}`);
  const lowest = matched.reduce((least, value) => Math.min(least, value), Infinity);
  demand(result.worstPoints === (matched.length > 0 ? lowest : null), `worstPoints is ${result.worstPoints}`);

  const counts = rest.tiers.map(
    (_, k) => points.filter((value, i) => value !== null && rest.tierOf[i] === k).length,
  );
  const worst = verifyLevels(problem, rest, result.levels, counts, total);
  const free = points.map((value, i) => (rest.locked[i] === null ? value : null));
  const freeCounts = rest.tiers.map(
    (_, k) => free.filter((value, i) => value !== null && rest.tierOf[i] === k).length,
  );
  if (worst) verifyWorst(problem, rest, worst, free, freeCounts);

  const value = [...freeCounts, free.reduce<number>((sum, points) => sum + (points ?? 0), 0)];
  const floor = worst?.value ?? 0;
  const bound = dualBound(problem, rest, result.prices, true, (points) => points >= floor, 'prices');
  demand(
    compare(bound, value) === 0,
    `prices add up to [${bound.join()}], the matching is worth [${value.join()}]`,
  );
  return verifySlackness(rest, result.prices, assignment, load);
}

/** The points of each mentee's pair, `null` where it has none; refuses a pair that is not eligible. */
function pointsOf(problem: Problem, assignment: readonly (number | null)[]): (number | null)[] {
  const points = new Array<number | null>(problem.mentees).fill(null);
  const { pairs } = problem;
  for (let k = 0; k < pairs.mentee.length; k++) {
    const i = pairs.mentee[k]!;
    if (assignment[i] === pairs.mentor[k]) points[i] = pairs.points[k]!;
  }
  assignment.forEach((mentor, i) =>
    demand(mentor === null || points[i] !== null, `pair ${i}–${mentor} is not eligible`),
  );
  return points;
}

type WorstLevel = Extract<Level, { kind: 'worst' }>;

function verifyLevels(
  problem: Problem,
  rest: Rest,
  levels: Level[],
  counts: number[],
  total: number,
): WorstLevel | null {
  const expected = [
    ...counts.map((value, k) => ({ kind: 'count', tier: rest.tiers[k], value })),
    { kind: 'total', value: total },
  ];
  const told = levels.filter((level) => level.kind !== 'worst');
  demand(
    told.length === expected.length &&
      told.every((level, k) => level.kind === expected[k]!.kind && level.value === expected[k]!.value),
    'levels do not hold the counts of the tiers and the total',
  );
  told.forEach((level, k) =>
    demand(level.kind !== 'count' || level.tier === rest.tiers[k], `levels[${k}] names a wrong tier`),
  );
  const worst = levels.find((level) => level.kind === 'worst') ?? null;
  const wanted = problem.objective === 'worst-off-first';
  demand(
    (worst !== null) === wanted,
    wanted ? 'levels lack the worst-off' : 'levels hold a worst-off that was not asked for',
  );
  demand(
    worst === null || levels[levels.length - 2] === worst,
    'the worst-off is not the last level but one',
  );
  return worst;
}

function verifyWorst(
  problem: Problem,
  rest: Rest,
  worst: WorstLevel,
  free: (number | null)[],
  counts: number[],
): void {
  const lowest = free.reduce<number>(
    (least, points) => (points === null ? least : Math.min(least, points)),
    Infinity,
  );
  demand(
    worst.value === (lowest === Infinity ? null : lowest),
    `the worst-off is ${worst.value}, counted ${lowest}`,
  );
  const most = dualBound(problem, rest, worst.countPrices, false, () => true, 'countPrices');
  demand(
    compare(most, counts) === 0,
    `countPrices allow [${most.join()}] mentees, matched are [${counts.join()}]`,
  );
  if (worst.value === null) return;
  demand(worst.abovePrices !== null, 'abovePrices are missing');
  const above = dualBound(
    problem,
    rest,
    worst.abovePrices,
    false,
    (points) => points > lowest,
    'abovePrices',
  );
  demand(compare(above, counts) < 0, `abovePrices allow [${above.join()}]: the worst-off may be too low`);
}

/**
 * The most that any matching of the given pairs can be worth by these prices: Σ u + Σ max(v · capacity,
 * v · minimum). Refuses prices that are no prices: not whole, below 0 for a mentee, or below a pair's value.
 */
function dualBound(
  problem: Problem,
  rest: Rest,
  prices: Prices,
  withPoints: boolean,
  counts: (points: number) => boolean,
  name: string,
): PriceVector {
  const entries = rest.tiers.length + (withPoints ? 1 : 0);
  const { mentees: u, mentors: v } = prices;
  demand(
    u.length === problem.mentees && v.length === problem.mentors,
    `${name} have not one entry per person`,
  );
  const wellFormed = (vector: PriceVector) => vector.length === entries && vector.every(Number.isSafeInteger);
  const bound: PriceVector = new Array<number>(entries).fill(0);
  u.forEach((vector, i) => {
    demand(
      (vector === null) === (rest.locked[i] !== null),
      `${name}.mentees[${i}]: only a locked mentee has no price`,
    );
    if (vector === null) return;
    demand(wellFormed(vector), `${name}.mentees[${i}] is not a vector of ${entries} whole numbers`);
    demand(sign(vector) >= 0, `${name}.mentees[${i}] is below 0`);
    vector.forEach((entry, k) => (bound[k]! += entry));
  });
  v.forEach((vector, j) => {
    demand(wellFormed(vector), `${name}.mentors[${j}] is not a vector of ${entries} whole numbers`);
    const times = sign(vector) >= 0 ? rest.capacity[j]! : rest.minimum[j]!;
    vector.forEach((entry, k) => (bound[k]! += entry * times));
  });
  demand(bound.every(Number.isSafeInteger), `${name} add up past 2^53`);
  const { pairs } = problem;
  for (let k = 0; k < pairs.mentee.length; k++) {
    const i = pairs.mentee[k]!;
    const j = pairs.mentor[k]!;
    const price = u[i];
    if (!price || !counts(pairs.points[k]!)) continue;
    demand(
      coversPair(price, v[j]!, rest.tierOf[i]!, withPoints ? pairs.points[k]! : null),
      `${name}: pair ${i}–${j} is worth more`,
    );
  }
  return bound;
}

/** Whether u + v is at least the pair's value vector: 1 at the mentee's tier, its points at the end. */
function coversPair(u: PriceVector, v: PriceVector, tier: number, points: number | null): boolean {
  for (let k = 0; k < u.length; k++) {
    const value = k === tier ? 1 : points !== null && k === u.length - 1 ? points : 0;
    const over = u[k]! + v[k]! - value;
    if (over !== 0) return over > 0;
  }
  return true;
}

/** What the sum already implies, said person by person for people: who is left out, and who has places left. */
function verifySlackness(
  rest: Rest,
  prices: Prices,
  assignment: (number | null)[],
  load: number[],
): string[] {
  const wrong: string[] = [];
  prices.mentees.forEach((u, i) => {
    if (u !== null && assignment[i] === null && sign(u) !== 0)
      wrong.push(`mentee ${i} is left out but has a price`);
  });
  prices.mentors.forEach((v, j) => {
    if (load[j]! < rest.capacity[j]! && sign(v) > 0)
      wrong.push(`mentor ${j} has places left but a price above 0`);
    if (load[j]! > rest.minimum[j]! && sign(v) < 0)
      wrong.push(`mentor ${j} is above the minimum but has a price below 0`);
  });
  return wrong;
}

function compare(a: PriceVector, b: PriceVector): number {
  for (let k = 0; k < a.length; k++) if (a[k] !== b[k]) return a[k]! - b[k]!;
  return 0;
}

const sign = (vector: PriceVector): number => vector.find((entry) => entry !== 0) ?? 0;
