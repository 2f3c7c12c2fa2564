import type { Numbers, Problem } from '../problem/types.js';
import { demand } from './refusal.js';

/** A problem with the locked pairs taken out, one place each: what the prices are for. */
export interface Rest {
  /** The mentor that each mentee is locked to. */
  locked: (number | null)[];
  /** Locked mentees of each mentor. */
  held: number[];
  /** Places left. */
  capacity: number[];
  /** Load still required. */
  minimum: number[];
  /** The tiers that occur, best first, and each mentee's place among them. */
  tiers: number[];
  tierOf: number[];
}

export const entryOf = (list: Numbers | undefined, k: number, otherwise: number): number =>
  list?.[k] ?? otherwise;

export function takeLocksOut(problem: Problem): Rest {
  const { mentees, mentors } = problem;
  const own = Array.from({ length: mentees }, (_, i) => entryOf(problem.tier, i, 1));
  const tiers = [...new Set(mentees > 0 ? own : [1])].sort((a, b) => a - b);
  const place = new Map(tiers.map((tier, k) => [tier, k]));
  const locked = new Array<number | null>(mentees).fill(null);
  for (const [mentee, mentor] of problem.locks ?? []) {
    demand(locked[mentee] === null || locked[mentee] === mentor, `mentee ${mentee} is locked to two mentors`);
    locked[mentee] = mentor;
  }
  const held = new Array<number>(mentors).fill(0);
  for (const mentor of locked) if (mentor !== null) held[mentor]!++;
  const capacity = held.map((count, j) => problem.capacity[j]! - count);
  const minimum = held.map((count, j) => Math.max(0, entryOf(problem.minimum, j, 0) - count));
  return { locked, held, capacity, minimum, tiers, tierOf: own.map((tier) => place.get(tier)!) };
}
