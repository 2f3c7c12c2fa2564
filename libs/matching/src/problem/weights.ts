import type { Graph } from './graph.js';
import { LARGEST_POINTS } from './checks.js';
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

/** From this many mentees on a matching's points may add up to more than 2^53 − 1. */
const MANY_ROWS = Number.MAX_SAFE_INTEGER / LARGEST_POINTS;

/** A fold is safe if paths are; the sum of a whole matching, locked pairs included, has to be exact besides. */
function checkTotal(graph: Graph): void {
  if (graph.rows <= MANY_ROWS) return;
  let total = 0;
  for (let i = 0; i < graph.rows; i++) {
    let most = graph.locked[i]! >= 0 ? LARGEST_POINTS : 0;
    for (let at = graph.start[i]!; at < graph.start[i + 1]!; at++) most = Math.max(most, graph.points[at]!);
    total += most;
  }
  if (total > Number.MAX_SAFE_INTEGER) {
    throw new ProblemError('too-large', 'pairs.points', total, `sums of ${graph.rows} pairs leave 2^53`);
  }
}

/**
 * Throws `ProblemError` (`too-large`) where a path's value, or the points that a matching may add up to (of each
 * mentee its best pair), leave the whole numbers that a float64 holds.
 */
export function foldWeights(graph: Graph, pointsCount = true): Weights {
  if (pointsCount) checkTotal(graph);
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
