import { student95 } from '../distributions/tails.js';
import type { Interval } from './measure.js';

export interface ClusterSum {
  n: number;
  /** Σ of d over the cluster. */
  sum: number;
}

export interface ClusteredMean {
  variance: number;
  df: number;
}

/**
 * Cluster-robust variance of a mean with the bias correction CR2 and Satterthwaite's degrees of freedom (Bell &
 * McCaffrey 2002), in closed form: V = n⁻²·Σ S_g²/(1 − p_g), df = 1/(Σp² + (Σq)² − Σq²), q = p²/(1 − p).
 * With clusters of one it is Student's variance with n − 1.
 *
 * @returns `null` with fewer than two clusters.
 */
export function clusteredMean(clusters: readonly ClusterSum[]): ClusteredMean | null {
  const filled = clusters.filter(({ n }) => n > 0);
  if (filled.length < 2) return null;
  const n = filled.reduce((total, cluster) => total + cluster.n, 0);
  const mean = filled.reduce((total, cluster) => total + cluster.sum, 0) / n;
  let [variance, sumP2, sumQ, sumQ2] = [0, 0, 0, 0];
  for (const cluster of filled) {
    const p = cluster.n / n;
    const q = (p * p) / (1 - p);
    variance += (cluster.sum - cluster.n * mean) ** 2 / (1 - p);
    sumP2 += p * p;
    sumQ += q;
    sumQ2 += q * q;
  }
  return { variance: variance / (n * n), df: 1 / (sumP2 + sumQ * sumQ - sumQ2) };
}

/** mean ± t(0.975, df)·√variance. */
export function meanInterval(mean: number, { variance, df }: ClusteredMean): Interval {
  const half = student95(df) * Math.sqrt(variance);
  return [mean - half, mean + half];
}
