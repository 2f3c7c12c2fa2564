import type { Graph } from '../problem/graph.js';
import type { PriceVector, Result } from '../problem/types.js';
import { foldWeights, type Weights } from '../problem/weights.js';

/** How far a session's problem may grow before its levels are folded anew: people on either side. */
const SPARE_PEOPLE = 1024;

/** What the weights of a session leave room for. */
export interface Roomy {
  weights: Weights;
  largestPoints: number;
  people: number;
}

/** Weights with room for later rows, columns and points; without it where it does not fit. */
export function roomyWeights(graph: Graph, maxPoints: number): Roomy {
  const largest = graph.points.reduce((most, points) => Math.max(most, points), 0);
  const roomy = Math.max(largest, Math.min(maxPoints, 10_000));
  const people = Math.min(graph.rows, graph.columns);
  const larger = {
    ...graph,
    rows: graph.rows + SPARE_PEOPLE,
    columns: graph.columns + SPARE_PEOPLE,
    points: Int32Array.of(roomy),
  };
  try {
    return { weights: foldWeights(larger), largestPoints: roomy, people: people + SPARE_PEOPLE };
  } catch {
    return { weights: foldWeights(graph), largestPoints: largest, people };
  }
}

/** Price vectors as numbers; a locked mentee's price counts as 0. */
export function fold(vectors: readonly (PriceVector | null)[], weights: Weights): Float64Array {
  const tiers = weights.tier.length;
  return Float64Array.from(vectors, (vector) => {
    if (!vector) return 0;
    let sum = vector[tiers] ?? 0;
    for (let k = 0; k < tiers; k++) if (vector[k]) sum += vector[k]! * weights.tier[k]!;
    return sum;
  });
}

/** The worst-off level of a result, `null` if its objective does not look at it. */
export function worstLevelOf(result: Result) {
  return result.levels.find((level) => level.kind === 'worst') ?? null;
}
