import { Injectable } from '@nestjs/common';
import { loadCatalogue } from '@app/catalogue';
import type {
  CoverageCountView,
  Numerator,
  PairCountView,
  ParticipantRole,
  Principal,
  StatisticsCountsView,
  StatisticsLineView,
  StatisticsSection,
  StatisticsView,
} from '@app/contracts';
import { Database, todayIn } from '@app/persistence';
import type { EntityManager } from 'typeorm';
import { tenantOf } from '../http/tenant.js';
import { academicYearOf } from './academic-year.js';
import { paperPairs } from './paper-pairs.js';
import type { PaperPair } from './paper-pairs.js';
import { entriesOf, namesOf } from './people-names.js';
import type { DescribedEntry } from './people-names.js';
import { activityTitle, categoryTitle, personKindTitle, stateTitle } from './titles.js';

/** Somebody who is counted: in a bank, and perhaps in a pair that works on the day. */
interface Counted {
  role: ParticipantRole;
  entry: DescribedEntry;
  sex: 'm' | 'f' | null;
  age: number | null;
  inPairs: boolean;
}

/** Списки для статистического наблюдения: counts, no names (S1 §3.4). */
@Injectable()
export class StatisticsService {
  constructor(private readonly database: Database) {}

  read(caller: Principal, asOf?: string): Promise<StatisticsView> {
    const { organisation, region } = tenantOf(caller);
    return this.database.snapshot({ organisation }, async (tx) => {
      const day = asOf ?? (await todayIn(tx, region));
      const academicYear = academicYearOf(day);
      const consenting = await namesOf(tx, organisation, day);
      const consents = (id: string) => consenting.get(id)?.consents['personal-data'] === true;
      const pairs = (await paperPairs(tx, { organisationId: organisation })).filter(
        (pair) => consents(pair.mentor) && pair.mentees.some(consents),
      );
      const working = pairs.filter((pair) => worksOn(pair, day));
      const counted: Counted[] = [];
      for (const role of ['mentor', 'mentee'] as const) {
        const inPairs = new Set(working.flatMap((pair) => (role === 'mentor' ? pair.mentor : pair.mentees)));
        for (const [id, entry] of await entriesOf(tx, organisation, role)) {
          const person = consenting.get(id);
          if (person?.consents['personal-data'] !== true) continue;
          const age = person.birthYear === null ? null : Number(day.slice(0, 4)) - person.birthYear;
          counted.push({ role, entry, sex: person.sex, age, inPairs: inPairs.has(id) });
        }
      }
      return {
        asOf: day,
        academicYear,
        sections: sectionsOf(counted),
        pairs: pairCounts(pairs, working),
        coverage: await coverageOf(tx, organisation, academicYear, counted),
      };
    });
  }
}

const worksOn = ({ startedOn, endedOn }: PaperPair, day: string): boolean =>
  startedOn !== null && startedOn <= day && (endedOn === null || endedOn > day);

const SEX_TITLES = { m: 'мужской', f: 'женский' };

/** What a section counts by; a person may stand in several lines of it, or in none. */
const SECTIONS: Readonly<
  Record<
    StatisticsSection,
    { title: string; lines: (of: Counted) => readonly [code: string, title: string][] }
  >
> = {
  all: { title: 'Всего', lines: () => [['all', 'Участники']] },
  'person-kind': {
    title: 'Статус',
    lines: ({ entry }) => [[entry.personKind, personKindTitle(entry.personKind)]],
  },
  sex: {
    title: 'Пол',
    lines: ({ sex }) => [sex === null ? ['unknown', 'не указан'] : [sex, SEX_TITLES[sex]]],
  },
  age: { title: 'Возраст', lines: ({ age }) => [ageLine(age)] },
  category: {
    title: 'Категории',
    lines: ({ entry }) => entry.categories.map((code): [string, string] => [code, categoryTitle(code)]),
  },
  activity: {
    title: 'Активность',
    lines: ({ entry }) => (entry.activity === null ? [] : [[entry.activity, activityTitle(entry.activity)]]),
  },
};

function ageLine(age: number | null): [string, string] {
  const group =
    age === null
      ? undefined
      : loadCatalogue().data.papers.ageGroups.find(({ from, to }) => age >= from && age <= to);
  return group ? [`${group.from}-${group.to}`, `${group.from}–${group.to} лет`] : ['unknown', 'не указан'];
}

function sectionsOf(people: readonly Counted[]): StatisticsView['sections'] {
  return Object.entries(SECTIONS).map(([code, { title, lines }]) => {
    const counts = new Map<string, StatisticsLineView>();
    for (const person of people) {
      for (const [line, name] of lines(person)) {
        const count = counts.get(line) ?? { code: line, title: name, ...NOBODY };
        add(count, person);
        counts.set(line, count);
      }
    }
    return { code: code as StatisticsSection, title, lines: [...counts.values()].sort(byCode) };
  });
}

const NOBODY: StatisticsCountsView = {
  mentorsInBank: 0,
  mentorsInPairs: 0,
  menteesInBank: 0,
  menteesInPairs: 0,
};

function add(count: StatisticsCountsView, { role, inPairs }: Counted): void {
  if (role === 'mentor') {
    count.mentorsInBank += 1;
    if (inPairs) count.mentorsInPairs += 1;
  } else {
    count.menteesInBank += 1;
    if (inPairs) count.menteesInPairs += 1;
  }
}

/** By code, numbers in their order; what is not known comes last. */
function byCode(a: { code: string }, b: { code: string }): number {
  if ((a.code === 'unknown') !== (b.code === 'unknown')) return a.code === 'unknown' ? 1 : -1;
  return a.code.localeCompare(b.code, 'en', { numeric: true });
}

function pairCounts(all: readonly PaperPair[], working: readonly PaperPair[]): StatisticsView['pairs'] {
  return {
    byState: countPairs(all, ({ state }) => [[state, stateTitle(state)]]),
    byForm: countPairs(working, ({ programme, form }) => [[programme.form, form]]),
    byVariant: countPairs(working, ({ variant }) => (variant === '' ? [] : [[variant, variant]])),
    byKind: countPairs(working, ({ kinds }) => kinds.map((kind) => [kind, kind])),
  };
}

function countPairs(
  pairs: readonly PaperPair[],
  lines: (pair: PaperPair) => [code: string, title: string][],
): PairCountView[] {
  const counts = new Map<string, PairCountView>();
  for (const pair of pairs) {
    for (const [code, title] of lines(pair)) {
      const count = counts.get(code) ?? { code, title, pairs: 0, mentees: 0 };
      count.pairs += 1;
      count.mentees += pair.mentees.length;
      counts.set(code, count);
    }
  }
  return [...counts.values()];
}

/** Numerators of the coverage figures that count persons, beside what the school told of the whole. */
async function coverageOf(
  tx: EntityManager,
  organisation: string,
  academicYear: string,
  people: readonly Counted[],
): Promise<CoverageCountView[]> {
  const rows = await tx.query<{ code: string; value: number }[]>(
    `SELECT code, value FROM denominator WHERE organisation_id = $1 AND academic_year = $2`,
    [organisation, academicYear],
  );
  const denominators = new Map(rows.map(({ code, value }) => [code, value]));
  return loadCatalogue()
    .data.targets.filter(({ numerator }) => numerator.counts === 'persons')
    .map(({ code, title, numerator, denominator }) => ({
      code,
      title: title.ru,
      numerator: people.filter((person) => isCounted(person, numerator)).length,
      denominator: denominators.get(denominator) ?? null,
    }));
}

function isCounted({ role, entry, age, inPairs }: Counted, numerator: Numerator): boolean {
  const within = (value: number | null, range: [number, number] | undefined) =>
    !range || (value !== null && value >= range[0] && value <= range[1]);
  return (
    inPairs &&
    role === numerator.role &&
    (numerator.personKinds?.includes(entry.personKind) ?? true) &&
    (numerator.categories?.some((category) => entry.categories.includes(category)) ?? true) &&
    within(age, numerator.age) &&
    within(entry.experienceYears, numerator.experienceYears)
  );
}
