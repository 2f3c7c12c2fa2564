import type { Answer, InfeasibleReason, Problem } from '../problem/types.js';
import type {
  BarReason,
  BrokenRule,
  Components,
  Mentee,
  Mentor,
  Policy,
  Rule,
  Topic,
  Variant,
} from '../rules/types.js';
import type { Regret } from '../explain/regret.js';

/** Everything that one matching looks at: plain data, no names. */
export interface Pool {
  /** Calendar day `YYYY-MM-DD`; nothing is compared with the clock. */
  asOf: string;
  mentors: Mentor[];
  mentees: Mentee[];
  topics: Topic[];
  mentorKinds: string[];
  menteeKinds: string[];
  /** For every variant, unless a rule says otherwise. */
  rules: Rule[];
  /** In the catalogue's order. */
  variants: Variant[];
  policy: Policy;
  /** The psychologist's scores, 0…1. */
  compatibilities: { mentor: string; mentee: string; score: number }[];
  /** Ratings after meetings, 1…10. */
  ratings: { mentor: string; mentee: string; from: 'mentor' | 'mentee'; rating: number }[];
  barred: { mentor: string; mentee: string; reason: BarReason }[];
  locks: { mentor: string; mentee: string }[];
  /** Mentees who must not have one mentor. */
  apart?: [string, string][];
}

/** Something said to people: a stable code with its data, and the Russian text. */
export interface Remark {
  code: string;
  params: Record<string, unknown>;
  text: string;
}

export interface PoolAlternative {
  mentor: string;
  points: number;
  variant: string;
  regret: Regret;
}

export interface PoolSuggestion {
  mentor: string;
  mentee: string;
  variant: string;
  points: number;
  components: Components;
  locked: boolean;
  /** Other optimal matchings give this mentee something else. */
  tie: boolean;
  reasons: Remark[];
  alternatives: PoolAlternative[];
}

export interface PoolUnmatched {
  mentee: string;
  /** `conditions`: a suitable mentor has places left, but not under the conditions on groups and quotas. */
  reason: 'no-topic' | 'rules' | 'capacity' | 'priority' | 'conditions';
  /** How many mentors each rule stopped; most first. */
  rules: { rule: string; title: string; mentors: number }[];
  wouldHelp: Remark[];
}

export interface PoolSummary {
  mentees: number;
  mentors: number;
  eligiblePairs: number;
  matched: number;
  unmatched: number;
  totalPoints: number;
  worstPoints: number | null;
  /** Mean points of the assigned pairs / 10,000, `null` without pairs. */
  meanScore: number | null;
  solver: string;
  durationMs: number;
  /** Under side conditions: by level (tiers, the worst-off, points) what the matching may still lack to the best one. */
  gap?: number[];
  infeasible?: { reason: InfeasibleReason; mentees: string[]; mentors: string[]; conditions?: string[] };
}

export interface PoolResult {
  problem: Problem;
  result: Answer;
  /** Index in the problem → id. */
  ids: { mentors: string[]; mentees: string[] };
  summary: PoolSummary;
  suggestions: PoolSuggestion[];
  unmatched: PoolUnmatched[];
}

export interface WhyNotMove {
  mentee: string;
  from: string | null;
  to: string | null;
  pointsBefore: number | null;
  pointsAfter: number | null;
}

export interface WhyNot {
  eligible: boolean;
  brokenRules: BrokenRule[];
  /** The pair's own score, whether or not it is eligible. */
  points: number;
  /** What the whole matching would lose; `null` where no matching contains the pair. */
  regret: Regret | null;
  moves: WhyNotMove[];
  /** The smallest changes that would bring the pair into an optimum, or what lifting the broken rules would do. */
  wouldHelp: Remark[];
  explanation: string;
}

/** Pool data that contradict themselves: which, and the value. */
export class PoolError extends Error {
  constructor(
    readonly code: 'duplicate-id' | 'unknown-id' | 'bad-value',
    readonly value: unknown,
    message: string,
  ) {
    super(message);
    this.name = 'PoolError';
  }
}
