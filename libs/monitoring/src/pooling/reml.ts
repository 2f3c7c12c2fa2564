import { findRoot } from '../numbers/root.js';
import { sum } from '../numbers/summary.js';
import { weightedMean } from './weighted-mean.js';

/**
 * Restricted maximum likelihood estimate of the variance between studies, at least 0.
 *
 * The derivative of the restricted likelihood is searched for sign changes on a geometric grid that reaches from
 * far below the smallest sampling variance to above the spread of the estimates; each change from rising to
 * falling is refined to the precision of a double, and the best of them and of τ² = 0 wins. Unlike Fisher
 * scoring it can neither cycle nor stop early, and finds the global maximum where there are two.
 */
export function reml(y: readonly number[], v: readonly number[]): number {
  const slope = (tau2: number): number => remlSlope(y, v, tau2);
  const candidates = [0];
  const smallest = Math.min(...v);
  const mean = sum(y) / y.length;
  const spread = sum(y.map((value) => (value - mean) ** 2));
  // Above Σ(y − ȳ)² + max v the likelihood only falls.
  const highest = 2 * (spread + Math.max(...v)) + smallest;
  let low = 0;
  let rising = slope(0) > 0;
  for (let high = smallest * 1e-6; low < highest; high *= 2) {
    const risingThere = slope(high) > 0;
    if (rising && !risingThere) candidates.push(findRoot(slope, low, high));
    [low, rising] = [high, risingThere];
  }
  const best = Math.max(...candidates.map((tau2) => restrictedLogLikelihood(y, v, tau2)));
  return candidates.find((tau2) => restrictedLogLikelihood(y, v, tau2) === best) ?? 0;
}

/** Up to a constant: −½(Σ ln(v+τ²) + ln Σw + Q). */
function restrictedLogLikelihood(y: readonly number[], v: readonly number[], tau2: number): number {
  const { weight, q } = weightedMean(y, v, tau2);
  return -(sum(v.map((variance) => Math.log(variance + tau2))) + Math.log(weight) + q) / 2;
}

/** Twice its derivative: Σw²(y−μ)² − Σw + Σw²/Σw. */
function remlSlope(y: readonly number[], v: readonly number[], tau2: number): number {
  const { mean, weight } = weightedMean(y, v, tau2);
  const w2 = v.map((variance) => (variance + tau2) ** -2);
  return sum(w2.map((value, index) => value * ((y[index] ?? NaN) - mean) ** 2)) - weight + sum(w2) / weight;
}
