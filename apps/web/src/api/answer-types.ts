/** What the pages read of the answers about a matching. */
export interface Regret {
  matched: number;
  worst: number | null;
  points: number;
}

export interface Move {
  mentee: string;
  from: string | null;
  to: string | null;
  pointsBefore: number | null;
  pointsAfter: number | null;
}

export interface Totals {
  mentees: number;
  matched: number;
  totalPoints: number;
  worstPoints: number | null;
}

export interface WhyNot {
  eligible: boolean;
  regret: Regret | null;
  moves: Move[];
  explanation: string;
  wouldHelp: { code: string; text: string }[];
}

export interface People {
  mentor: string;
  mentee: string;
}

/** A wish, as it is priced and as a new matching takes it. */
export interface Wish {
  locks?: People[];
  excluded?: People[];
}

export interface WhatIf {
  infeasible: object | null;
  moves: Move[];
  explanation: string;
}

export interface Diff {
  before: Totals;
  after: Totals;
  kept: People[];
  moved: Move[];
  matched: Move[];
  leftOut: Move[];
  gone: string[];
  joined: string[];
}

export interface FairnessGroup {
  by: 'all' | 'category' | 'grade' | 'tier';
  group: string | null;
  title: string;
  n: number;
  matched: number;
  coverage: number | null;
  mean: number | null;
  median: number | null;
  worst: number | null;
  gini: number | null;
}

interface FrontierPoint {
  worstPoints: number | null;
  totalPoints: number;
}

export interface Fairness {
  groups: FairnessGroup[];
  price: {
    total: FrontierPoint;
    worstOffFirst: FrontierPoint;
    frontier: FrontierPoint[];
    lostPerPoint: number | null;
  } | null;
  remark: string | null;
}

interface PlaceValue {
  matched: number;
  points: number;
}

export interface ShadowPrices {
  items: { mentor: string; places: number; load: number; topics: string[]; more: PlaceValue }[];
  topics: {
    topic: string;
    title: string;
    mentors: number;
    asked: number;
    leftOut: number;
    best: PlaceValue | null;
  }[];
  remark: string | null;
}
