import { signedRankQuantile } from '../distributions/signed-rank.js';
import { Z95 } from '../distributions/tails.js';
import type { Interval } from './measure.js';
import type { Weighted } from './weighted.js';
import { EXACT_LIMIT } from './wilcoxon.js';

/** Below this many differences no interval can reach 95 %. */
const FEWEST_FOR_INTERVAL = 6;

/**
 * Hodges–Lehmann estimate of the median change: the median of all n(n+1)/2 Walsh averages, zeros kept, with the
 * interval [W₍K₎, W₍M+1−K₎], K = max(1, qsignrank(.025, n)) up to n = 200 and the normal approximation above.
 * It may disagree with the Wilcoxon p, which drops zeros.
 *
 * The averages are never listed: an order statistic is found by halving a range and counting with two pointers,
 * so time grows with the number of distinct values, not with n².
 *
 * @param differences rounded oriented differences with counts, ascending by value.
 * @returns `null` without differences; no interval (`ci: null`) for n < 6.
 */
export function hodgesLehmann(
  differences: readonly Weighted[],
): { estimate: number; ci: Interval | null } | null {
  const n = differences.reduce((total, { count }) => total + count, 0);
  if (n === 0) return null;
  const walsh = new WalshAverages(differences);
  const m = (n * (n + 1)) / 2;
  const estimate = (walsh.kth(Math.floor((m + 1) / 2)) + walsh.kth(Math.ceil((m + 1) / 2))) / 2;
  if (n < FEWEST_FOR_INTERVAL) return { estimate, ci: null };
  const k = Math.max(1, n <= EXACT_LIMIT ? signedRankQuantile(0.025, n) : normalRank(n));
  return { estimate, ci: [walsh.kth(k), walsh.kth(m + 1 - k)] };
}

function normalRank(n: number): number {
  return Math.floor((n * (n + 1)) / 4 - Z95 * Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24));
}

/** Order statistics of (dᵢ + dⱼ)/2 over i ≤ j, from distinct values with counts. */
class WalshAverages {
  private readonly values: readonly number[];
  private readonly counts: readonly number[];
  private readonly countsUpTo: readonly number[];

  constructor(differences: readonly Weighted[]) {
    this.values = differences.map(({ value }) => value);
    this.counts = differences.map(({ count }) => count);
    let total = 0;
    this.countsUpTo = this.counts.map((count) => (total += count));
  }

  /** The k-th smallest average, k from 1. */
  kth(k: number): number {
    const lowest = 2 * (this.values[0] ?? NaN);
    let low = lowest;
    let high = 2 * (this.values.at(-1) ?? NaN);
    if (this.countUpTo(low) >= k) return low / 2;
    // Invariant: fewer than k sums are ≤ low, at least k are ≤ high.
    for (;;) {
      const middle = low + (high - low) / 2;
      if (middle <= low || middle >= high) break;
      if (this.countUpTo(middle) >= k) high = middle;
      else low = middle;
    }
    return high / 2;
  }

  /** How many sums dᵢ + dⱼ (i ≤ j, repeated values counted as often as they occur) are at most `bound`. */
  private countUpTo(bound: number): number {
    let total = 0;
    let j = this.values.length - 1;
    for (let i = 0; i <= j; i += 1) {
      const value = this.values[i] ?? NaN;
      const count = this.counts[i] ?? 0;
      while (j >= i && value + (this.values[j] ?? NaN) > bound) j -= 1;
      if (j < i) break;
      // Within one value: count·(count+1)/2 sums; with larger values up to j: count times their number.
      total += (count * (count + 1)) / 2 + count * ((this.countsUpTo[j] ?? 0) - (this.countsUpTo[i] ?? 0));
    }
    return total;
  }
}
