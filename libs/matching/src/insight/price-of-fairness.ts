import { isInfeasible, type Numbers, type Problem, type Result } from '../problem/types.js';
import { solve } from '../solver/solve.js';
import type { Watch } from '../solver/watch.js';
import { assignedPoints } from './run.js';

/** A matching that is best for its weakest pair: nobody does better in both. */
export interface FrontierPoint {
  /** The lowest points of a pair that is not locked; `null` if there is none. */
  worst: number | null;
  /** The most points together that go with it. */
  total: number;
}

export interface PriceOfFairness {
  total: FrontierPoint;
  worstOffFirst: FrontierPoint;
  /** From `total` to `worstOffFirst`, both among them. */
  frontier: FrontierPoint[];
  /** Points lost per point that the weakest pair gains; `null` where it gains none. */
  lostPerPoint: number | null;
}

const STEPS = 6;

/**
 * What raising the weakest pair costs all together, the same mentees matched tier by tier: the optimum by the sum, the
 * optimum by the weakest pair, and between them the most points with every pair at or above a threshold, for some
 * thresholds. Each point is exact (the ε-constraint method, Haimes 1971). `null` where the problem is impossible.
 */
export function priceOfFairness(problem: Problem, watch: Watch = {}): PriceOfFairness | null {
  const bySum = solve({ ...problem, objective: 'total' }, watch);
  const byWorst = solve({ ...problem, objective: 'worst-off-first' }, watch);
  if (isInfeasible(bySum) || isInfeasible(byWorst)) return null;
  const ends = [pointOf(problem, bySum), pointOf(problem, byWorst)] as const;
  const between = thresholds(problem, ends[0].worst, ends[1].worst).flatMap((floor): FrontierPoint[] => {
    const found = solve({ ...above(problem, floor), objective: 'total' }, watch);
    return isInfeasible(found) ? [] : [pointOf(problem, found)];
  });
  const frontier = undominated([ends[0], ...between, ends[1]]);
  const [total, worstOffFirst] = [frontier[0] ?? ends[0], frontier.at(-1) ?? ends[1]];
  const gained = (worstOffFirst.worst ?? 0) - (total.worst ?? 0);
  const lostPerPoint = gained > 0 ? (total.total - worstOffFirst.total) / gained : null;
  return { total, worstOffFirst, frontier, lostPerPoint };
}

function pointOf(problem: Problem, result: Result): FrontierPoint {
  const locked = new Set((problem.locks ?? []).map(([mentee]) => mentee));
  const free = assignedPoints({ problem, result }).filter((own, i) => own !== null && !locked.has(i));
  return {
    worst: free.reduce((least, own) => (least === null || own! < least ? own : least), null),
    total: result.totalPoints,
  };
}

/** Some of the points that pairs have, above the one and up to (but without) the other, evenly chosen. */
function thresholds(problem: Problem, from: number | null, to: number | null): number[] {
  if (from === null || to === null) return [];
  const values = [...new Set(Array.from(problem.pairs.points))].filter((own) => own > from && own < to);
  values.sort((a, b) => a - b);
  if (values.length <= STEPS) return values;
  return Array.from({ length: STEPS }, (_, k) => values[Math.floor(((k + 0.5) * values.length) / STEPS)]!);
}

/** Without the pairs under a threshold; those that are locked stay. */
function above(problem: Problem, floor: number): Problem {
  const { mentee, mentor, points } = problem.pairs;
  const locks = new Set((problem.locks ?? []).map(([i, j]) => i * problem.mentors + j));
  const kept = Array.from(mentee, (_, at) => at).filter(
    (at) => points[at]! >= floor || locks.has(mentee[at]! * problem.mentors + mentor[at]!),
  );
  const pick = (list: Numbers) => Int32Array.from(kept, (at) => list[at]!);
  return { ...problem, pairs: { mentee: pick(mentee), mentor: pick(mentor), points: pick(points) } };
}

/** Without the points that another equals or betters in both, of equal ones the first. */
function undominated(points: readonly FrontierPoint[]): FrontierPoint[] {
  const low = (point: FrontierPoint) => point.worst ?? -1;
  return points.filter((one, at) =>
    points.every((other, k) => {
      const same = low(other) === low(one) && other.total === one.total;
      const asGood = low(other) >= low(one) && other.total >= one.total;
      return k === at || !asGood || (same && k > at);
    }),
  );
}
