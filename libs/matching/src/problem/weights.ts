import type { Graph } from './graph.js';
import { ProblemError } from './types.js';

/**
 * What a mentee of each tier adds to a folded value besides points, best tier first.
 *
 * Levels are folded into one float64 for the solver's inner loops only. Exchanges in the network are cycles
 * that pass "left out" at most once, so one mentee at most comes in and one goes out: it is enough that the
 * weights of two tiers differ by more than any path's points. Steps that grow by three also order those
 * differences as vectors do, which prices and regrets need; where they do not fit 2^53, even steps do
 * for the solver (`spread: false`), and if these do not fit either the problem is refused.
 */
export interface Weights {
  /** By tier index. */
  tier: Float64Array;
  /** More than twice the points that any simple path can gain or lose. */
  base: number;
  /** The most points of a pair. */
  largest: number;
  /** Differences of weights are ordered as the vectors are. */
  spread: boolean;
}

/** Three bits of head-room, since potentials are differences of path lengths. */
const SAFE = 2 ** 50;

export function foldWeights(graph: Graph, pointsCount = true): Weights {
  let largest = 0;
  if (pointsCount) for (const points of graph.points) if (points > largest) largest = points;
  const steps = Math.min(graph.rows, graph.columns) + 2;
  const base = 2 * steps * largest + 4;
  const tiers = graph.tiers.length;
  const spread = tiers <= 30 && base * 3 ** tiers < SAFE;
  if (!spread && base * (tiers + 2) >= SAFE) {
    throw new ProblemError('too-large', 'pairs.points', largest, `sums of ${graph.rows} pairs leave 2^53`);
  }
  const tier = Float64Array.from(graph.tiers, (_, k) => base * (spread ? 3 ** (tiers - 1 - k) : tiers - k));
  return { tier, base, largest, spread };
}
