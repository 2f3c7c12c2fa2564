/** A plain list or a typed array: the engine reads both alike. */
export type Numbers = ArrayLike<number>;

/**
 * Of all mentees assigned to `mentors` (default: all), those in `mentees` are at least `share[0] / share[1]`,
 * and at least `count`; one of the two must be there. Locked pairs count. Lists are sets of indices.
 */
export interface Quota {
  mentees: Numbers;
  mentors?: Numbers;
  share?: readonly [number, number];
  count?: number;
}

export type Exclusion = readonly [readonly [number, number], readonly [number, number]];

/** The engine's problem of `api.md`: no schools in it, indices from 0. */
export interface Problem {
  mentees: number;
  mentors: number;
  /** Free places of each mentor, whole numbers from 0. */
  capacity: Numbers;
  /** The least load of each mentor; default 0. */
  minimum?: Numbers;
  /** Each mentee's priority tier, lower first; default 1. */
  tier?: Numbers;
  /** The eligible pairs, once each; points are whole numbers 0…`maxPoints`. */
  pairs: { mentee: Numbers; mentor: Numbers; points: Numbers };
  /** `[mentee, mentor]`. */
  locks?: readonly (readonly [number, number])[];
  objective?: 'total' | 'worst-off-first';
  ties?: 'canonical' | 'any';
  seed?: number;
  /**
   * Points that a mentor's 1st, 2nd, 3rd … mentee costs: whole numbers from 0, non-decreasing; the last repeats.
   * Locked mentees take the first places. Convex, so the problem stays a network.
   */
  loadCost?: Numbers;
  /** None or at least this many mentees per mentor, for all or one by one; above 1 it is no network any more. */
  groupMinimum?: number | Numbers;
  quotas?: readonly Quota[];
  /** Mentees that must not share a mentor. */
  apart?: readonly (readonly [number, number])[];
  /** Pairs `[mentee, mentor]` of which at most one may be chosen; one that is not eligible never is. */
  exclusive?: readonly Exclusion[];
  /** Default 10,000; at most 2^31 − 1. */
  maxPoints?: number;
}

/** One entry per tier, then points: compared entry by entry, the first that differs decides. */
export type PriceVector = number[];

/** Prices in the sense of `design.md` §6; a locked mentee has none. */
export interface Prices {
  mentees: (PriceVector | null)[];
  mentors: PriceVector[];
}

export type Level =
  | { kind: 'count'; tier: number; value: number }
  | {
      kind: 'worst';
      /** The lowest points among the pairs that are not locked; `null` if there are none. */
      value: number | null;
      /** Prices for the tiers alone on all eligible pairs: no more can be matched. */
      countPrices: Prices;
      /** Prices for the tiers alone on the pairs above `value`: there the counts cannot be reached. */
      abovePrices: Prices | null;
    }
  /** The sum of points less the load costs. */
  | { kind: 'total'; value: number };

export interface Result {
  /** The mentor of each mentee, `null` for one left out. */
  assignment: (number | null)[];
  matched: number;
  /** Over all assigned pairs; `null` if there is none. */
  worstPoints: number | null;
  totalPoints: number;
  levels: Level[];
  /** With side conditions that are no network: the prices of the problem without them; they prove `bound.relaxation`. */
  prices: Prices;
  /** Only with side conditions that are no network. */
  bound?: Bound;
  seed: number;
  solver: string;
  durationMs: number;
}

/**
 * How good a matching under side conditions is. One entry per level of `Result.levels`, in order; a worst-off
 * that is `null` stands as 0.
 */
export interface Bound {
  /** No matching that has the result's values on all levels before has more than this on this one. */
  levels: number[];
  /** `levels` less the result's values: 0 where the level is proved to be the best. */
  gap: number[];
  /** The optimum without the side conditions: no matching has more, level before level. `prices` prove it. */
  relaxation: number[];
  /** Branch-and-bound nodes of all levels. */
  nodes: number;
  /** Every gap is 0. */
  optimal: boolean;
}

export type InfeasibleReason = 'lock-ineligible' | 'capacity' | 'minimum' | 'side-conditions';

/** One demand of a problem: what a conflict consists of. `index` counts in the problem's own list. */
export type Demand =
  | { kind: 'quota' | 'apart' | 'exclusive'; index: number }
  | { kind: 'group-minimum' | 'minimum'; mentor: number }
  | { kind: 'lock'; mentee: number; mentor: number };

/** The answer to an impossible problem: a set that cannot be made smaller. */
export interface Infeasible {
  infeasible: {
    reason: InfeasibleReason;
    mentees: number[];
    mentors: number[];
    /** With `side-conditions`, where it could be found: demands that cannot all be kept, but can without any one of them. */
    conditions?: Demand[];
  };
}

export type Answer = Result | Infeasible;

export function isInfeasible(answer: object): answer is Infeasible {
  return 'infeasible' in answer;
}

export type ProblemErrorCode =
  | 'not-an-object'
  | 'missing'
  | 'wrong-type'
  | 'wrong-length'
  | 'not-a-whole-number'
  | 'out-of-range'
  | 'duplicate-pair'
  | 'duplicate-index'
  | 'unknown-value'
  | 'unknown-field'
  | 'too-large'
  | 'unsupported';

/** Malformed input: where it stands (`path`), what is there (`value`), and a line for people. */
export class ProblemError extends Error {
  constructor(
    readonly code: ProblemErrorCode,
    readonly path: string,
    readonly value: unknown,
    message: string,
  ) {
    super(message);
    this.name = 'ProblemError';
  }
}
