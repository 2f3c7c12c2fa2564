import type { Graph } from '../problem/graph.js';
import type { Level, Problem, Result } from '../problem/types.js';
import { loadCostOf } from './load-costs.js';

/** What a whole assignment (locked pairs in it) adds up to, counted from the problem alone. */
export interface Tally {
  /** Matched mentees by tier index. */
  counts: number[];
  matched: number;
  totalPoints: number;
  /** `totalPoints` less the load costs. */
  total: number;
  lowest: number | null;
  /** The lowest points among the pairs that are not locked. */
  lowestFree: number | null;
}

export function tally(problem: Problem, graph: Graph, assignment: readonly (number | null)[]): Tally {
  const counts = graph.tiers.map(() => 0);
  const load = new Int32Array(problem.mentors);
  let lowest = Infinity;
  let lowestFree = Infinity;
  let totalPoints = 0;
  const { mentee, mentor, points } = problem.pairs;
  for (let k = 0; k < mentee.length; k++) {
    const i = mentee[k]!;
    if (assignment[i] !== mentor[k]) continue;
    counts[graph.tier[i]!]!++;
    load[mentor[k]!]!++;
    totalPoints += points[k]!;
    lowest = Math.min(lowest, points[k]!);
    if (graph.locked[i]! < 0) lowestFree = Math.min(lowestFree, points[k]!);
  }
  const costs = load.reduce((sum, mentees) => sum + loadCostOf(problem.loadCost, mentees), 0);
  return {
    counts,
    matched: counts.reduce((sum, count) => sum + count, 0),
    totalPoints,
    total: totalPoints - costs,
    lowest: lowest === Infinity ? null : lowest,
    lowestFree: lowestFree === Infinity ? null : lowestFree,
  };
}

type WorstProofs = Pick<Extract<Level, { kind: 'worst' }>, 'countPrices' | 'abovePrices'>;

/** The result's levels; with proofs there is one for the worst-off. */
export function levelsOf(graph: Graph, sums: Tally, worst: WorstProofs | null): Level[] {
  const levels: Level[] = graph.tiers.map((tier, k) => ({ kind: 'count', tier, value: sums.counts[k]! }));
  if (worst) {
    const { countPrices, abovePrices } = worst;
    levels.push({ kind: 'worst', value: sums.lowestFree, countPrices, abovePrices });
  }
  levels.push({ kind: 'total', value: sums.total });
  return levels;
}

export function resultOf(
  problem: Problem,
  assignment: (number | null)[],
  sums: Tally,
  rest: Pick<Result, 'levels' | 'prices' | 'solver'>,
): Result {
  const { matched, totalPoints, lowest } = sums;
  return {
    assignment,
    matched,
    worstPoints: lowest,
    totalPoints,
    ...rest,
    seed: problem.seed ?? 0,
    durationMs: 0,
  };
}

/** A result's level values as plain numbers; a worst-off that is `null` stands as 0. */
export function valuesOf(levels: readonly Level[]): number[] {
  return levels.map(({ value }) => value ?? 0);
}
