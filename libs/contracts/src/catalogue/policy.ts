import type { RuleParam } from './rules.js';

export const FEATURE_KINDS = ['set', 'category', 'number', 'above'] as const;
export type FeatureKind = (typeof FEATURE_KINDS)[number];

/** One feature of the profile similarity (Gower 1971). `range` > 0 belongs to `number` and `above`. */
export interface PolicyFeature {
  field: string;
  kind: FeatureKind;
  /** Integer weight, at least 1. */
  weight: number;
  range?: number;
}

/** A group that is matched first: entries in any of the categories, or waiting at least so long. */
export interface PolicyTier {
  categories?: string[];
  waitingDaysAtLeast?: number;
}

export interface RuleOverride {
  enabled?: boolean;
  params?: Record<string, RuleParam>;
}

/** How far from the pair's start and end a measurement may lie (statistics.md §2), in days. */
export interface MeasurementWindows {
  entryDaysBeforeStart: number;
  entryDaysAfterStart: number;
  exitDaysBeforeEnd: number;
  exitDaysAfterEnd: number;
}

/** Of all places that are given, those to mentees of these categories: a share, at least so many, or both. */
export interface PolicyQuota {
  categories: string[];
  /** `[1, 3]` is a third. */
  share?: [number, number];
  count?: number;
}

/** Rules, weights and objective of a matching, every field present but those marked (api.md, "Programme"). */
export interface Policy {
  objective: 'total' | 'worst-off-first';
  /** 0…1: a pair under it is not eligible. */
  minScore: number;
  /** Integer; breaks ties. */
  seed: number;
  /** How many alternatives a suggestion names, 0…10. */
  alternatives: number;
  /** Integer weights of the components; at least one is positive. */
  weights: { request: number; profile: number; compatibility: number };
  /** Integer weights of the parts of compatibility; traits where difference is good. */
  compatibility: { assessment: number; traits: number; interest: number; complementary: string[] };
  features: PolicyFeature[];
  /** Groups that come first, in order; everybody else is the last tier. */
  tiers: PolicyTier[];
  rules: Record<string, RuleOverride>;
  /** Mentees that every mentor gets at least. */
  minimum: number;
  /** 0, or the smallest group: a mentor has none or at least so many. */
  groupMinimum: number;
  /** Points that a mentor's 1st, 2nd, 3rd … mentee costs, so that loads are even; the last repeats. */
  loadCost?: number[];
  quotas?: PolicyQuota[];
  /** `false`: of two people in both banks not each becomes the other's mentor. */
  reciprocal?: boolean;
  /** `true`: a pair begins to work only when its mentor is trained (S2; S1 annex). */
  requireTrainedMentor?: boolean;
  /** Search outside the organisation, off by default (S4 §3). */
  external: { allowed: boolean; modes: string[] };
  windows: MeasurementWindows;
}
