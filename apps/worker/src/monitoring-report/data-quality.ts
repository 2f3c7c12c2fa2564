import type { Catalogue } from '@app/catalogue';
import type { Wave } from '@app/contracts';
import { daysBetween } from '@app/monitoring';
import { gradeOf, type Comparable } from '../monitoring/comparable.js';
import type { Participation } from '../monitoring/enrolment.js';
import type { Day, ProgrammeData } from '../monitoring/programme-data.js';
import { compareText } from '../monitoring/text-order.js';

export interface DataQuality {
  /** Enrolled people, with and without consent. */
  enrolled: { mentees: number; mentors: number };
  noConsent: PersonRef[];
  noTestingConsent: PersonRef[];
  /** Measurements that entered no figure because a consent is missing. */
  leftOutMeasurements: number;
  /** Who has no entry or no exit, of everything that somebody in the programme was measured with. */
  missing: MissingMeasurements[];
}

interface PersonRef {
  role: Participation['role'];
  person: string;
}

interface MissingMeasurements {
  role: Participation['role'];
  instrument: { id: string; version: string | null } | null;
  /** Of register values. */
  indicator: string | null;
  title: string;
  entry: string[];
  exit: string[];
}

/** What people are measured with: an instrument version, or an indicator of the register. */
interface Source {
  key: string;
  role: Participation['role'];
  instrument: string | null;
  version: string | null;
  indicator: string | null;
  present: Record<Wave, Set<string>>;
}

/**
 * The list that a curator works through: who has no consent, no entry, no exit. An exit is missed only once its
 * window has opened before the cut-off.
 */
export function dataQuality(
  data: ProgrammeData,
  comparable: Comparable,
  catalogue: Catalogue,
  cutOff: Day,
): DataQuality {
  const { participations, noConsent, noTestingConsent, withoutConsent } = comparable;
  const sources = sourcesOf(data, cutOff);
  const tested = new Set(
    sources.filter((source) => isPsychological(source, catalogue)).map(({ role }) => role),
  );
  const count = (role: Participation['role']): number =>
    participations.filter((person) => person.role === role).length;
  return {
    enrolled: { mentees: count('mentee'), mentors: count('mentor') },
    noConsent: noConsent.map(refOf),
    noTestingConsent: noTestingConsent.filter(({ role }) => tested.has(role)).map(refOf),
    leftOutMeasurements: withoutConsent,
    missing: sources.flatMap((source) => missingOf(source, data, comparable, catalogue, cutOff)),
  };
}

const refOf = ({ role, person }: PersonRef): PersonRef => ({ role, person });

function sourcesOf(data: ProgrammeData, cutOff: Day): Source[] {
  const sources = new Map<string, Source>();
  const add = (row: Omit<Source, 'key' | 'present'> & { person: string; wave: Wave; on: Day }): void => {
    if (row.on > cutOff) return;
    const { role, instrument, version, indicator } = row;
    const key = JSON.stringify([role, instrument, version, indicator]);
    const source = sources.get(key) ?? {
      key,
      role,
      instrument,
      version,
      indicator,
      present: { entry: new Set<string>(), exit: new Set<string>() },
    };
    source.present[row.wave].add(row.person);
    sources.set(key, source);
  };
  for (const sheet of data.sheets) {
    if (sheet.respondentRole === 'curator' || sheet.about !== null) continue;
    const { respondentRole: role, respondent: person, instrument, version, wave, answeredOn: on } = sheet;
    add({ role, person, instrument, version, indicator: null, wave, on });
  }
  for (const { role, person, instrument, version, indicator, wave, measuredOn: on } of data.measurements) {
    if (role === 'organisation') continue;
    add({ role, person, instrument, version, indicator: instrument === null ? indicator : null, wave, on });
  }
  return [...sources.values()].sort((a, b) => compareText(a.key, b.key));
}

function missingOf(
  source: Source,
  data: ProgrammeData,
  comparable: Comparable,
  catalogue: Catalogue,
  cutOff: Day,
): MissingMeasurements[] {
  const instrument =
    source.instrument === null
      ? undefined
      : catalogue.instrument(source.instrument, source.version ?? undefined);
  const expected = expectedOf(source, comparable, catalogue);
  const { exitBeforeEnd } = data.programme.windows;
  const lacks = (wave: Wave): string[] =>
    instrument && !instrument.waves.includes(wave)
      ? []
      : expected
          .filter(({ person, end }) => {
            const due = wave === 'entry' || daysBetween(end, cutOff) >= -exitBeforeEnd;
            return due && !source.present[wave].has(person);
          })
          .map(({ person }) => person);
  const [entry, exit] = [lacks('entry'), lacks('exit')];
  if (entry.length + exit.length === 0) return [];
  const title = instrument?.title.ru ?? catalogue.indicator(source.indicator ?? '')?.title.ru ?? '';
  return [
    {
      role: source.role,
      instrument: source.instrument === null ? null : { id: source.instrument, version: source.version },
      indicator: source.indicator,
      title,
      entry,
      exit,
    },
  ];
}

/** Enrolled people of the role who may be measured with it: consent, and the grades that the instrument is for. */
function expectedOf(source: Source, comparable: Comparable, catalogue: Catalogue): Participation[] {
  const untested = new Set(
    isPsychological(source, catalogue) ? comparable.noTestingConsent.map(({ person }) => person) : [],
  );
  const grades =
    source.instrument === null
      ? undefined
      : catalogue.instrument(source.instrument, source.version ?? undefined)?.grades;
  return comparable.participations.filter(({ person, role, measured }) => {
    if (role !== source.role || !measured || !comparable.consented(person) || untested.has(person))
      return false;
    const grade = gradeOf(comparable.people.get(person), role);
    return grades === undefined || grade === null || (grade >= grades[0] && grade <= grades[1]);
  });
}

/** An instrument all of whose scales are psychological; a questionnaire with some such questions is not. */
function isPsychological(source: Source, catalogue: Catalogue): boolean {
  if (source.instrument === null) return catalogue.indicator(source.indicator ?? '')?.psychological ?? false;
  const scales = catalogue.instrument(source.instrument, source.version ?? undefined)?.scales ?? [];
  return scales.every((scale) => catalogue.indicator(scale.indicator)?.psychological ?? false);
}
