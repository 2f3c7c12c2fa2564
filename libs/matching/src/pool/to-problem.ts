import type { Problem } from '../problem/types.js';
import type { Mentee, TierGroup } from '../rules/types.js';
import { conditionsOf } from './conditions.js';
import type { EligiblePairs, PoolPairs } from './pool-pairs.js';

const DAY_MS = 86_400_000;

/** Whole days from one calendar day to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}

function belongs(mentee: Mentee, group: TierGroup, asOf: string): boolean {
  if (group.categories && !group.categories.some((category) => mentee.categories.includes(category)))
    return false;
  if (group.waitingDaysAtLeast === undefined) return true;
  return mentee.waitingSince !== null && daysBetween(mentee.waitingSince, asOf) >= group.waitingDaysAtLeast;
}

/** The first group that a mentee belongs to, from 1; everybody else is the last tier. */
export function tierOf(mentee: Mentee, groups: readonly TierGroup[], asOf: string): number {
  const at = groups.findIndex((group) => belongs(mentee, group, asOf));
  return at < 0 ? groups.length + 1 : at + 1;
}

/**
 * The engine's plain problem of a pool. Indices follow the order in which ties are broken, so the plain
 * problem solved by itself gives the same assignment. A mentor without free places owes no minimum.
 */
export function toProblem(people: PoolPairs, pairs: EligiblePairs): Problem {
  const { policy, asOf, locks } = people.pool;
  return {
    mentees: people.mentees.length,
    mentors: people.mentors.length,
    capacity: people.mentors.map((mentor) => mentor.capacity),
    minimum: people.mentors.map((mentor) => (mentor.capacity > 0 ? policy.minimum : 0)),
    tier: people.mentees.map((mentee) => tierOf(mentee, policy.tiers, asOf)),
    pairs: { mentee: pairs.mentee, mentor: pairs.mentor, points: pairs.points },
    locks: locks
      .map(({ mentor, mentee }): [number, number] => [
        people.indexOf('mentee', mentee),
        people.indexOf('mentor', mentor),
      ])
      .sort((a, b) => a[0] - b[0] || a[1] - b[1]),
    objective: policy.objective,
    ties: 'canonical',
    seed: policy.seed,
    ...conditionsOf(people, pairs),
  };
}
