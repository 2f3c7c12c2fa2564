import type { BrokenRule } from '../rules/types.js';
import type { Watch } from '../solver/watch.js';
import { PoolPairs } from './pool-pairs.js';
import type { Pool } from './types.js';

/** How far one mentor suits the mentees of a pool. */
export interface SuitableMentor {
  mentor: string;
  /** Mentees whom rules, bars and `minScore` let the mentor have, whether or not places are left. */
  mentees: number;
  /** Points of the best of these pairs; null without one. */
  bestPoints: number | null;
  /** Rules that the mentor breaks with every mentee; empty where there is somebody for them. */
  brokenRules: Pick<BrokenRule, 'rule' | 'title'>[];
}

/** A rule that is broken with so many mentees is taken for one that is broken with all of them. */
const ENOUGH = 300;

/** Every mentor of a pool with the mentees that they could take, in the order of the pool's mentors. */
export function suitableMentors(pool: Pool, watch: Watch = {}): SuitableMentor[] {
  const people = new PoolPairs(pool);
  const mentees = new Int32Array(people.mentors.length);
  const best = new Int32Array(people.mentors.length).fill(-1);
  const pairs = people.eligible(watch);
  pairs.mentor.forEach((mentor, k) => {
    mentees[mentor]!++;
    best[mentor] = Math.max(best[mentor]!, pairs.points[k]!);
  });
  return people.mentors.map(({ id }, mentor) => ({
    mentor: id,
    mentees: mentees[mentor]!,
    bestPoints: best[mentor]! < 0 ? null : best[mentor]!,
    brokenRules: mentees[mentor] === 0 ? brokenWithAll(people, mentor) : [],
  }));
}

function brokenWithAll(people: PoolPairs, mentor: number): SuitableMentor['brokenRules'] {
  const [first, ...others] = people.mentees.slice(0, ENOUGH).map((_, mentee) => mentee);
  if (first === undefined) return [];
  let common = people.check(mentor, first).broken;
  for (const mentee of others) {
    if (common.length === 0) break;
    const broken = new Set(people.check(mentor, mentee).broken.map((one) => one.rule));
    common = common.filter((one) => broken.has(one.rule));
  }
  return common.map(({ rule, title }) => ({ rule, title }));
}
