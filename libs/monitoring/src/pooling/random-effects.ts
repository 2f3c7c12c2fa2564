import { chiSquareQuantile, chiSquareUpper, student95, studentTwoSided } from '../distributions/tails.js';
import type { Interval } from '../change/measure.js';
import { findRoot } from '../numbers/root.js';
import { sum } from '../numbers/summary.js';
import { reml } from './reml.js';
import { weightedMean } from './weighted-mean.js';

/** One organisation's estimate. */
export interface Study {
  id: string;
  /** Its mean change (or SMCR), oriented. */
  estimate: number;
  /** Sampling variance, above 0. */
  variance: number;
}

export interface Pooled {
  k: number;
  estimate: number;
  se: number;
  ci: Interval;
  df: number;
  p: number;
  /** Where the true mean of one more organisation may lie; from five organisations. */
  predictionInterval: Interval | null;
  tau2: number;
  tau2Ci: Interval;
  /** Percent. */
  i2: number;
  q: number;
  qDf: number;
  qP: number;
  /** Empirical-Bayes estimate of every study, in the order given. */
  shrunken: number[];
  /** Its 95 % interval; metafor `blup(r)$pi.lb`, `$pi.ub`. */
  shrunkenCi: Interval[];
}

/** Fewer organisations give no prediction interval. */
const FEWEST_FOR_PREDICTION = 5;

/**
 * Random-effects meta-analysis: τ² by REML with a Q-profile interval (Viechtbauer 2007); the mean with the
 * Hartung–Knapp–Sidik–Jonkman interval with the ad hoc floor (scaling never below 1); Q, I², a prediction
 * interval with t(k − 1) from five studies, and shrunken estimates. Equal to
 * `metafor::rma(yi, vi, method = "REML", test = "adhoc")` at tight tolerances.
 *
 * @returns `null` for fewer than two studies.
 * @throws {RangeError} for a variance that is not above 0.
 */
export function randomEffects(studies: readonly Study[]): Pooled | null {
  const k = studies.length;
  if (k < 2) return null;
  const bad = studies.find(
    ({ estimate, variance }) => !(variance > 0) || !Number.isFinite(estimate + variance),
  );
  if (bad) throw new RangeError(`Study ${bad.id} has no usable estimate and variance`);
  const y = studies.map(({ estimate }) => estimate);
  const v = studies.map(({ variance }) => variance);
  const df = k - 1;
  const tau2 = reml(y, v);
  const { mean, weight, q: weighted } = weightedMean(y, v, tau2);
  const se = Math.sqrt(Math.max(1, weighted / df) / weight);
  const half = student95(df) * se;
  const q = weightedMean(y, v, 0).q;
  const spread = student95(df) * Math.sqrt(tau2 + se * se);
  return {
    k,
    estimate: mean,
    se,
    ci: [mean - half, mean + half],
    df,
    p: studentTwoSided(mean / se, df),
    predictionInterval: k >= FEWEST_FOR_PREDICTION ? [mean - spread, mean + spread] : null,
    tau2,
    tau2Ci: qProfile(y, v),
    i2: iSquared(v, tau2),
    q,
    qDf: df,
    qP: chiSquareUpper(q, df),
    ...shrink(y, v, tau2, mean, se),
  };
}

/** The τ² at which the generalised Q equals the χ² quantiles; [0, 0] where even τ² = 0 is too much. */
function qProfile(y: readonly number[], v: readonly number[]): Interval {
  const df = y.length - 1;
  const at = (tau2: number): number => weightedMean(y, v, tau2).q;
  const atZero = at(0);
  const bound = (target: number): number => {
    if (atZero <= target) return 0;
    let high = Math.max(...v);
    while (at(high) > target) high *= 4;
    return findRoot((tau2) => at(tau2) - target, 0, high);
  };
  return [bound(chiSquareQuantile(0.975, df)), bound(chiSquareQuantile(0.025, df))];
}

/** 100·τ²/(τ² + ṽ), ṽ the typical sampling variance of Higgins & Thompson (2002). */
function iSquared(v: readonly number[], tau2: number): number {
  const w = v.map((variance) => 1 / variance);
  const total = sum(w);
  const typical = ((v.length - 1) * total) / (total * total - sum(w.map((value) => value * value)));
  return (100 * tau2) / (tau2 + typical);
}

/**
 * Empirical-Bayes estimates: each drawn to the mean by λ = τ²/(τ² + v); variance λ·v + (1 − λ)²·se², t(k − 1).
 */
function shrink(
  y: readonly number[],
  v: readonly number[],
  tau2: number,
  mean: number,
  se: number,
): Pick<Pooled, 'shrunken' | 'shrunkenCi'> {
  const factor = student95(y.length - 1);
  const both = y.map((estimate, index): { shrunken: number; ci: Interval } => {
    const variance = v[index] ?? NaN;
    const lambda = tau2 / (tau2 + variance);
    const shrunken = mean + (estimate - mean) * lambda;
    const half = factor * Math.sqrt(lambda * variance + ((1 - lambda) * se) ** 2);
    return { shrunken, ci: [shrunken - half, shrunken + half] };
  });
  return { shrunken: both.map(({ shrunken }) => shrunken), shrunkenCi: both.map(({ ci }) => ci) };
}
