import { sampleRankCorrelation } from 'simple-statistics';
import type { Interval } from '../change/index.js';
import { Z95 } from '../distributions/tails.js';

export interface RankCorrelation {
  n: number;
  /** Spearman's, with midranks; R `cor(method = "spearman")`. `null` with a reason when it is not defined. */
  rho: number | null;
  /** 95 %, Fisher's z with the variance (1 + ρ²/2)/(n − 3) of Bonett & Wright (2000, Psychometrika 65:23). */
  ci: Interval | null;
  reason: 'too-few' | 'constant' | null;
}

/**
 * Spearman's rank correlation of two lists in the same order.
 * @param fewest pairs from which an interval is given; a correlation needs 3
 */
export function rankCorrelation(a: readonly number[], b: readonly number[], fewest: number): RankCorrelation {
  const n = a.length;
  if (n < 3) return { n, rho: null, ci: null, reason: 'too-few' };
  if (isConstant(a) || isConstant(b)) return { n, rho: null, ci: null, reason: 'constant' };
  const rho = Math.max(-1, Math.min(1, sampleRankCorrelation([...a], [...b])));
  if (n < Math.max(4, fewest)) return { n, rho, ci: null, reason: 'too-few' };
  const half = Z95 * Math.sqrt((1 + (rho * rho) / 2) / (n - 3));
  const z = Math.atanh(rho);
  return { n, rho, ci: [Math.tanh(z - half), Math.tanh(z + half)], reason: null };
}

const isConstant = (values: readonly number[]): boolean => values.every((value) => value === values[0]);
