import betainc from '@stdlib/math-base-special-betainc';
import gammainc from '@stdlib/math-base-special-gammainc';
import binomialCdf from '@stdlib/stats-base-dists-binomial-cdf';
import chisquareQuantile from '@stdlib/stats-base-dists-chisquare-quantile';
import fQuantile from '@stdlib/stats-base-dists-f-quantile';
import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import tCdf from '@stdlib/stats-base-dists-t-cdf';
import tQuantile from '@stdlib/stats-base-dists-t-quantile';

/** z of a two-sided 95 % interval. */
export const Z95 = normalQuantile(0.975, 0, 1);

/** Two-sided p of Student's t, from the lower tail so that no digit is lost far out. */
export function studentTwoSided(t: number, df: number): number {
  return Math.min(1, 2 * tCdf(-Math.abs(t), df));
}

/** Half-width factor of a two-sided 95 % Student interval; df need not be whole. */
export function student95(df: number): number {
  return -tQuantile(0.025, df);
}

/** Two-sided p of a standard normal z. */
export function normalTwoSided(z: number): number {
  return Math.min(1, 2 * normalCdf(-Math.abs(z), 0, 1));
}

export function standardNormalCdf(z: number): number {
  return normalCdf(z, 0, 1);
}

/** P(χ² > x). */
export function chiSquareUpper(x: number, df: number): number {
  return x <= 0 ? 1 : gammainc(x / 2, df / 2, true, true);
}

export function chiSquareQuantile(p: number, df: number): number {
  return chisquareQuantile(p, df);
}

/** P(F > x). */
export function fUpper(x: number, df1: number, df2: number): number {
  return x <= 0 ? 1 : betainc(df2 / (df2 + df1 * x), df2 / 2, df1 / 2);
}

export function fQuantileOf(p: number, df1: number, df2: number): number {
  return fQuantile(p, df1, df2);
}

/** Two-sided exact p of a fair coin: k heads in n; R `binom.test(k, n)`. 1 for n = 0. */
export function fairCoinTwoSided(k: number, n: number): number {
  return n === 0 ? 1 : Math.min(1, 2 * binomialCdf(Math.min(k, n - k), n, 0.5));
}
