import type { Numbers, Problem } from '../problem/types.js';

/** The first thing found wrong. */
export class Refusal extends Error {}

export function demand(holds: boolean, complaint: string): asserts holds {
  if (!holds) throw new Refusal(complaint);
}

/** What is left of a problem with the locked pairs taken out, and the value of those. */
export interface Rest {
  locked: (number | null)[];
  tiers: number[];
  tierOf: number[];
  capacity: number[];
  minimum: number[];
}

export const entryOf = (list: Numbers | undefined, k: number, otherwise: number): number =>
  list?.[k] ?? otherwise;

export function takeLocksOut(problem: Problem): Rest {
  const { mentees, mentors } = problem;
  const own = Array.from({ length: mentees }, (_, i) => entryOf(problem.tier, i, 1));
  const distinct = [...new Set(mentees > 0 ? own : [1])].sort((a, b) => a - b);
  const place = new Map(distinct.map((tier, k) => [tier, k]));
  const locked = new Array<number | null>(mentees).fill(null);
  for (const [mentee, mentor] of problem.locks ?? []) {
    demand(locked[mentee] === null || locked[mentee] === mentor, `mentee ${mentee} is locked to two mentors`);
    locked[mentee] = mentor;
  }
  const held = new Array<number>(mentors).fill(0);
  for (const mentor of locked) if (mentor !== null) held[mentor]!++;
  const capacity = held.map((count, j) => problem.capacity[j]! - count);
  const minimum = held.map((count, j) => Math.max(0, entryOf(problem.minimum, j, 0) - count));
  return { locked, tiers: distinct, tierOf: own.map((tier) => place.get(tier)!), capacity, minimum };
}
