import type { Interval } from '../change/measure.js';

/** From this many pairs figures are shown unrounded: below it exact figures give single scores back. */
export const FEWEST_FOR_EXACT = 20;

/** How far a mean that is shown with one decimal may be from the truth. */
export const ROUNDING_BLUR = 0.05;

/** One decimal outside for n < 20, else unchanged. */
export function roundOutside(value: number, n: number): number {
  if (n >= FEWEST_FOR_EXACT) return value;
  const rounded = Math.round(Math.abs(value) * 10) / 10;
  return value < 0 && rounded !== 0 ? -rounded : rounded;
}

export function roundIntervalOutside(interval: Interval | null, n: number): Interval | null {
  return interval && [roundOutside(interval[0], n), roundOutside(interval[1], n)];
}

/** SDs are shown from n = 20 on only. */
export function sdOutside(sd: number | null, n: number): number | null {
  return n >= FEWEST_FOR_EXACT ? sd : null;
}
