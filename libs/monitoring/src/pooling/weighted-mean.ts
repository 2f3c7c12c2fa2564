import { sum } from '../numbers/summary.js';

/** Inverse-variance weighted mean at a given τ², the sum of weights and the generalised Q. */
export function weightedMean(
  y: readonly number[],
  v: readonly number[],
  tau2: number,
): { mean: number; weight: number; q: number } {
  const w = v.map((variance) => 1 / (variance + tau2));
  const weight = sum(w);
  const mean = sum(w.map((value, index) => value * (y[index] ?? NaN))) / weight;
  return { mean, weight, q: sum(w.map((value, index) => value * ((y[index] ?? NaN) - mean) ** 2)) };
}
