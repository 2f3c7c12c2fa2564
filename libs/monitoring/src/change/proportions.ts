import { fairCoinTwoSided, Z95 } from '../distributions/tails.js';
import type { Interval } from './measure.js';

/**
 * Wilson's 95 % interval of a share; R `prop.test(k, n, correct = FALSE)`. `null` for n = 0.
 */
export function wilson(k: number, n: number): Interval | null {
  if (n === 0) return null;
  const share = k / n;
  const z2 = (Z95 * Z95) / n;
  const centre = (share + z2 / 2) / (1 + z2);
  const half = (Z95 / (1 + z2)) * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n));
  // At the ends the bound is exact; only rounding moves it off.
  return [k === 0 ? 0 : Math.max(0, centre - half), k === n ? 1 : Math.min(1, centre + half)];
}

/** The 2×2 of a yes/no at entry and exit. */
export interface TwoByTwo {
  /** yes → yes */
  both: number;
  /** no → yes */
  gained: number;
  /** yes → no */
  lost: number;
  /** no → no */
  neither: number;
}

/** Exact two-sided p of McNemar's test; R `binom.test(gained, gained + lost)`. 1 without discordant pairs. */
export function mcnemarExact({ gained, lost }: Pick<TwoByTwo, 'gained' | 'lost'>): number {
  return fairCoinTwoSided(gained, gained + lost);
}

/** Counts the 2×2 from entry and exit flags in the same order. */
export function twoByTwo(entry: readonly boolean[], exit: readonly boolean[]): TwoByTwo {
  const table: TwoByTwo = { both: 0, gained: 0, lost: 0, neither: 0 };
  entry.forEach((before, index) => {
    const after = exit[index] ?? false;
    if (before) table[after ? 'both' : 'lost'] += 1;
    else table[after ? 'gained' : 'neither'] += 1;
  });
  return table;
}
