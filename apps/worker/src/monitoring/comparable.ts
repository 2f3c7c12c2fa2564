import type { Catalogue } from '@app/catalogue';
import type { Enrolled, Measure, Measurement } from '@app/monitoring';
import { hasConsent } from './consents.js';
import { participationsOf, standingsOf, type PairStanding, type Participation } from './enrolment.js';
import { measureKey, measuresOf } from './measures.js';
import type { Day, PersonRecord, ProgrammeData } from './programme-data.js';

/** The people and the measurements of a programme that may enter statistics, up to a cut-off. */
export interface Comparable {
  standings: PairStanding[];
  participations: Participation[];
  /** Somebody's participation in a role, if they have one. */
  participationOf: (role: string, person: string) => Participation | undefined;
  people: ReadonlyMap<string, PersonRecord>;
  measures: Measure[];
  enrolled: Enrolled[];
  measurements: Measurement[];
  /** Measurements that were left out because a consent is missing. */
  withoutConsent: number;
  /** Enrolled without consent to personal data, and those without one to psychological testing. */
  noConsent: Participation[];
  noTestingConsent: Participation[];
  /** Whether a consent to personal data holds for this person on the last day that counts for them. */
  consented: (person: string) => boolean;
}

/**
 * Selects what may be compared. A person counts with a consent to personal data that holds on the last of their
 * days (the end of their pair, or the cut-off if that is earlier); a psychological indicator needs a consent to
 * testing as well. Without it a person is in none of the figures, `enrolled` included; the report names them in
 * its account of the data's quality.
 *
 * @param cutOff inclusive; null: everything that is known (the daily moments are cut later).
 */
export function comparableOf(data: ProgrammeData, catalogue: Catalogue, cutOff: Day | null): Comparable {
  const standings = standingsOf(data, cutOff);
  const participations = participationsOf(
    standings,
    (kind) => catalogue.kind(kind)?.changeStatistics ?? true,
  );
  const byPerson = new Map(participations.map((one) => [`${one.role} ${one.person}`, one]));
  const people = new Map(data.people.map((person) => [person.externalId, person]));
  const lastDay = lastDays(participations, data, cutOff);
  const holds = (person: string, purpose: 'personal-data' | 'testing'): boolean =>
    hasConsent(people.get(person)?.consents ?? [], purpose, lastDay(person));
  const consented = (person: string): boolean => holds(person, 'personal-data');
  const measures = measuresOf(catalogue);
  const measureOf = new Map(measures.map((measure) => [measureKey(measure), measure]));
  const candidates = measurementsUpTo(data, cutOff);
  const measurements = candidates.filter((row) => {
    if (!consented(row.person)) return false;
    return !(measureOf.get(measureKey(row))?.psychological ?? false) || holds(row.person, 'testing');
  });
  return {
    standings,
    participations,
    participationOf: (role, person) => byPerson.get(`${role} ${person}`),
    people,
    measures,
    enrolled: participations
      .filter(({ person, measured }) => measured && consented(person))
      .map(({ person, role, cluster, start, end }) => ({
        person,
        role,
        cluster,
        start,
        end,
        grade: gradeOf(people.get(person), role),
      })),
    measurements,
    withoutConsent: candidates.length - measurements.length,
    noConsent: participations.filter(({ person }) => !consented(person)),
    noTestingConsent: participations.filter(({ person }) => consented(person) && !holds(person, 'testing')),
    consented,
  };
}

/** The grade of a person's entry in the bank of their role; for the bands that depend on it. */
export function gradeOf(person: PersonRecord | undefined, role: Participation['role']): number | null {
  const bank = role === 'mentor' ? 'mentors' : 'mentees';
  return person?.entries.find((entry) => entry.bank === bank)?.grade ?? null;
}

function lastDays(
  participations: readonly Participation[],
  data: ProgrammeData,
  cutOff: Day | null,
): (person: string) => Day {
  const ends = new Map<string, Day>();
  for (const { person, end } of participations) {
    const known = ends.get(person);
    if (known === undefined || known < end) ends.set(person, end);
  }
  return (person) => {
    const end = ends.get(person) ?? data.programme.endsOn;
    return cutOff !== null && cutOff < end ? cutOff : end;
  };
}

function measurementsUpTo(data: ProgrammeData, cutOff: Day | null): Measurement[] {
  return data.measurements.flatMap((row): Measurement[] => {
    if (row.role === 'organisation' || (cutOff !== null && row.measuredOn > cutOff)) return [];
    return [{ ...row, role: row.role }];
  });
}
