import type { ParticipantRole, RespondentKind, Wave } from '../vocabulary.js';
import type { CatalogueEntry, Text } from './entry.js';

export type Direction = 'higher' | 'lower' | 'band';

export interface Indicator extends CatalogueEntry {
  /** Default; an instrument's scale may say otherwise. */
  direction: Direction;
  /** Bounds of any value of the indicator; every scale that feeds it lies within. */
  min: number;
  max: number;
  ordinal: boolean;
  /** A psychological one has the higher threshold of disclosure. */
  psychological: boolean;
  /** `organisation`: a count of the whole organisation, never of one person. */
  level: 'person' | 'organisation';
  /** Words of a verdict: «снижение тревожности» / «рост тревожности». */
  change: { better: Text; worse: Text };
}

interface ItemBase {
  code: string;
  text: Text;
  required?: boolean;
  /** Waves at which the item is asked. Default: all of the instrument's. */
  waves?: Wave[];
  /** Code of the entry question that this one mirrors: exit − entry is the expectation gap. */
  twin?: string;
}
export type Item = ItemBase &
  (
    | { kind: 'rating'; min: number; max: number }
    | { kind: 'choice'; options: { value: string | number; weight: number; text: Text }[] }
    | { kind: 'yes-no' }
    | { kind: 'number'; min?: number; max?: number }
    | { kind: 'open'; maxLength?: number }
  );
export type ItemKind = Item['kind'];

export interface Scale {
  code: string;
  /** Code of the indicator that the scale feeds. */
  indicator: string;
  items: string[];
  reversed?: string[];
  method: 'sum' | 'mean';
  constant?: number;
  /** Share of missing items up to which the scale is prorated. Default 0.2. */
  maxMissingShare?: number;
  min: number;
  max: number;
  direction: Direction;
  ordinal: boolean;
  /** The norm, inclusive; by grade where `grades` is given. */
  band?: { from: number; to: number; grades?: [number, number] }[];
  /** Levels, ascending; a value belongs to the first with value ≤ upTo. */
  bands?: { upTo: number; label: Text }[];
  reliability?: { alpha?: number; retest?: number; normMean?: number; normSd?: number };
}

/** A full sheet with its scores, computed by hand. Null: the scale is missing. */
export interface GoldenSheet {
  answers: Record<string, unknown>;
  scales: Record<string, number | null>;
}

export interface Instrument extends CatalogueEntry {
  licence?: string;
  /** Only what a source confirms is shipped. */
  confirmed: true;
  /** `selection`: by which people are chosen; no part of the monitoring. Absent: monitoring. */
  use?: 'selection';
  respondents: Exclude<RespondentKind, 'school'>[];
  waves: Wave[];
  /** Forms that the instrument is made for; absent: all. */
  forms?: string[];
  grades?: [number, number];
  items: Item[];
  scales: Scale[];
  golden: GoldenSheet[];
}

// Targets and thresholds ----------------------------------------------------------------------------

/** A number from outside the banks: all pupils, all young specialists of an organisation. */
export interface Denominator extends CatalogueEntry {
  definition: Text;
}

/** Whom a coverage figure counts. Ages and experience are inclusive. */
export interface Numerator {
  counts: 'persons' | 'organisations' | 'satisfied';
  role: ParticipantRole;
  personKinds?: string[];
  categories?: string[];
  age?: [number, number];
  experienceYears?: [number, number];
}

/** A coverage figure: numerator / denominator, with targets by calendar year (null: not confirmed). */
export interface Target extends CatalogueEntry {
  numerator: Numerator;
  denominator: string;
  values: { year: number; value: number | null; source: string }[];
}

/** Stage 1 thresholds (statistics.md §4). */
export interface StageOneThresholds {
  version: string;
  source: string;
  /** On the scale from `scaleMin` to `scaleMax` an answer from here on is positive. */
  positiveFrom: number;
  scaleMin: number;
  scaleMax: number;
  strengthShare: number;
  weaknessShare: number;
}

/** Stage 2 rules of small numbers and words (statistics.md §3). */
export interface StageTwoThresholds {
  version: string;
  source: string;
  describeFrom: number;
  inferFrom: number;
  signedRankBelow: number;
  /** |g_av| below the first is not noticeable, below the second small, below the third moderate. */
  sizeWords: [number, number, number];
}

/** Disclosure control (statistics.md §6). */
export interface DisclosureThresholds {
  version: string;
  source: string;
  persons: number;
  personsPsychological: number;
  /** No configuration goes below it. */
  personsFloor: number;
  organisations: number;
  dominanceShare: number;
  roundBelow: number;
}

/** Weights of marks in СОУ; `none` is н/а (statistics.md §3). */
export interface MarkWeights {
  version: string;
  source: string;
  weights: { mark: '5' | '4' | '3' | '2' | 'none'; weight: number }[];
}
