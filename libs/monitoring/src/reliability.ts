import { fQuantileOf } from './distributions/tails.js';
import { sum, summarise } from './numbers/summary.js';
import type { Interval } from './change/measure.js';

/** Fewer complete sheets give no stable α. */
const FEWEST_SHEETS = 10;

/**
 * Cronbach's α of a scale with Feldt's 95 % interval; R `1-(1-a)*qf(c(.975,.025), n-1, (n-1)*(k-1))`.
 *
 * @param sheets keyed item values (reversed items already mirrored), one row per complete sheet.
 * @returns `null` for fewer than 10 sheets or 2 items, or when the total does not vary.
 */
export function cronbachAlpha(
  sheets: readonly (readonly number[])[],
): { alpha: number; ci: Interval; n: number } | null {
  const n = sheets.length;
  const k = sheets[0]?.length ?? 0;
  if (n < FEWEST_SHEETS || k < 2) return null;
  const total = summarise(sheets.map((row) => sum(row))).m2;
  if (total === 0) return null;
  const items = Array.from({ length: k }, (_, item) => summarise(sheets.map((row) => row[item] ?? NaN)).m2);
  const alpha = (k / (k - 1)) * (1 - sum(items) / total);
  const bound = (p: number): number => 1 - (1 - alpha) * fQuantileOf(p, n - 1, (n - 1) * (k - 1));
  return { alpha, ci: [bound(0.975), bound(0.025)], n };
}
