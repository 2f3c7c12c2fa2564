import { hedgesFactor } from '../distributions/small-sample.js';
import { noncentralityLimits } from '../distributions/noncentral-t.js';
import type { Interval } from './measure.js';

/** Second-order figures of oriented pairs; SDs by n − 1. `sdX`, `sdY` and `r` of what enters the tests. */
export interface PairedFigures {
  n: number;
  meanD: number;
  sdD: number;
  sdX: number;
  sdY: number;
  /** Correlation of entry and exit; `null` when one of them does not vary. */
  r: number | null;
}

export interface Effect {
  estimate: number;
  ci: Interval | null;
}

export interface Effects {
  /** mean d / SD_d, interval by the noncentral t. */
  dz: Effect | null;
  /** mean d / √((SD_x² + SD_y²)/2) · J(n−1) (Cumming 2012), interval of Algina & Keselman (2003). */
  gav: Effect | null;
  /** J(n−1)·mean d / SD_x and its large-sample variance; metafor `escalc("SMCR", vtype = "LS")` × s. */
  smcr: { estimate: number; variance: number | null } | null;
}

/**
 * The standardised effects of one paired comparison. Positive is better, since d is oriented. Each is `null`
 * where it is not defined: a zero denominator, or n = 2 for those with J(n − 1).
 */
export function effects({ n, meanD, sdD, sdX, sdY, r }: PairedFigures): Effects {
  if (n < 2) return { dz: null, gav: null, smcr: null };
  const root = Math.sqrt(n);
  const average = Math.sqrt((sdX * sdX + sdY * sdY) / 2);
  const j = hedgesFactor(n - 1);
  const limits = sdD > 0 ? noncentralityLimits((meanD * root) / sdD, n - 1) : null;
  const scaled = (factor: number): Interval | null =>
    limits && [(limits[0] * factor) / root, (limits[1] * factor) / root];
  const smcr = j !== null && sdX > 0 ? (j * meanD) / sdX : null;
  return {
    dz: sdD > 0 ? { estimate: meanD / sdD, ci: scaled(1) } : null,
    gav: j !== null && average > 0 ? { estimate: (meanD / average) * j, ci: scaled(sdD / average) } : null,
    smcr:
      smcr === null
        ? null
        : { estimate: smcr, variance: r === null ? null : (2 * (1 - r)) / n + smcr ** 2 / (2 * n) },
  };
}

/**
 * Hedges' g between two independent groups: (m₁ − m₂)/pooled SD · J(n₁ + n₂ − 2); `null` if either has fewer
 * than two values or nothing varies. Used for the entry means of completers against the lost.
 */
export function hedgesG(
  a: { n: number; mean: number; m2: number },
  b: { n: number; mean: number; m2: number },
): number | null {
  if (a.n < 2 || b.n < 2) return null;
  const df = a.n + b.n - 2;
  const sd = Math.sqrt((a.m2 + b.m2) / df);
  const j = hedgesFactor(df);
  return sd > 0 && j !== null ? ((a.mean - b.mean) / sd) * j : null;
}
