import type { PriceVector, Problem } from '../problem/types.js';
import { bestLoad, placesCost } from './load-cost.js';
import { readPrices } from './read-answer.js';
import { refuse } from './refusal.js';
import type { Rest } from './rest.js';

/** Vectors of one length: the first entry that differs decides. */
export function compare(a: PriceVector, b: PriceVector): number {
  for (let k = 0; k < a.length; k++) if (a[k] !== b[k]) return a[k]! - b[k]!;
  return 0;
}

const isBelowZero = (vector: PriceVector): boolean => (vector.find((entry) => entry !== 0) ?? 0) < 0;

/**
 * The most that any matching of the pairs of at least `floor` points can be worth by these prices, locked pairs left
 * out: Σ u + Σ max over the loads allowed of (v · load − load costs). With `points` a worth has one entry per tier and
 * one for points, without it the tiers alone. Refuses prices that are none: not whole, below 0 for a mentee, or
 * together below what a pair is worth.
 */
export function dualBound(
  problem: Problem,
  rest: Rest,
  raw: unknown,
  { floor, points, name }: { floor: number; points: boolean; name: string },
): PriceVector {
  const entries = rest.tiers.length + (points ? 1 : 0);
  const { mentees: u, mentors: v } = readPrices(raw, rest.locked, problem.mentors, entries, name);
  const bound: PriceVector = new Array<number>(entries).fill(0);
  const add = (entry: number, k: number): void => {
    bound[k]! += entry;
    // Every step is checked: a sum that has left 2^53 may come back to a wrong number.
    if (!Number.isSafeInteger(bound[k])) refuse(`${name} add up past 2^53`);
  };
  u.forEach((price, i) => {
    if (price === null) return;
    if (isBelowZero(price)) refuse(`${name}.mentees[${i}] is below 0`);
    price.forEach(add);
  });
  v.forEach((price, j) => {
    const load = bestLoad(problem, rest, j, price);
    price.forEach((entry, k) => add(entry * load, k));
    if (points) add(-placesCost(problem, rest.held[j]!, rest.held[j]! + load), entries - 1);
  });

  const { mentee, mentor, points: pointsOf } = problem.pairs;
  for (let k = 0; k < mentee.length; k++) {
    const i = mentee[k]!;
    const price = u[i];
    if (!price || pointsOf[k]! < floor) continue;
    const last = points ? pointsOf[k]! : 0;
    if (!covers(price, v[mentor[k]!]!, rest.tierOf[i]!, rest.tiers.length, last)) {
      refuse(`${name}: pair ${i}–${mentor[k]} is worth more`);
    }
  }
  return bound;
}

/** Whether u + v is at least what the pair is worth: 1 at the mentee's tier, its points at the end. */
function covers(u: PriceVector, v: PriceVector, tier: number, tiers: number, points: number): boolean {
  for (let k = 0; k < u.length; k++) {
    const over = u[k]! + v[k]! - (k === tier ? 1 : k === tiers ? points : 0);
    if (over !== 0) return over > 0;
  }
  return true;
}
