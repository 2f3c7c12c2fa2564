import type { Catalogue } from '@app/catalogue';
import type { Comparable } from './comparable.js';

const INDICATOR = 'satisfaction';

/** Enrolled people who answered at the end how satisfied they are, and those whose answer is positive. */
export interface Satisfaction {
  surveyed: Set<string>;
  satisfied: Set<string>;
}

/**
 * Counts satisfied people of one role: those whose satisfaction at exit is positive on the questionnaires' scale of
 * 1 to 10 (the catalogue says from where). Other scales are left out: "positive" is not defined on them.
 */
export function satisfactionOf(
  { enrolled, measurements, measures }: Comparable,
  catalogue: Catalogue,
  role: 'mentor' | 'mentee',
): Satisfaction {
  const { positiveFrom, scaleMin, scaleMax } = catalogue.data.stage1;
  const people = new Set(enrolled.filter((person) => person.role === role).map(({ person }) => person));
  const scales = measures.filter(
    ({ indicator, min, max }) => indicator === INDICATOR && min === scaleMin && max === scaleMax,
  );
  const answers = measurements.filter(
    (row) =>
      row.role === role &&
      row.wave === 'exit' &&
      people.has(row.person) &&
      scales.some(
        ({ indicator, instrument, version }) =>
          indicator === row.indicator && instrument === row.instrument && version === row.version,
      ),
  );
  return {
    surveyed: new Set(answers.map(({ person }) => person)),
    satisfied: new Set(answers.filter(({ value }) => value >= positiveFrom).map(({ person }) => person)),
  };
}
