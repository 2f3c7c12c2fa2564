import type { Graph } from '../../libs/matching/src/problem/graph.js';
import { isInfeasible } from '../../libs/matching/src/problem/types.js';
import { foldWeights, type Weights } from '../../libs/matching/src/problem/weights.js';
import { optimise, optimisePlainly } from '../../libs/matching/src/solver/optimise.js';
import type { Optimum } from '../../libs/matching/src/solver/ties.js';
import { readRepetition, report, timed } from '../harness/measure.js';
import { readInstance } from './instances/instance-file.js';
import type { Instance } from './instances/instance.js';

/** One tier, no minimums, no locks. */
export function graphOf(instance: Instance): Graph {
  const { rows, columns, capacity, start, column, points } = instance;
  return {
    rows,
    columns,
    start,
    column,
    points,
    capacity,
    minimum: new Int32Array(columns),
    tier: new Int32Array(rows),
    tiers: [1],
    locked: new Int32Array(rows).fill(-1),
  };
}

/**
 * Matched mentees and points, after the solver's own prices have proved that no matching is worth more: needed where
 * every peer gives up. Throws where they do not.
 */
export function provenAnswer(
  graph: Graph,
  weights: Weights,
  { assigned, rowPrice, columnPrice }: Optimum,
): { matched: number; points: number } {
  const entered = weights.tier[0]!;
  let matched = 0;
  let points = 0;
  let bound = 0;
  for (let i = 0; i < graph.rows; i++) {
    bound += Math.max(0, rowPrice[i]!);
    for (let at = graph.start[i]!; at < graph.start[i + 1]!; at++) {
      const j = graph.column[at]!;
      if (Math.max(0, rowPrice[i]!) + Math.max(0, columnPrice[j]!) < entered + graph.points[at]!) {
        throw new Error(`prices of mentee ${i} and mentor ${j} are below their pair's value`);
      }
      if (assigned[i] !== j) continue;
      matched++;
      points += graph.points[at]!;
    }
  }
  for (let j = 0; j < graph.columns; j++) bound += Math.max(0, columnPrice[j]!) * graph.capacity[j]!;
  if (bound !== matched * entered + points)
    throw new Error(`worth ${matched * entered + points} of ${bound}`);
  return { matched, points };
}

/** `ours.js any|plain FILE [REPEATS [BUDGET]]`: the solver alone, from typed arrays, ties as they come. */
function main([kind, path = '', ...repetition]: readonly string[]): void {
  const graph = graphOf(readInstance(path));
  const weights = foldWeights(graph);
  const solve = kind === 'plain' ? optimisePlainly : optimise;
  const { seconds, result } = timed(readRepetition(repetition), () => solve(graph, weights, {}));
  if (isInfeasible(result)) throw new Error('a problem without minimums has no optimum');
  const figures = { firstCpuSeconds: seconds[0]! };
  report(seconds, provenAnswer(graph, weights, result), { method: result.solver, figures });
}

main(process.argv.slice(2));
