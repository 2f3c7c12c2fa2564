/** A plain list or a typed array: the engine reads both alike. */
export type Numbers = ArrayLike<number>;

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
  /** None or at least this many mentees per mentor; above 1 it is no network any more. */
  groupMinimum?: number;
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
  | { kind: 'total'; value: number };

export interface Result {
  /** The mentor of each mentee, `null` for one left out. */
  assignment: (number | null)[];
  matched: number;
  /** Over all assigned pairs; `null` if there is none. */
  worstPoints: number | null;
  totalPoints: number;
  levels: Level[];
  prices: Prices;
  seed: number;
  solver: string;
  durationMs: number;
}

export type InfeasibleReason = 'lock-ineligible' | 'capacity' | 'minimum';

/** The answer to an impossible problem: a set that cannot be made smaller. */
export interface Infeasible {
  infeasible: { reason: InfeasibleReason; mentees: number[]; mentors: number[] };
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
