import { signedRankLowerTail } from '../distributions/signed-rank.js';
import { normalTwoSided } from '../distributions/tails.js';
import type { Weighted } from './weighted.js';

/** Up to this many non-zero differences the distribution is exact. */
export const EXACT_LIMIT = 200;

export interface SignedRank {
  /** W⁺, the rank sum of the positive differences. */
  w: number;
  /** Number of non-zero differences. */
  n: number;
  /** Two-sided; `null` when all differences are zero. */
  p: number | null;
  method: 'exact' | 'normal';
  /** (W⁺ − W⁻)/(W⁺ + W⁻), the matched rank-biserial correlation (Kerby 2014); `null` when all are zero. */
  rankBiserial: number | null;
}

/**
 * Wilcoxon's signed-rank test: zeros dropped, midranks for ties; exact conditional distribution up to 200
 * non-zero differences (as `coin::wilcoxsign_test(distribution = "exact", zero.method = "Wilcoxon")`), above
 * that the normal with tie and continuity correction (R `wilcox.test(exact = FALSE, correct = TRUE)`).
 *
 * @param differences oriented differences, rounded, each value with its count.
 */
export function signedRank(differences: readonly Weighted[]): SignedRank {
  const groups = rankGroups(differences);
  const n = groups.reduce((total, group) => total + group.count, 0);
  if (n === 0) return { w: 0, n: 0, p: null, method: 'exact', rankBiserial: null };
  const total = n * (n + 1);
  const positive = groups.reduce((sum, group) => sum + group.positive * group.doubledRank, 0);
  const base = { w: positive / 2, n, rankBiserial: (2 * positive - total) / total };
  return n <= EXACT_LIMIT
    ? { ...base, p: exactP(groups, positive, total), method: 'exact' }
    : { ...base, p: normalP(groups, positive / 2, n), method: 'normal' };
}

interface RankGroup {
  /** Twice the midrank that all differences of this absolute value share. */
  doubledRank: number;
  count: number;
  positive: number;
}

function rankGroups(differences: readonly Weighted[]): RankGroup[] {
  const bySize = new Map<number, { count: number; positive: number }>();
  for (const { value, count } of differences) {
    if (value === 0) continue;
    const group = bySize.get(Math.abs(value)) ?? { count: 0, positive: 0 };
    group.count += count;
    if (value > 0) group.positive += count;
    bySize.set(Math.abs(value), group);
  }
  let before = 0;
  return [...bySize]
    .sort(([a], [b]) => a - b)
    .map(([, group]) => {
      const doubledRank = 2 * before + group.count + 1;
      before += group.count;
      return { ...group, doubledRank };
    });
}

function exactP(groups: readonly RankGroup[], positive: number, total: number): number {
  const ranks = groups.flatMap((group) => Array<number>(group.count).fill(group.doubledRank));
  const smaller = Math.min(positive, total - positive);
  // Whole midranks need no doubling, and half the sums.
  const whole = ranks.every((rank) => rank % 2 === 0);
  const tail = whole
    ? signedRankLowerTail(
        ranks.map((rank) => rank / 2),
        smaller / 2,
      )
    : signedRankLowerTail(ranks, smaller);
  return Math.min(1, 2 * tail);
}

function normalP(groups: readonly RankGroup[], w: number, n: number): number {
  const ties = groups.reduce((sum, { count }) => sum + (count ** 3 - count), 0);
  const sd = Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24 - ties / 48);
  const distance = w - (n * (n + 1)) / 4;
  return normalTwoSided((distance - Math.sign(distance) * 0.5) / sd);
}
