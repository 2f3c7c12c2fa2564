/** A path into one side of a pair, or into the pair: `mentor.grade`, `mentee.profile.shift`, `mentor.marks[$]`, `pair.sameSubject`. */
export type Path = string;

/** A value taken from the rule's `params`, which a policy may override. */
export interface ParamRef {
  param: string;
}

export type ParamValue = number | string | string[];
export type Comparison = '>=' | '>' | '<=' | '<' | '==' | '!=';
/** Left side, operator, right side: a path where a string begins with a side, else a literal or a parameter. */
export type Compare = [Path, Comparison, string | number | boolean | ParamRef];

/** What must be true of a pair for a rule to apply. A missing value makes a condition false. */
export type Condition =
  | { exists: Path }
  | { in: [Path, (string | number)[]] }
  | { compare: Compare }
  | { intersects: [Path, Path | string[] | ParamRef] }
  | { not: Condition }
  | { all: Condition[] }
  | { any: Condition[] };

/** A hard rule of pair formation, as the catalogue states it: data with exactly one operator. */
export interface Rule {
  code: string;
  title: { ru: string; en?: string };
  source: string;
  /** Default true; `policy.rules[code].enabled` overrides. */
  enabled?: boolean;
  /** What a missing value means; default `fail`, told as `data-missing`. */
  onMissing?: 'fail' | 'pass';
  when?: Condition;
  variants?: { not?: string[]; only?: string[] };
  params?: Record<string, ParamValue>;
  compare?: Compare;
  /** Added to the right side of `compare`. */
  plus?: number | ParamRef;
  in?: [Path, (string | number)[] | ParamRef];
  intersects?: [Path, Path | string[] | ParamRef];
  covers?: [Path, Path];
  /** With `covers`: how many of the right side's topics; default 1. */
  atLeast?: number | 'all' | ParamRef;
  distance?: [Path, Path];
  atMost?: number | ParamRef;
  exists?: Path;
  /** With `compare`: `$` stands for each element in turn. */
  forEach?: Path;
}

export interface Variant {
  code: string;
  title: string;
  rules: Rule[];
}

export interface Topic {
  code: string;
  parent: string | null;
  /** For the texts that people read; the code stands in where there is none. */
  title?: string;
}

export interface Feature {
  /** A field of a bank entry: `grade`, `profile.interests`. */
  field: string;
  kind: 'set' | 'category' | 'number' | 'above';
  weight: number;
  /** Of `number` and `above`; default 1. */
  range?: number;
}

export interface TierGroup {
  /** At least one of these. */
  categories?: string[];
  waitingDaysAtLeast?: number;
}

/** Of all places that are given, those to mentees of these categories: a share, at least so many, or both. */
export interface PolicyQuota {
  categories: string[];
  /** `[1, 3]` is a third. */
  share?: [number, number];
  count?: number;
}

/** What a matching runs under: the `policy` of a programme with every field present. */
export interface Policy {
  objective: 'total' | 'worst-off-first';
  /** 0…1; pairs below it are not eligible. */
  minScore: number;
  seed: number;
  /** How many alternatives a suggestion carries. */
  alternatives: number;
  weights: { request: number; profile: number; compatibility: number };
  compatibility: {
    assessment: number;
    traits: number;
    interest: number;
    complementary: string[];
    /** Width of the scale that traits are measured on; default 1. */
    traitRange?: number;
  };
  features: Feature[];
  tiers: TierGroup[];
  rules: Record<string, { enabled?: boolean; params?: Record<string, ParamValue> }>;
  minimum: number;
  /** 0, or the smallest group: a mentor has none or at least so many. */
  groupMinimum: number;
  /** Points that a mentor's 1st, 2nd, 3rd … mentee costs; the last repeats. */
  loadCost?: number[];
  quotas?: PolicyQuota[];
  /** `false`: of two people in both banks not each becomes the other's mentor. */
  reciprocal?: boolean;
  external: { allowed: boolean; modes: string[] };
}

/** A bank entry as the engine sees it: no names. */
export interface Participant {
  id: string;
  /** The same person in both banks has the same value here. */
  person: string;
  organisation: string;
  /** Of the organisation; known only where people of several organisations are in one pool. */
  municipality?: string;
  personKind: string;
  sex: 'm' | 'f' | null;
  birthYear: number | null;
  grade: number | null;
  experienceYears: number | null;
  categories: string[];
  activity: 'active' | 'passive' | null;
  competences: { topic: string; level: number }[];
  requests: { topic: string; importance: number }[];
  profile: {
    interests: string[];
    languages: string[];
    shift: string | null;
    modes: string[];
    traits: Record<string, number>;
    [other: string]: unknown;
  };
  trained: boolean;
  /** Calendar day `YYYY-MM-DD`. */
  waitingSince: string | null;
  marks: Record<string, number>;
  evidence: { kind: string; title: string; year: number }[];
}

export interface Mentor extends Participant {
  /** Free places, a whole number from 0. */
  capacity: number;
  /** Mentees that the mentor has in this programme already: a group may grow by one. Default 0. */
  groupSize?: number;
}

export type Mentee = Participant;

export type BarReason =
  'rejected' | 'excluded' | 'do-not-pair' | 'kinship' | 'veto' | 'conflict' | 'declined' | 'reciprocal';

/** What is known of one pair and of no single person. */
export interface PairFacts {
  /** The psychologist's score, 0…1. */
  assessment?: number | null;
  /** 1…10, by the mentor of the mentee. */
  mentorRating?: number | null;
  /** 1…10, by the mentee of the mentor. */
  menteeRating?: number | null;
  barred?: BarReason[];
}

/** A rule that a pair does not meet. */
export interface BrokenRule {
  rule: string;
  title: string;
  reason: 'broken' | 'data-missing';
}

/** Integers 0…10,000; `null` where the component is absent, which is not zero. */
export interface Components {
  request: number | null;
  profile: number | null;
  compatibility: number | null;
}
