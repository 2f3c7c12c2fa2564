import type { Direction, TargetBand } from '../scoring/index.js';

/** A calendar day, `YYYY-MM-DD`. */
export type Day = string;
export type Role = 'mentee' | 'mentor';

/** What is measured: one scale of one instrument version, or a register value (`instrument: null`). */
export interface Measure {
  indicator: string;
  instrument: string | null;
  version: string | null;
  /** Title of the indicator in Russian. */
  title: string;
  direction: Direction;
  /** `yes-no`: values are 1 and 0. */
  kind: 'score' | 'yes-no';
  ordinal: boolean;
  /** A psychological instrument has the higher disclosure threshold. */
  psychological: boolean;
  min: number;
  max: number;
  band?: TargetBand[];
  /** Registered test–retest correlation over a like interval, and the norm's mean and SD. */
  reliability?: { retest?: number; normMean?: number; normSd?: number };
  /** «снижение тревожности» / «рост тревожности». */
  change: { better: string; worse: string };
}

/** One person's complete pair of values of one measure. */
export interface ChangePair {
  person: string;
  /** The mentor that the person shares with others; for a mentor, themselves. */
  cluster: string;
  /** Entry. */
  x: number;
  /** Exit. */
  y: number;
  /** For `band` measures: the band of the age at entry. */
  band?: TargetBand;
}

export type Interval = [number, number];
