import { findRoot } from '../numbers/root.js';
import { standardNormalCdf } from './tails.js';

/**
 * P(T ≤ t) of Student's t with noncentrality λ, to about 1e-14 absolute for any λ (R's `pt` loses its way
 * beyond |λ| = 37).
 *
 * With S = √(χ²_ν/ν): P = E Φ(t·S − λ), one smooth integral over the density of S. It is taken by 20-point
 * Gauss–Legendre rules on panels that resolve both the bulk of S (around 1, width 1/√(2ν)) and the step of Φ
 * (around λ/t, width 1/|t|); the density is normalised by the same rule, so no log-gamma enters.
 */
export function noncentralTCdf(t: number, df: number, lambda: number): number {
  if (t === 0) return standardNormalCdf(-lambda);
  const cuts = panelCuts(df, lambda / t, 1 / Math.abs(t));
  let weighted = 0;
  let mass = 0;
  for (let panel = 0; panel + 1 < cuts.length; panel += 1) {
    const a = cuts[panel] ?? 0;
    const half = ((cuts[panel + 1] ?? a) - a) / 2;
    for (const [node, weight] of GAUSS_20) {
      const u = a + half * (1 + node) - 1;
      // log-density up to a constant: (ν − 1)·ln s − ν·(s² − 1)/2 with s = 1 + u
      const power = df === 1 ? 0 : (df - 1) * Math.log1p(u);
      const density = weight * half * Math.exp(power - df * (u + (u * u) / 2));
      mass += density;
      if (density > 1e-21 * half) weighted += density * standardNormalCdf(t * (1 + u) - lambda);
    }
  }
  return Math.min(1, Math.max(0, weighted / mass));
}

/** Ten panels over 14 SDs of S to both sides; finer ones around the step of Φ where that is steeper than they resolve. */
function panelCuts(df: number, step: number, stepWidth: number): number[] {
  const width = 1 / Math.sqrt(2 * df);
  const low = Math.max(0, 1 - 14 * width);
  const high = 1 + 14 * width;
  const size = (high - low) / 10;
  const cuts = Array.from({ length: 11 }, (_, i) => low + size * i);
  if (stepWidth * 3 > size) return cuts;
  for (let i = -12; i <= 12; i += 2) cuts.push(Math.min(high, Math.max(low, step + i * stepWidth)));
  return [...new Set(cuts)].sort((a, b) => a - b);
}

/**
 * The 95 % limits of the noncentrality that an observed t allows: the λ with P(T ≤ t | λ) = 0.975 and 0.025.
 * Divided by √n they are the exact interval of d_z. R: `uniroot(function(l) pt(t, df, l) - q, …)`.
 */
export function noncentralityLimits(t: number, df: number): [number, number] {
  const limit = (q: number): number => {
    const f = (lambda: number): number => noncentralTCdf(t, df, lambda) - q;
    let reach = 4 + Math.abs(t) / Math.sqrt(df);
    // The CDF falls as λ grows, so the root lies above t − reach once f is positive there.
    while (f(t - reach) < 0 || f(t + reach) > 0) reach *= 2;
    return findRoot(f, t - reach, t + reach);
  };
  return [limit(0.975), limit(0.025)];
}

/** Nodes and weights of the 20-point Gauss–Legendre rule on [−1, 1], by Newton's method on P₂₀. */
const GAUSS_20: readonly (readonly [number, number])[] = gaussLegendre(20);

function gaussLegendre(order: number): [number, number][] {
  return Array.from({ length: order }, (_, index) => {
    let x = Math.cos((Math.PI * (index + 0.75)) / (order + 0.5));
    let slope = 1;
    for (let round = 0; round < 60; round += 1) {
      let [previous, current] = [1, x];
      for (let k = 2; k <= order; k += 1)
        [previous, current] = [current, ((2 * k - 1) * x * current - (k - 1) * previous) / k];
      slope = (order * (x * current - previous)) / (x * x - 1);
      const next = x - current / slope;
      if (next === x) break;
      x = next;
    }
    return [x, 2 / ((1 - x * x) * slope * slope)];
  });
}
