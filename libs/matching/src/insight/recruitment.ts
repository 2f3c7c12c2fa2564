import { Taxonomy } from '../rules/taxonomy.js';
import type { Topic } from '../rules/types.js';
import type { SolvedRun } from './run.js';
import { byWorth, type PlaceValue } from './shadow-prices.js';

/** How far a topic is served, and what one more place for it would be worth. */
export interface TopicNeed {
  topic: string;
  /** Mentors who know the topic or one above it. */
  mentors: number;
  /** Mentees who ask for it, and how many of them are left out. */
  asked: number;
  leftOut: number;
  /** The most that one more place of such a mentor is worth; `null` where nobody knows the topic. */
  best: PlaceValue | null;
}

/** The topics that people know or ask for, by index in the problem. */
export interface TopicsOf {
  mentors: readonly (readonly string[])[];
  mentees: readonly (readonly string[])[];
  taxonomy: readonly Topic[];
}

/**
 * Where to recruit: every topic asked for. First come topics that nobody knows although mentees without a mentor ask
 * for them, then those where one more place is worth most.
 */
export function recruitment(
  { result }: Pick<SolvedRun, 'result'>,
  values: readonly PlaceValue[],
  { mentors, mentees, taxonomy }: TopicsOf,
): TopicNeed[] {
  const topics = new Taxonomy(taxonomy);
  const needs = new Map<string, TopicNeed>();
  mentees.forEach((asked, i) => {
    for (const topic of new Set(asked)) {
      const need = needs.get(topic) ?? { topic, mentors: 0, asked: 0, leftOut: 0, best: null };
      needs.set(topic, need);
      need.asked++;
      if (result.assignment[i] === null) need.leftOut++;
    }
  });
  for (const need of needs.values()) {
    const chain = topics.chain(need.topic);
    mentors.forEach((known, j) => {
      if (!known.some((topic) => chain.includes(topic))) return;
      need.mentors++;
      const value = values[j]!;
      if (need.best === null || byWorth(value, need.best) < 0) need.best = value;
    });
  }
  return [...needs.values()].sort(byNeed);
}

function byNeed(a: TopicNeed, b: TopicNeed): number {
  const unserved = (need: TopicNeed) => (need.best === null ? need.leftOut : 0);
  return (
    unserved(b) - unserved(a) ||
    Number(a.best === null) - Number(b.best === null) ||
    (a.best && b.best ? byWorth(a.best, b.best) : 0) ||
    b.leftOut - a.leftOut ||
    (a.topic < b.topic ? -1 : 1)
  );
}
