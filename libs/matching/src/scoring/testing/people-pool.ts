import type { Pool } from '../../pool/types.js';
import type { Mentee, Mentor, Participant, Rule } from '../../rules/types.js';
import { participant, policy, pool } from '../../testing/people.js';
import { randomSource } from '../../testing/random.js';

const TOPICS = 96;
const INTERESTS = 40;
const ARCHETYPES = 6;
const TRAITS = ['leadership', 'organisation', 'communication', 'empathy', 'dominance'];

/** Rules of every kind that schools use; together they keep somewhat more than half of all pairs apart. */
const RULES: Rule[] = (
  [
    { code: 'topic-covered', covers: ['mentor.competences', 'mentee.requests'], atLeast: 1 },
    { code: 'grade-gap', compare: ['mentor.grade', '>=', 'mentee.grade'], plus: -1 },
    {
      code: 'mode-overlap',
      intersects: ['mentor.profile.modes', 'mentee.profile.modes'],
      onMissing: 'pass',
    },
    { code: 'language-overlap', intersects: ['mentor.profile.languages', 'mentee.profile.languages'] },
    { code: 'trained', compare: ['mentor.trained', '==', true] },
  ] as const
).map((rule) => ({ title: { ru: rule.code }, source: 'made up', ...structuredClone(rule) }) as Rule);

/** Draws of one generator for the whole pool. */
class Draws {
  private readonly cumulative: number[];

  constructor(private readonly next: () => number) {
    let sum = 0;
    this.cumulative = Array.from({ length: TOPICS }, (_, k) => (sum += 1 / (k + 3) ** 0.8));
  }

  whole(below: number): number {
    return Math.floor(this.next() * below);
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  gauss(): number {
    let u = this.next();
    while (u === 0) u = this.next();
    return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * this.next());
  }

  /** Distinct topics, popular ones more often. */
  topics(count: number): string[] {
    const found = new Set<number>();
    const total = this.cumulative[TOPICS - 1]!;
    while (found.size < count) {
      const at = this.next() * total;
      found.add(this.cumulative.findIndex((sum) => sum >= at));
    }
    return [...found].map((k) => `topic-${k}`);
  }

  distinct(prefix: string, count: number, of: number): string[] {
    const found = new Set<number>();
    while (found.size < count) found.add(this.whole(of));
    return [...found].map((k) => `${prefix}-${k}`);
  }
}

function someone(draws: Draws, id: string, archetypes: readonly number[][]): Participant {
  const archetype = archetypes[draws.whole(ARCHETYPES)]!;
  const traits: Record<string, number> = {};
  TRAITS.forEach((trait, k) => {
    const value = Math.min(1, Math.max(0, archetype[k]! + 0.15 * draws.gauss()));
    traits[trait] = Math.round(value * 1000) / 1000;
  });
  const languages = [draws.chance(0.8) ? 'ru' : `language-${draws.whole(4)}`];
  if (draws.chance(0.5)) languages.push(`language-${draws.whole(4)}`);
  return participant(id, {
    organisation: 'school',
    grade: 5 + draws.whole(7),
    trained: draws.chance(0.95),
    profile: {
      interests: draws.distinct('interest', 3 + draws.whole(5), INTERESTS),
      languages: [...new Set(languages)],
      shift: draws.chance(0.6) ? 'first' : 'second',
      modes: draws.chance(0.4) ? ['in-person', 'remote'] : [draws.chance(0.6) ? 'in-person' : 'remote'],
      traits,
    },
  });
}

/**
 * Made-up people of 6 archetypes with topics of very different popularity: the pool on which scoring is measured.
 * Traits to three decimals, levels 1…5, importances 1…5. The same on every machine.
 */
export function peoplePool(mentors: number, mentees: number, seed: number): Pool {
  const next = randomSource(seed);
  const draws = new Draws(next);
  const archetypes = Array.from({ length: ARCHETYPES }, () => TRAITS.map(() => next()));
  return pool({
    topics: Array.from({ length: TOPICS }, (_, k) => ({ code: `topic-${k}`, parent: null })),
    mentees: Array.from({ length: mentees }, (_, i): Mentee => ({
      ...someone(draws, `e${i}`, archetypes),
      requests: draws.topics(2 + draws.whole(4)).map((topic) => ({ topic, importance: 1 + draws.whole(5) })),
    })),
    mentors: Array.from({ length: mentors }, (_, j): Mentor => ({
      ...someone(draws, `m${j}`, archetypes),
      competences: draws.topics(10 + draws.whole(12)).map((topic) => ({ topic, level: 1 + draws.whole(5) })),
      capacity: 1 + draws.whole(3),
    })),
    rules: RULES,
    policy: policy({
      features: [
        { field: 'profile.interests', kind: 'set', weight: 2 },
        { field: 'profile.shift', kind: 'category', weight: 1 },
        { field: 'grade', kind: 'above', weight: 1, range: 4 },
      ],
      compatibility: { ...policy().compatibility, complementary: ['dominance'] },
    }),
  });
}
