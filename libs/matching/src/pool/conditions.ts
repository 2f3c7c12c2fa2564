import type { Exclusion, Problem, Quota } from '../problem/types.js';
import type { PolicyQuota } from '../rules/types.js';
import type { EligiblePairs, PoolPairs } from './pool-pairs.js';

type Conditions = Pick<Problem, 'loadCost' | 'groupMinimum' | 'quotas' | 'apart' | 'exclusive'>;

/** What a pool's policy demands beyond rules, places and minimums; nothing that demands nothing is named. */
export function conditionsOf(people: PoolPairs, pairs: EligiblePairs): Conditions {
  const { policy, apart = [] } = people.pool;
  const { groupMinimum, loadCost = [], quotas = [] } = policy;
  const exclusive = policy.reciprocal === false ? reciprocalPairs(people, pairs) : [];
  return {
    ...(loadCost.length > 0 ? { loadCost } : {}),
    ...(groupMinimum > 1 ? { groupMinimum: groupSizes(people, groupMinimum) } : {}),
    ...(quotas.length > 0 ? { quotas: quotas.map((quota) => toQuota(people, quota)) } : {}),
    ...(apart.length > 0 ? { apart: apartPairs(people, apart) } : {}),
    ...(exclusive.length > 0 ? { exclusive } : {}),
  };
}

/** What a mentor's group lacks to the smallest one: those who have mentees already need fewer new ones. */
function groupSizes(people: PoolPairs, least: number): number | number[] {
  if (people.mentors.every(({ groupSize = 0 }) => groupSize === 0)) return least;
  return people.mentors.map(({ groupSize = 0 }) => Math.max(0, least - groupSize));
}

function toQuota(people: PoolPairs, { categories, share, count }: PolicyQuota): Quota {
  const mentees = people.mentees.flatMap((mentee, i) =>
    mentee.categories.some((category) => categories.includes(category)) ? [i] : [],
  );
  return { mentees, ...(share ? { share } : {}), ...(count === undefined ? {} : { count }) };
}

function apartPairs(people: PoolPairs, apart: readonly [string, string][]): [number, number][] {
  return apart
    .map(([one, other]): [number, number] => {
      const two = [people.indexOf('mentee', one), people.indexOf('mentee', other)].sort((a, b) => a - b);
      return [two[0]!, two[1]!];
    })
    .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}

/** Whether two people in both banks have become each other's mentors. */
export function hasReciprocalPair(people: PoolPairs, assignment: readonly (number | null)[]): boolean {
  const mentorOf = new Map<string, string>();
  assignment.forEach((j, i) => {
    if (j !== null) mentorOf.set(people.mentees[i]!.person, people.mentors[j]!.person);
  });
  return [...mentorOf].some(([mentee, mentor]) => mentorOf.get(mentor) === mentee);
}

/** For people in both banks: that each mentors the other, where the rules allow both. */
function reciprocalPairs(people: PoolPairs, pairs: EligiblePairs): Exclusion[] {
  const asMentor = new Map(people.mentors.map(({ person }, j) => [person, j]));
  const asMentee = new Map(people.mentees.map(({ person }, i) => [person, i]));
  const eligible = new Set<string>();
  for (let k = 0; k < pairs.mentee.length; k++) {
    const [i, j] = [pairs.mentee[k]!, pairs.mentor[k]!];
    const both = asMentor.has(people.mentees[i]!.person) && asMentee.has(people.mentors[j]!.person);
    if (both) eligible.add(`${i} ${j}`);
  }
  const exclusions: Exclusion[] = [];
  for (const pair of eligible) {
    const [i = 0, j = 0] = pair.split(' ').map(Number);
    const back: [number, number] = [
      asMentee.get(people.mentors[j]!.person)!,
      asMentor.get(people.mentees[i]!.person)!,
    ];
    if (i < back[0] && eligible.has(back.join(' '))) exclusions.push([[i, j], back]);
  }
  return exclusions.sort(([a], [b]) => a[0] - b[0] || a[1] - b[1]);
}
