import { orient } from '../change/oriented.js';
import type { ChangePair, Measure } from '../change/measure.js';
import { binaryFlags } from '../change/change-figures.js';
import { reliableChange } from '../change/individual.js';
import { twoByTwo, type TwoByTwo } from '../change/proportions.js';
import { countValues, type Weighted } from '../change/weighted.js';
import { coMoment, summarise } from '../numbers/summary.js';

export interface Moment {
  mean: number;
  /** Σ(value − mean)². */
  m2: number;
}

export interface CrossMoments {
  x: Moment;
  y: Moment;
  /** Σ(x − x̄)(y − ȳ). */
  cxy: number;
}

export interface SignCounts {
  improved: number;
  same: number;
  worse: number;
}

/** Above this many distinct values of d their exact counts are not kept. */
export const MOST_VALUES = 64;

/** What is kept of a set of complete pairs once the pairs are gone (`statistics.md` §5). Raw x and y; oriented d. */
export interface PairSums extends CrossMoments {
  n: number;
  d: Moment;
  /** For `band`: x and y as they enter tests, minus the distance to the band. Else `null`. */
  scored: CrossMoments | null;
  signs: SignCounts;
  /** Reliable change by the registered norm; `null` where no norm SD and retest reliability are registered. */
  reliable: SignCounts | null;
  /** Yes/no or in-band at entry and exit. */
  table: TwoByTwo | null;
  /** Exact counts of every value of d; `null` where there are more than 64. */
  counts: Weighted[] | null;
}

export const EMPTY_SUMS: Readonly<PairSums> = Object.freeze({
  n: 0,
  x: { mean: 0, m2: 0 },
  y: { mean: 0, m2: 0 },
  cxy: 0,
  d: { mean: 0, m2: 0 },
  scored: null,
  signs: { improved: 0, same: 0, worse: 0 },
  reliable: null,
  table: null,
  counts: [],
});

/** Sums of complete pairs. */
export function pairSums(pairs: readonly ChangePair[], measure: Measure): PairSums {
  if (pairs.length === 0) return EMPTY_SUMS;
  const oriented = orient(pairs, measure.direction);
  const flags = binaryFlags(pairs, measure);
  const counts = countValues(oriented.rounded);
  // Only a norm's SD holds for every day alike; the entry SD of a day would not add up.
  const norm =
    measure.reliability?.normSd === undefined ? null : reliableChange(oriented.rounded, null, measure);
  const improved = oriented.rounded.filter((d) => d > 0).length;
  const worse = oriented.rounded.filter((d) => d < 0).length;
  return {
    n: pairs.length,
    ...cross(
      pairs.map((pair) => pair.x),
      pairs.map((pair) => pair.y),
    ),
    d: momentOf(oriented.d),
    scored: measure.direction === 'band' ? cross(oriented.x, oriented.y) : null,
    signs: { improved, same: pairs.length - improved - worse, worse },
    reliable:
      norm !== null && typeof norm !== 'string'
        ? { improved: norm.improved, same: norm.same, worse: norm.worse }
        : null,
    table: flags && twoByTwo(flags.entry, flags.exit),
    counts: counts.length <= MOST_VALUES ? counts : null,
  };
}

/**
 * Sums of a union from the sums of its disjoint parts, by the pairwise update of Chan, Golub & LeVeque (1983):
 * any order and grouping gives the same to 1e-9, and the parts are left alone.
 */
export function mergeSums(parts: readonly PairSums[]): PairSums {
  return parts.filter((part) => part.n > 0).reduce<PairSums>(mergeTwo, EMPTY_SUMS);
}

function mergeTwo(a: PairSums, b: PairSums): PairSums {
  if (a.n === 0) return b;
  return {
    n: a.n + b.n,
    ...mergeCross(a, a.n, b, b.n),
    d: mergeMoment(a.d, a.n, b.d, b.n),
    scored: a.scored && b.scored && mergeCross(a.scored, a.n, b.scored, b.n),
    signs: addCounts(a.signs, b.signs),
    reliable: a.reliable && b.reliable && addCounts(a.reliable, b.reliable),
    table: a.table && b.table && addCounts(a.table, b.table),
    counts: a.counts && b.counts && mergeCounts(a.counts, b.counts),
  };
}

function momentOf(values: readonly number[]): Moment {
  const { mean, m2 } = summarise(values);
  return { mean, m2 };
}

function cross(x: readonly number[], y: readonly number[]): CrossMoments {
  return { x: momentOf(x), y: momentOf(y), cxy: coMoment(x, y) };
}

function mergeMoment(a: Moment, na: number, b: Moment, nb: number): Moment {
  const delta = b.mean - a.mean;
  const n = na + nb;
  return { mean: a.mean + (delta * nb) / n, m2: a.m2 + b.m2 + (delta * delta * na * nb) / n };
}

function mergeCross(a: CrossMoments, na: number, b: CrossMoments, nb: number): CrossMoments {
  const shift = ((b.x.mean - a.x.mean) * (b.y.mean - a.y.mean) * na * nb) / (na + nb);
  return { x: mergeMoment(a.x, na, b.x, nb), y: mergeMoment(a.y, na, b.y, nb), cxy: a.cxy + b.cxy + shift };
}

function addCounts<T extends { [K in keyof T]: number }>(a: T, b: T): T {
  const total = { ...a };
  for (const key of Object.keys(a) as (keyof T)[]) total[key] = (a[key] + b[key]) as T[keyof T];
  return total;
}

function mergeCounts(a: readonly Weighted[], b: readonly Weighted[]): Weighted[] | null {
  const counts = new Map<number, number>();
  for (const { value, count } of [...a, ...b]) counts.set(value, (counts.get(value) ?? 0) + count);
  if (counts.size > MOST_VALUES) return null;
  return [...counts].map(([value, count]) => ({ value, count })).sort((p, q) => p.value - q.value);
}
