import { pairsFrom, type Graph } from '../problem/graph.js';
import type { Infeasible, Prices } from '../problem/types.js';
import { minimalShortage } from './infeasible.js';
import { countPrices, shortagePrices } from './prices.js';
import { matchTiers, type TierMatching } from './tier-matching.js';
import type { Watch } from './watch.js';

/** The level of the worst-off pair with its two proofs. */
export interface Worst {
  /** The lowest points that the best matchings can have; `null` where nobody can be matched. */
  value: number | null;
  countPrices: Prices;
  abovePrices: Prices | null;
  /** Matched mentees that are not locked, by tier. */
  counts: number[];
}

/** The distinct points of a graph's pairs, ascending. */
export function distinctPoints(graph: Graph): Int32Array {
  const sorted = graph.points.slice().sort();
  let kept = 0;
  for (const points of sorted) if (kept === 0 || points !== sorted[kept - 1]) sorted[kept++] = points;
  return sorted.subarray(0, kept);
}

function reaches(matching: TierMatching, counts: readonly number[]): boolean {
  return matching.short.length === 0 && matching.counts.every((count, k) => count === counts[k]);
}

/**
 * The highest threshold at which the pairs at or above it still match as many mentees of every tier, minimum
 * loads met: binary search over the distinct points, one matching each (bottleneck assignment, Gabow & Tarjan
 * 1988, J. Algorithms 9:411).
 */
export function findWorst(graph: Graph, watch: Watch): Worst | Infeasible {
  const all = matchTiers(graph, watch);
  if (all.short.length > 0) return minimalShortage(graph, all.short);
  const proof = countPrices(graph, all);
  if (all.counts.every((count) => count === 0)) {
    return { value: null, countPrices: proof, abovePrices: null, counts: all.counts };
  }
  const values = distinctPoints(graph);
  let near = all;
  const best = searchThreshold(values, (floor) => {
    const matching = matchTiers(pairsFrom(graph, floor), watch, near, all.counts);
    const enough = reaches(matching, all.counts);
    if (enough) near = matching;
    return enough;
  });
  const value = values[best]!;
  const above = pairsFrom(graph, value + 1);
  const short = matchTiers(above, watch, near);
  const abovePrices = short.short.length > 0 ? shortagePrices(above, short.short) : countPrices(above, short);
  return { value, countPrices: proof, abovePrices, counts: all.counts };
}

/** The last place in ascending `values` whose value `holds`; the first must, and none after one that does not. */
export function searchThreshold(values: ArrayLike<number>, holds: (value: number) => boolean): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (holds(values[middle]!)) low = middle;
    else high = middle - 1;
  }
  return low;
}
