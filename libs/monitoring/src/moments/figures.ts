import { correlationOf } from '../change/change-figures.js';
import { clusteredMean, meanInterval } from '../change/clustered.js';
import { effects, type Effects } from '../change/effects.js';
import { hodgesLehmann } from '../change/hodges-lehmann.js';
import type { Interval } from '../change/measure.js';
import { signedRank, type SignedRank } from '../change/wilcoxon.js';
import { mergeSums, type CrossMoments, type PairSums } from './pair-sums.js';

export interface SumFigures {
  n: number;
  entry: { mean: number; sd: number | null };
  exit: { mean: number; sd: number | null };
  change: { mean: number; sd: number | null };
  correlation: number | null;
  share: { improved: number; same: number; worse: number };
  effect: Effects;
  /** From the exact counts of d, where they are kept. */
  wilcoxon: SignedRank | null;
  hodgesLehmann: ReturnType<typeof hodgesLehmann>;
}

/** Everything that stored sums give back: equal to the same figures from the pairs, to 1e-9. `null` for n = 0. */
export function figuresOfSums(sums: PairSums): SumFigures | null {
  const { n } = sums;
  if (n === 0) return null;
  const sd = (m2: number): number | null => (n < 2 ? null : Math.sqrt(m2 / (n - 1)));
  return {
    n,
    entry: { mean: sums.x.mean, sd: sd(sums.x.m2) },
    exit: { mean: sums.y.mean, sd: sd(sums.y.m2) },
    change: { mean: sums.d.mean, sd: sd(sums.d.m2) },
    correlation: correlationOfSums(sums, n),
    share: { improved: sums.signs.improved / n, same: sums.signs.same / n, worse: sums.signs.worse / n },
    effect: effectsOfSums(sums),
    wilcoxon: sums.counts && signedRank(sums.counts),
    hodgesLehmann: sums.counts && hodgesLehmann(sums.counts),
  };
}

/** Standardised effects from stored sums. */
export function effectsOfSums(sums: PairSums): Effects {
  const { n } = sums;
  if (n < 2) return { dz: null, gav: null, smcr: null };
  const tested = sums.scored ?? sums;
  const sd = (m2: number): number => Math.sqrt(m2 / (n - 1));
  return effects({
    n,
    meanD: sums.d.mean,
    sdD: sd(sums.d.m2),
    sdX: sd(tested.x.m2),
    sdY: sd(tested.y.m2),
    r: correlationOfSums(tested, n),
  });
}

function correlationOfSums(cross: CrossMoments, n: number): number | null {
  return correlationOf({ n, ...cross.x }, { n, ...cross.y }, cross.cxy);
}

/**
 * All pairs of several organisations as one group; the interval of its mean change is CR2 with organisations as
 * clusters, `null` for fewer than two organisations with pairs. No p.
 */
export function unionOf(organisations: readonly PairSums[]): {
  sums: PairSums;
  ci: Interval | null;
  df: number | null;
} {
  const sums = mergeSums(organisations);
  const robust = clusteredMean(organisations.map(({ n, d }) => ({ n, sum: n * d.mean })));
  if (!robust || !(robust.variance > 0)) return { sums, ci: null, df: null };
  return { sums, ci: meanInterval(sums.d.mean, robust), df: robust.df };
}
