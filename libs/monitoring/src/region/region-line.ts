import type { Direction } from '../scoring/index.js';
import type { Interval, Measure, Role } from '../change/measure.js';
import type { ShareCode } from '../disclosure/index.js';
import type { SealedMoments } from '../moments/index.js';

/** What one organisation gives to the region's line: moments up to the cut-off, without ids. */
export interface OrganisationMoments {
  organisation: string;
  municipality: string;
  moments: SealedMoments;
}

/** One instrument version of one indicator in one role; one row per organisation. */
export interface RegionMeasure {
  measure: Measure;
  role: Role;
  topic?: string | null;
  respondent?: string | null;
  organisations: readonly OrganisationMoments[];
}

export interface SuppressedCell {
  level: 'municipality' | 'organisation';
  id: string;
  suppressed: true;
}

export interface ShownCell {
  level: 'municipality' | 'organisation';
  id: string;
  suppressed: false;
  /** Complete pairs. */
  n: number;
  /** Mean change (MC) or SMCR; one decimal below 20 pairs. `null` where it is not defined. */
  estimate: number | null;
  ci: Interval | null;
  /** Empirical-Bayes estimate from the pool; organisations in the pool only. */
  shrunken: number | null;
  /** 95 % interval of the shrunken estimate. */
  shrunkenCi: Interval | null;
}

export type RegionCell = SuppressedCell | ShownCell;

export interface PooledLine {
  k: number;
  estimate: number;
  se: number;
  ci: Interval;
  df: number;
  p: number;
  /** Holm over the pooled p of all lines of the report. */
  pAdjusted: number;
  predictionInterval: Interval | null;
  tau2: number;
  tau2Ci: Interval;
  /** Percent. */
  i2: number;
  q: number;
  qDf: number;
  qP: number;
}

export interface UnionLine {
  entry: { mean: number; sd: number | null };
  exit: { mean: number; sd: number | null };
  change: { mean: number; sd: number | null; ci: Interval | null };
}

export interface RegionShares {
  improved: number | null;
  same: number | null;
  worse: number | null;
}

/** One stage-2 line of a region's report: `statistics.md` §7. Everything in it may leave the organisations. */
export interface RegionLine {
  indicator: string;
  topic: string | null;
  role: Role;
  respondent: string | null;
  direction: Direction;
  /** `MC`: mean change of one instrument version. `SMCR`: standardised, over all versions. */
  measure: 'MC' | 'SMCR';
  instrument: { id: string; version: string | null } | null;
  /** Organisations with complete pairs. */
  organisations: number;
  /** The whole line is too small to be shown. */
  suppressed: boolean;
  n: { pairs: number; persons: number } | null;
  union: UnionLine | null;
  pooled: PooledLine | null;
  threeLevel: null;
  share: RegionShares | null;
  /** Which shares are only bounds. */
  shareCodes: Record<keyof RegionShares, ShareCode> | null;
  cells: RegionCell[];
  /** Why a figure is `null`: its path → reason. */
  reasons: Record<string, string>;
}
