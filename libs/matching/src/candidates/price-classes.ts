import type { PriceVector, Prices } from '../problem/types.js';
import { addBits, setBit, wordsFor, type Bits } from '../scoring/bits.js';

/**
 * How a mentee's pairs stand to their prices by the tiers alone, which decide before points do: mentors whose pairs are
 * worth more whatever their points, and mentors for whom the points decide.
 */
export interface Standing {
  more: Bits | null;
  even: Bits | null;
}

interface MentorClass {
  tiers: PriceVector;
  mentors: Bits;
}

/** First entry that is not 0. */
function signOf(vector: readonly number[]): number {
  return Math.sign(vector.find((entry) => entry !== 0) ?? 0);
}

/** Mentors grouped by the part of their prices that concerns tiers: there are few different ones. */
export class PriceClasses {
  private readonly classes: MentorClass[];
  private readonly known = new Map<string, Standing>();
  private readonly words: number;

  /** `open` tells which mentors have places; pairs with the others can never be. */
  constructor(
    prices: Prices,
    private readonly tiers: number,
    open: (mentor: number) => boolean,
  ) {
    this.words = wordsFor(prices.mentors.length);
    const classes = new Map<string, MentorClass>();
    prices.mentors.forEach((price, j) => {
      if (!open(j)) return;
      const own = price.slice(0, tiers);
      const key = own.join();
      const group = classes.get(key) ?? { tiers: own, mentors: new Uint32Array(this.words) };
      classes.set(key, group);
      setBit(group.mentors, j);
    });
    this.classes = [...classes.values()];
  }

  /** For a mentee of a tier (index from 0) with a price. */
  standing(tier: number, price: PriceVector): Standing {
    const own = price.slice(0, this.tiers);
    const key = `${tier}|${own.join()}`;
    const known = this.known.get(key);
    if (known) return known;
    const standing: Standing = { more: null, even: null };
    for (const { tiers, mentors } of this.classes) {
      const sign = signOf(own.map((entry, k) => (k === tier ? 1 : 0) - entry - tiers[k]!));
      if (sign > 0) addBits((standing.more ??= new Uint32Array(this.words)), mentors);
      if (sign === 0) addBits((standing.even ??= new Uint32Array(this.words)), mentors);
    }
    this.known.set(key, standing);
    return standing;
  }
}
