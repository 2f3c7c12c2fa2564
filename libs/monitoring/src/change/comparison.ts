import { student95, studentTwoSided } from '../distributions/tails.js';
import { coMoment, summarise } from '../numbers/summary.js';
import type { Interval } from './measure.js';

export interface GroupDifference {
  /** Complete pairs in the comparison group. */
  n: number;
  /** s·β of the group in `lm(y ~ x + group)`: how much more the enrolled changed at the same entry level. */
  difference: number;
  ci: Interval;
  df: number;
  p: number;
}

/**
 * Difference of enrolled and comparison group adjusted for the entry level: the group's coefficient of
 * `lm(y ~ x + group)`, in closed form by the pooled within-group slope.
 *
 * @param sign −1 where lower is better.
 * @returns `null` when a group has fewer than two pairs, or nothing varies.
 */
export function comparisonDifference(
  enrolled: { x: readonly number[]; y: readonly number[] },
  others: { x: readonly number[]; y: readonly number[] },
  sign: 1 | -1,
): GroupDifference | null {
  const [n1, n0] = [enrolled.x.length, others.x.length];
  const df = n1 + n0 - 3;
  if (n1 < 2 || n0 < 2 || df < 1) return null;
  const [x1, x0, y1, y0] = [enrolled.x, others.x, enrolled.y, others.y].map(summarise);
  if (!x1 || !x0 || !y1 || !y0) return null;
  const sxx = x1.m2 + x0.m2;
  if (sxx === 0) return null;
  const sxy = coMoment(enrolled.x, enrolled.y) + coMoment(others.x, others.y);
  const slope = sxy / sxx;
  const residual = Math.max(0, y1.m2 + y0.m2 - slope * sxy) / df;
  const gap = x1.mean - x0.mean;
  const se = Math.sqrt(residual * (1 / n1 + 1 / n0 + (gap * gap) / sxx));
  if (se === 0) return null;
  const difference = sign * (y1.mean - y0.mean - slope * gap);
  const half = student95(df) * se;
  return {
    n: n0,
    difference,
    ci: [difference - half, difference + half],
    df,
    p: studentTwoSided(difference / se, df),
  };
}
