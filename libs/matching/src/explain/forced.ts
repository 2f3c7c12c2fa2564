import { findPair, pairsFrom, type Graph } from '../problem/graph.js';
import { isInfeasible } from '../problem/types.js';
import { foldWeights } from '../problem/weights.js';
import { optimise } from '../solver/optimise.js';
import type { Solution } from '../solver/solve.js';
import { matchTiers } from '../solver/tier-matching.js';
import { distinctPoints, searchThreshold } from '../solver/worst-off.js';
import type { Regret } from './regret.js';

/** The best matching that contains a pair, under `worst-off-first`: what it loses and who gets whom. */
export interface Forced {
  regret: Regret;
  assigned: Int32Array;
}

/** The graph with one more pair taken out, as locks are. */
function without(graph: Graph, row: number, column: number): Graph {
  const [from, to] = [graph.start[row]!, graph.start[row + 1]!];
  const rest = (list: Int32Array) => {
    const kept = new Int32Array(list.length - (to - from));
    kept.set(list.subarray(0, from));
    kept.set(list.subarray(to), from);
    return kept;
  };
  const capacity = graph.capacity.slice();
  const minimum = graph.minimum.slice();
  capacity[column]!--;
  if (minimum[column]! > 0) minimum[column]!--;
  return {
    ...graph,
    start: graph.start.map((first, i) => (i > row ? first - (to - from) : first)),
    column: rest(graph.column),
    points: rest(graph.points),
    capacity,
    minimum,
  };
}

/**
 * Solves anew with the pair held, its points counting towards the worst-off: tiers, then threshold, then
 * points; `knownFloor` spares the search for the threshold. `null` if no matching contains the pair. For pairs that a shortest path at the old threshold cannot judge.
 */
export function solveForced(
  solution: Solution,
  row: number,
  column: number,
  knownFloor?: number,
): Forced | null {
  const { graph } = solution;
  const place = findPair(graph, row, column);
  if (place < 0 || graph.capacity[column] === 0) return null;
  const rest = without(graph, row, column);
  const floor = knownFloor ?? floorWith(rest, graph.points[place]!);
  if (floor === null) return null;
  const within = pairsFrom(rest, floor);
  const optimum = optimise(within, foldWeights(within), {});
  if (isInfeasible(optimum)) return null;
  const assigned = optimum.assigned.slice();
  assigned[row] = column;
  const levels = levelsOf(graph, assigned);
  const best = levelsOf(graph, solution.optimum.assigned);
  const regret = {
    matched: best.counts.map((count, k) => count - levels.counts[k]!),
    worst: (best.lowest ?? 0) - (levels.lowest ?? 0),
    points: best.points - levels.points,
  };
  return { regret, assigned };
}

/** The threshold with a pair of so many points held, `null` where minimum loads cannot be met. */
function floorWith(rest: Graph, own: number): number | null {
  const all = matchTiers(rest);
  if (all.short.length > 0) return null;
  const holds = (floor: number): boolean => {
    const matching = matchTiers(pairsFrom(rest, floor));
    return matching.short.length === 0 && matching.counts.every((count, k) => count === all.counts[k]);
  };
  if (holds(own)) return own;
  const values = [...distinctPoints(rest).filter((value) => value < own), own];
  return values[searchThreshold(values, holds)]!;
}

function levelsOf(
  graph: Graph,
  assigned: Int32Array,
): { counts: number[]; lowest: number | null; points: number } {
  const counts = graph.tiers.map(() => 0);
  let lowest = Infinity;
  let points = 0;
  assigned.forEach((column, row) => {
    if (column < 0) return;
    const own = graph.points[findPair(graph, row, column)]!;
    counts[graph.tier[row]!]!++;
    lowest = Math.min(lowest, own);
    points += own;
  });
  return { counts, lowest: lowest === Infinity ? null : lowest, points };
}
