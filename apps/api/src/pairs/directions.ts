import { loadCatalogue } from '@app/catalogue';
import type { PairDirectionView } from '@app/contracts';
import type { Abilities } from './pair-details.js';

const NOTHING: Abilities = { competences: [], requests: [] };

/** Whether one of the kinds of a pair lets each of the two mentor the other (S1 §2.3). */
export const isMutual = (kinds: readonly string[]): boolean =>
  kinds.some((kind) => loadCatalogue().kind(kind)?.mutual === true);

/**
 * In which directions help flows within a pair, and about which topics: those that one side asks for and the other
 * can give. A reverse pair has two directions, every other one.
 */
export function directionsOf(
  pair: { mentor: string; mentees: readonly string[]; kinds: readonly string[] },
  people: ReadonlyMap<string, Abilities>,
): PairDirectionView[] {
  const mentor = people.get(pair.mentor) ?? NOTHING;
  const mentees = pair.mentees.map((mentee) => people.get(mentee) ?? NOTHING);
  const forwards = mentees.flatMap((mentee) => coveredTopics(mentor, mentee));
  const directions: PairDirectionView[] = [{ from: 'mentor', to: 'mentee', topics: distinct(forwards) }];
  if (isMutual(pair.kinds)) {
    const backwards = mentees.flatMap((mentee) => coveredTopics(mentee, mentor));
    directions.push({ from: 'mentee', to: 'mentor', topics: distinct(backwards) });
  }
  return directions;
}

/** Topics that one asks for and another can give: a competence covers its topic and everything below it. */
export function coveredTopics(giver: Abilities, asker: Abilities): string[] {
  const catalogue = loadCatalogue();
  return asker.requests.filter((request) =>
    catalogue.topicChain(request).some((topic) => giver.competences.includes(topic.code)),
  );
}

const distinct = (topics: readonly string[]): string[] => [...new Set(topics)].sort();
