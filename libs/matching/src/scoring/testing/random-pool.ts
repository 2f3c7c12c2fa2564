import type { Pool } from '../../pool/types.js';
import type { Comparison, Mentee, Mentor, Participant, Policy, Rule } from '../../rules/types.js';
import { participant, policy, pool } from '../../testing/people.js';

/** Picks of one random source. */
export class Dice {
  constructor(readonly next: () => number) {}

  whole(below: number): number {
    return Math.floor(this.next() * below);
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  of<T>(items: readonly T[]): T {
    return items[this.whole(items.length)]!;
  }

  some<T>(items: readonly T[], most: number): T[] {
    const picked = new Set<T>();
    for (let left = this.whole(most + 1); left > 0; left--) picked.add(this.of(items));
    return [...picked];
  }
}

export const TOPICS = [
  { code: 'subject', parent: null },
  ...['mathematics', 'physics', 'russian', 'history'].flatMap((code) => [
    { code: `subject.${code}`, parent: 'subject' },
    ...[1, 2, 3].map((part) => ({ code: `subject.${code}.${part}`, parent: `subject.${code}` })),
  ]),
  { code: 'adaptation', parent: null },
  { code: 'adaptation.school', parent: 'adaptation' },
  { code: 'career', parent: null },
];
const CODES = TOPICS.map(({ code }) => code);
const INTERESTS = Array.from({ length: 14 }, (_, k) => `interest-${k}`);
const TRAITS = ['leadership', 'empathy', 'calm', 'dominance'];
const CATEGORIES = ['failing', 'gifted', 'newcomer', 'detached'];
const MODES = ['in-person', 'remote', 'mixed'];

/** How finely traits are measured: to so many parts of 1. */
type Fineness = 10 | 100 | 1000 | 1_000_000;

function person(dice: Dice, id: string, fineness: Fineness): Participant {
  const maybe = <T>(value: T): T | null => (dice.chance(0.85) ? value : null);
  const traits: Record<string, number> = {};
  for (const trait of dice.some(TRAITS, 4)) traits[trait] = dice.whole(fineness + 1) / fineness;
  const marks: Record<string, number> = {};
  for (const code of dice.some(CODES, 3)) marks[code] = 2 + dice.whole(31) / 10;
  return participant(id, {
    person: dice.chance(0.1) ? `shared-${dice.whole(5)}` : id,
    organisation: dice.of(['school-1', 'school-1', 'school-2']),
    personKind: dice.chance(0.93) ? 'student' : 'teacher',
    birthYear: maybe(2006 + dice.whole(12)),
    grade: maybe(1 + dice.whole(11)),
    experienceYears: maybe(dice.whole(40)),
    categories: dice.some(CATEGORIES, 2),
    activity: maybe(dice.of(['active', 'passive'] as const)),
    competences: dice.some(CODES, 5).map((topic) => ({ topic, level: 1 + dice.whole(5) })),
    requests: dice.some(CODES, 4).map((topic) => ({ topic, importance: 1 + dice.whole(5) })),
    trained: dice.chance(0.8),
    marks,
    evidence: dice.chance(0.5) ? [{ kind: 'contest', title: '', year: 2025 }] : [],
    profile: {
      interests: dice.some(INTERESTS, 6),
      languages: dice.some(['ru', 'tt', 'en'], 2),
      shift: maybe(dice.of(['first', 'second'])),
      modes: dice.some(MODES, 2),
      traits,
    },
  });
}

type Operator = Partial<Rule>;
const COMPARISONS: readonly Comparison[] = ['>=', '>', '<=', '<', '==', '!='];

const OPERATORS: readonly ((dice: Dice) => Operator)[] = [
  (dice) => ({ compare: ['mentor.grade', dice.of(COMPARISONS), 'mentee.grade'], plus: dice.whole(3) - 1 }),
  (dice) => ({ compare: ['mentor.experienceYears', dice.of(COMPARISONS), { param: 'x' }], params: { x: 3 } }),
  () => ({ compare: ['mentor.profile.shift', '==', 'mentee.profile.shift'] }),
  () => ({ compare: ['pair.sameSubject', '==', true] }),
  () => ({ compare: ['pair.sameOrganisation', '==', true] }),
  () => ({ compare: ['pair.samePerson', '!=', true] }),
  () => ({ exists: 'pair.commonTopics' }),
  () => ({ compare: ['mentor.age', '>', 'mentee.age'] }),
  (dice) => ({ in: ['mentor.activity', dice.some(['active', 'passive'], 2)] }),
  () => ({ intersects: ['mentor.profile.modes', 'mentee.profile.modes'] }),
  () => ({ intersects: ['mentor.profile.languages', 'mentee.profile.languages'] }),
  (dice) => ({ intersects: ['mentee.categories', dice.some(CATEGORIES, 3)] }),
  (dice) => ({
    covers: ['mentor.competences', 'mentee.requests'],
    atLeast: dice.of<number | 'all'>([0, 1, 2, 3, 'all']),
  }),
  () => ({ covers: ['mentor.competences.subject', 'mentee.requests'], atLeast: 1 }),
  () => ({ covers: ['mentor.profile.interests', 'mentee.profile.interests'], atLeast: 1 }),
  () => ({ covers: ['mentee.competences', 'mentor.requests'], atLeast: 1 }),
  (dice) => ({ distance: ['mentor.grade', 'mentee.grade'], atMost: dice.whole(4) }),
  () => ({ exists: 'mentor.evidence' }),
  (dice) => ({
    forEach: 'mentee.requests.subject',
    compare: ['mentor.marks[$]', dice.of(COMPARISONS), 'mentee.marks[$]'],
    plus: dice.whole(2) * 0.5,
  }),
  () => ({ forEach: 'mentee.requests', compare: ['mentor.marks[$]', '>=', 4] }),
  () => ({ forEach: 'mentor.competences', compare: ['mentor.marks[$]', '>', 'mentee.marks[$]'] }),
];

const CONDITIONS: readonly NonNullable<Rule['when']>[] = [
  { exists: 'mentee.requests' },
  { not: { intersects: ['mentee.categories', ['newcomer']] } },
  { compare: ['mentor.grade', '>', 'mentee.grade'] },
  { any: [{ exists: 'mentor.marks' }, { in: ['mentee.activity', ['passive']] }] },
];

function rule(dice: Dice, code: string): Rule {
  return {
    code,
    title: { ru: code },
    source: 'made up',
    onMissing: dice.of(['fail', 'pass'] as const),
    ...(dice.chance(0.3) ? { when: dice.of(CONDITIONS) } : {}),
    ...dice.of(OPERATORS)(dice),
  };
}

function randomPolicy(dice: Dice): Partial<Policy> {
  const features: Policy['features'] = [
    { field: 'profile.interests', kind: 'set', weight: dice.whole(4) },
    { field: 'profile.modes', kind: 'set', weight: 1 },
    { field: 'profile.shift', kind: 'category', weight: dice.whole(3) },
    { field: 'grade', kind: 'above', weight: 1, range: 4 },
    { field: 'experienceYears', kind: 'number', weight: 2, range: 10 },
    { field: 'birthYear', kind: 'number', weight: 1, range: 3.5 },
  ];
  return {
    minScore: dice.chance(0.3) ? dice.whole(60) / 100 : 0,
    weights: { request: dice.whole(60), profile: dice.whole(30), compatibility: dice.whole(40) },
    compatibility: {
      assessment: dice.whole(3),
      traits: dice.whole(3),
      interest: dice.whole(3),
      complementary: dice.some(TRAITS, 2),
      traitRange: dice.of([0.5, 1, 1, 3]),
    },
    features: features.filter(() => dice.chance(0.6)),
    external: { allowed: dice.chance(0.5), modes: dice.some(MODES, 2) },
  };
}

/** A pool of made-up people under made-up rules: every operator, values that are not known, facts of single pairs. */
export function randomPool(
  next: () => number,
  size: { mentors: number; mentees: number },
  wishes: Partial<Policy> = {},
): Pool {
  const dice = new Dice(next);
  const fineness = dice.of<Fineness>([10, 100, 1000, 1_000_000]);
  const mentors = Array.from({ length: size.mentors }, (_, j): Mentor => ({
    ...person(dice, `m${j}`, fineness),
    capacity: 1 + dice.whole(3),
  }));
  const mentees = Array.from({ length: size.mentees }, (_, i): Mentee => person(dice, `e${i}`, fineness));
  const somePairs = (count: number) =>
    Array.from({ length: count }, () => ({ mentor: dice.of(mentors).id, mentee: dice.of(mentees).id }));
  return pool({
    topics: TOPICS,
    mentors,
    mentees,
    rules: Array.from({ length: dice.whole(3) }, (_, k) => rule(dice, `rule-${k}`)),
    variants: Array.from({ length: 1 + dice.whole(3) }, (_, v) => ({
      code: `variant-${v}`,
      title: '',
      rules: Array.from({ length: dice.whole(3) }, (__, k) => rule(dice, `rule-${v}-${k}`)),
    })),
    policy: policy({ ...randomPolicy(dice), ...wishes }),
    compatibilities: somePairs(size.mentors).map((pair) => ({ ...pair, score: dice.whole(1001) / 1000 })),
    ratings: somePairs(size.mentors).flatMap((pair) => [
      { ...pair, from: 'mentor' as const, rating: 1 + dice.whole(10) },
      ...(dice.chance(0.8) ? [{ ...pair, from: 'mentee' as const, rating: 1 + dice.whole(10) }] : []),
    ]),
    barred: somePairs(3).map((pair) => ({ ...pair, reason: 'veto' as const })),
  });
}
