import { ProblemError, type Prices } from '../problem/types.js';
import type { Scoring } from '../scoring/scoring.js';
import { eachBit } from '../scoring/bits.js';
import { throwIfCancelled, type Watch } from '../solver/watch.js';
import type { Candidates } from './candidates.js';
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

/** Eligible pairs that are no candidates, with what they are worth above their prices. */
export interface Found {
  mentee: number[];
  mentor: number[];
  points: number[];
  /** Points above the prices, 0 for a tie; infinite where a tier alone decides. */
  gain: number[];
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

/** Throws `ProblemError` for a price that the kernels cannot add. */
function checked(price: number): number {
  if (Math.abs(price) <= LIMIT) return price;
  throw new ProblemError('too-large', 'prices', price, `a price of ${price} points leaves 2^29`);
}

/**
 * Holds prices against every eligible pair that is no candidate: finds the pairs worth more than `u + v`, and with
 * `ties` those worth exactly as much; a mentee with pairs that a tier decides is not asked for others yet. None of the former: the prices prove the candidates' optimum to be that of
 * all pairs. A mentee whose left-out pairs cannot reach any price is not scored again.
 */
export function priceOut(
  market: Market,
  claim: Claim,
  ties: boolean,
  watch: Watch,
): { found: Found; scored: number } {
  const { scoring, candidates, tier, tiers, capacity } = market;
  const classes = new PriceClasses(claim.prices, tiers, (j) => capacity[j]! > 0);
  const found: Found = { mentee: [], mentor: [], points: [], gain: [] };
  const prices = Int32Array.from(claim.prices.mentors, (price, j) =>
    claim.pointsCount && capacity[j]! > 0 ? checked(price[tiers]!) : 0,
  );
  const lowest = new LowestPrices(prices);
  scoring.setPrices(prices);
  let scored = 0;
  for (let i = 0; i < tier.length; i++) {
    if ((i & 127) === 0) {
      throwIfCancelled(watch);
      watch.onProgress?.(i / tier.length, 'candidates');
    }
    const rest = candidates.restAtMost[i]!;
    const price = claim.prices.mentees[i];
    if (tier[i]! < 0 || rest < claim.floor || !price) continue;
    const { more, even } = classes.standing(tier[i]!, price);
    if (more) {
      scored++;
      const before = found.mentee.length;
      note(market, found, i, scoring.priced(i, BELOW_ALL, claim.floor, more), () => Infinity);
      // Pairs that win a mentee come first: where points decide is asked again with the next prices.
      if (found.mentee.length > before) continue;
    }
    if (!even || !claim.pointsCount) continue;
    const own = checked(price[tiers]!);
    const least = own + (ties ? 0 : 1);
    if (rest < least + lowest.among(even)) continue;
    scored++;
    const row = scoring.priced(i, least, claim.floor, even);
    note(market, found, i, row, (mentor, points) => points - own - prices[mentor]!);
  }
  return { found, scored };
}

/** Notes the pairs of a row that are no candidates; both ascend by mentor. */
function note(
  { candidates: { start, mentor: known } }: Market,
  found: Found,
  mentee: number,
  { mentors, points }: { mentors: Int32Array; points: Int32Array },
  gain: (mentor: number, points: number) => number,
): void {
  let at = start[mentee]!;
  const end = start[mentee + 1]!;
  for (let k = 0; k < mentors.length; k++) {
    const mentor = mentors[k]!;
    while (at < end && known[at]! < mentor) at++;
    if (at < end && known[at] === mentor) continue;
    found.mentee.push(mentee);
    found.mentor.push(mentor);
    found.points.push(points[k]!);
    found.gain.push(gain(mentor, points[k]!));
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
