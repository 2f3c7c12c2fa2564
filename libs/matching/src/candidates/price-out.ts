import { ProblemError, type Prices } from '../problem/types.js';
import type { Scoring } from '../scoring/scoring.js';
import { eachBit } from '../scoring/bits.js';
import { throwIfCancelled, type Watch } from '../solver/watch.js';
import { PairList, type Candidates } from './candidates.js';
import { PriceClasses } from './price-classes.js';

/** The part of a problem that pricing out looks at. */
export interface Market {
  scoring: Scoring;
  candidates: Candidates;
  /** By mentee: the tier as an index from 0, −1 for a mentee that takes no part (locked). */
  tier: Int32Array;
  tiers: number;
  /** By mentor: places left. */
  capacity: Int32Array;
}

/** Eligible pairs that are no candidates, mentee by mentee, in each by mentor. */
export interface Found {
  start: Int32Array;
  mentor: Int32Array;
  points: Int32Array;
}

/** What prices leave to be done. */
export interface PricedOut {
  /** A pair is worth more than its prices: the optimum of the candidates is not proved for all pairs. */
  isShort: boolean;
  /** If so: pairs to add. */
  more: Found;
  /** If not, and if asked for: pairs worth exactly their prices; `null` where there are too many. */
  ties: Found | null;
  /** Rows scored. */
  scored: number;
}

export interface PriceOutOptions {
  /** Of each mentee at most so many pairs to add. */
  most: number;
  /** Up to how many pairs that tie are told; 0 for none. */
  mostTies: number;
}

/** A claim that prices make about all pairs, to be held against those left out. */
export interface Claim {
  prices: Prices;
  /** Only pairs of at least these points are concerned. */
  floor: number;
  /** Prices have an entry for points; else they are for tiers alone. */
  pointsCount: boolean;
}

const LIMIT = 2 ** 29;
/** Any price added to this is below all points. */
const BELOW_ALL = -LIMIT;
/** Pairs that miss their prices by no more points are taken along: prices fall once there are more pairs. */
const NEAR = 500;

/** Throws `ProblemError` for a price that the kernels cannot add. */
function checked(price: number): number {
  if (Math.abs(price) <= LIMIT) return price;
  throw new ProblemError('too-large', 'prices', price, `a price of ${price} points leaves 2^29`);
}

/**
 * Holds prices against every eligible pair that is no candidate. None worth more than `u + v`: the prices prove the
 * candidates' optimum to be that of all pairs. A mentee with pairs that a tier decides is not asked for others yet; one
 * whose left-out pairs cannot come near any price is not scored again.
 */
export function priceOut(
  market: Market,
  claim: Claim,
  { most, mostTies }: PriceOutOptions,
  watch: Watch,
): PricedOut {
  const { scoring, candidates, tier, tiers, capacity } = market;
  const classes = new PriceClasses(claim.prices, tiers, (j) => capacity[j]! > 0);
  const prices = Int32Array.from(claim.prices.mentors, (price, j) =>
    claim.pointsCount && capacity[j]! > 0 ? checked(price[tiers]!) : 0,
  );
  const lowest = new LowestPrices(prices);
  scoring.setPrices(prices);
  const more = new FoundList(tier.length);
  const ties = new FoundList(tier.length);
  let isShort = false;
  let scored = 0;
  const look = (i: number): void => {
    const rest = candidates.restAtMost[i]!;
    const price = claim.prices.mentees[i];
    if (tier[i]! < 0 || rest < claim.floor || !price) return;
    const { more: first, even } = classes.standing(tier[i]!, price);
    if (first) {
      scored++;
      const row = unknown(candidates, i, scoring.priced(i, BELOW_ALL, claim.floor, first));
      if (row.mentors.length > 0) {
        // Pairs that win a mentee come first: where points decide is asked again with the next prices.
        isShort = true;
        more.add(i, best(row, row.points, most));
        return;
      }
    }
    if (!even || !claim.pointsCount) return;
    const own = checked(price[tiers]!);
    const least = own - NEAR;
    if (rest < least + lowest.among(even)) return;
    scored++;
    const row = unknown(candidates, i, scoring.priced(i, least, claim.floor, even));
    const gains = row.points.map((points, k) => points - own - prices[row.mentors[k]!]!);
    isShort ||= gains.some((gain) => gain > 0);
    if (row.mentors.length > 0) more.add(i, best(row, gains, most));
    if (!isShort && ties.length <= mostTies)
      ties.add(
        i,
        chosen(
          row,
          Uint8Array.from(gains, (gain) => (gain === 0 ? 1 : 0)),
        ),
      );
  };
  for (let i = 0; i < tier.length; i++) {
    if ((i & 127) === 0) {
      throwIfCancelled(watch);
      watch.onProgress?.(i / tier.length, 'candidates');
    }
    look(i);
  }
  const isTold = !isShort && ties.length <= mostTies;
  return { isShort, more: more.found(), ties: isTold ? ties.found() : null, scored };
}

interface Row {
  mentors: Int32Array;
  points: Int32Array;
}

function chosen({ mentors, points }: Row, mask: Uint8Array): Row {
  return { mentors: mentors.filter((_, k) => mask[k] === 1), points: points.filter((_, k) => mask[k] === 1) };
}

/** The pairs of a row that are no candidates; both ascend by mentor. */
function unknown({ start, mentor: known }: Candidates, mentee: number, row: Row): Row {
  let at = start[mentee]!;
  const end = start[mentee + 1]!;
  const isNew = Uint8Array.from(row.mentors, (mentor) => {
    while (at < end && known[at]! < mentor) at++;
    return at < end && known[at] === mentor ? 0 : 1;
  });
  return chosen(row, isNew);
}

/** The `most` pairs of a row that gain most; of equal ones the first mentors. */
function best(row: Row, gains: Int32Array, most: number): Row {
  if (gains.length <= most) return row;
  const bar = gains.toSorted()[gains.length - most]!;
  let atBar = most - gains.reduce((above, gain) => above + (gain > bar ? 1 : 0), 0);
  return chosen(
    row,
    Uint8Array.from(gains, (gain) => (gain > bar || (gain === bar && atBar-- > 0) ? 1 : 0)),
  );
}

/** Rows of pairs, added in order of the mentees. */
export class FoundList {
  private readonly pairs = new PairList();
  private readonly start: Int32Array;
  private row = 0;

  constructor(rows: number) {
    this.start = new Int32Array(rows + 1);
  }

  get length(): number {
    return this.pairs.length;
  }

  add(mentee: number, { mentors, points }: Row): void {
    this.close(mentee);
    this.pairs.add(mentors, points);
  }

  private close(before: number): void {
    this.start.fill(this.pairs.length, this.row + 1, before + 1);
    this.row = before;
  }

  found(): Found {
    this.close(this.start.length - 1);
    return { start: this.start, mentor: this.pairs.mentor(), points: this.pairs.points() };
  }
}

/** The lowest price among a set of mentors; the sets are few and asked for again and again. */
class LowestPrices {
  private readonly known = new Map<Uint32Array, number>();

  constructor(private readonly prices: Int32Array) {}

  among(mentors: Uint32Array): number {
    let lowest = this.known.get(mentors);
    if (lowest === undefined) {
      lowest = Infinity;
      eachBit(mentors, (j) => (lowest = Math.min(lowest!, this.prices[j]!)));
      this.known.set(mentors, lowest);
    }
    return lowest;
  }
}
