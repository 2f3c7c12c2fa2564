import type { PairRules, Ready } from '../rules/pair-rules.js';
import type { Side, Source, Value } from '../rules/values.js';

/** People grouped by what a rule reads of them: all of one class get the same answer. */
export interface Classes {
  /** By person. */
  of: Int32Array;
  /** By class: the first person of it. */
  example: number[];
}

/** A value as text that tells it from every other value. */
function keyOf(value: Value): string {
  if (value === null) return '';
  if (value instanceof Map) return `m${JSON.stringify([...value].sort(([a], [b]) => (a < b ? -1 : 1)))}`;
  return typeof value === 'string' ? `s${value}` : JSON.stringify(value);
}

/**
 * What a source contributes to a side's class, as text; `null` where the source has nothing to do with the side.
 * Of the values derived from both sides, each side contributes what they are derived from.
 */
function contribution(rules: PairRules, source: Source, side: Side, { person, view }: Ready): string | null {
  if (source.from === side) return keyOf(view[source.slot] ?? null);
  if (source.from !== 'pair') return null;
  switch (source.what) {
    case 'samePerson':
      return person.person;
    case 'sameOrganisation':
      return person.organisation;
    case 'sameSubject':
      return JSON.stringify([...new Set(rules.subjectsOf(side, person))].sort());
    case 'commonTopics':
      return JSON.stringify(
        (side === 'mentor' ? person.competences : person.requests).map((one) => one.topic),
      );
  }
}

/** Groups texts: equal texts, equal class. */
export function classesOf(count: number, textOf: (person: number) => string): Classes {
  const known = new Map<string, number>();
  const of = new Int32Array(count);
  const example: number[] = [];
  for (let at = 0; at < count; at++) {
    const text = textOf(at);
    let found = known.get(text);
    if (found === undefined) {
      found = example.push(at) - 1;
      known.set(text, found);
    }
    of[at] = found;
  }
  return { of, example };
}

/** The classes of one side's people under a rule that reads `sources`. */
export function classesBySources(
  rules: PairRules,
  sources: readonly Source[],
  side: Side,
  people: readonly Ready[],
): Classes {
  return classesOf(people.length, (at) => {
    const person = people[at]!;
    let text = '';
    for (const source of sources) {
      const part = contribution(rules, source, side, person);
      if (part !== null) text += `${part.length}:${part}`;
    }
    return text;
  });
}
