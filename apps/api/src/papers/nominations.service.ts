import { Injectable } from '@nestjs/common';
import { loadCatalogue } from '@app/catalogue';
import type {
  MentorLoadPage,
  MentorLoadView,
  Nomination,
  NominationsView,
  NomineeView,
  Principal,
} from '@app/contracts';
import { Database, todayIn } from '@app/persistence';
import type { EntityManager } from 'typeorm';
import { tenantOf } from '../http/tenant.js';
import { findProgramme } from '../programmes/programmes.service.js';
import { academicYearOf, daysOfYear, monthsBetween } from './academic-year.js';
import { paperPairs } from './paper-pairs.js';
import type { PaperPair } from './paper-pairs.js';
import { entriesOf, namesOf } from './people-names.js';
import type { DescribedEntry, NamedPerson } from './people-names.js';
import { rank } from './rank.js';
import type { Numbers } from './rank.js';
import { mean, resultsOf } from './results.js';
import type { PairResults } from './results.js';

/** Pairs with their results, of people who consent to the use of their data. */
export interface Recorded {
  pairs: PaperPair[];
  results: ReadonlyMap<string, PairResults>;
  people: ReadonlyMap<string, NamedPerson>;
  mentors: ReadonlyMap<string, DescribedEntry>;
}

/** One mentor with pairs, or one pair with its mentor. */
interface Nominee {
  mentor: string;
  pairs: PaperPair[];
}

/** Номинации: who may be awarded by what is recorded (S0 §11; S2), and data for incentives (S4 §2.4). */
@Injectable()
export class NominationsService {
  constructor(private readonly database: Database) {}

  ofProgramme(caller: Principal, programmeId: string): Promise<NominationsView> {
    const { organisation, region } = tenantOf(caller);
    return this.database.snapshot({ organisation }, async (tx) => {
      await findProgramme(tx, programmeId);
      const pairs = await paperPairs(tx, { programmeId });
      const recorded = await recordedOf(tx, organisation, await todayIn(tx, region), pairs);
      return viewOf(recorded, { programme: programmeId, academicYear: null });
    });
  }

  ofYear(caller: Principal, academicYear?: string): Promise<NominationsView> {
    const { organisation, region } = tenantOf(caller);
    return this.database.snapshot({ organisation }, async (tx) => {
      const today = await todayIn(tx, region);
      const year = academicYear ?? academicYearOf(today);
      const { from, to } = daysOfYear(year);
      // A result belongs to the year in which it was reached.
      const pairs = (await paperPairs(tx, { organisationId: organisation })).filter(
        ({ endedOn }) => endedOn !== null && endedOn >= from && endedOn <= to,
      );
      const recorded = await recordedOf(tx, organisation, today, pairs);
      return viewOf(recorded, { programme: null, academicYear: year });
    });
  }

  /** Load, dates and results of every mentor who worked in the year (S4 §1.1, 2.4). */
  loads(caller: Principal, academicYear?: string): Promise<{ page: MentorLoadPage; recorded: Recorded }> {
    const { organisation, region } = tenantOf(caller);
    return this.database.snapshot({ organisation }, async (tx) => {
      const today = await todayIn(tx, region);
      const year = academicYear ?? academicYearOf(today);
      const { from, to } = daysOfYear(year);
      const pairs = (await paperPairs(tx, { organisationId: organisation })).filter(
        ({ startedOn, endedOn }) =>
          startedOn !== null && startedOn <= to && (endedOn === null || endedOn >= from),
      );
      const recorded = await recordedOf(tx, organisation, today, pairs);
      const items = [...byMentor(recorded.pairs)].map(([mentor, own]) => loadOf(mentor, own, recorded, year));
      return { page: { academicYear: year, items, nextCursor: null }, recorded };
    });
  }
}

async function recordedOf(
  tx: EntityManager,
  organisation: string,
  day: string,
  pairs: readonly PaperPair[],
): Promise<Recorded> {
  const people = await namesOf(tx, organisation, day);
  const consents = (id: string) => people.get(id)?.consents['personal-data'] === true;
  const kept = pairs.filter((pair) => [pair.mentor, ...pair.mentees].every(consents));
  return {
    pairs: kept,
    people,
    mentors: await entriesOf(tx, organisation, 'mentor'),
    results: await resultsOf(
      tx,
      organisation,
      kept.map(({ id }) => id),
    ),
  };
}

function byMentor(pairs: readonly PaperPair[]): Map<string, PaperPair[]> {
  const groups = new Map<string, PaperPair[]>();
  for (const pair of pairs) groups.set(pair.mentor, [...(groups.get(pair.mentor) ?? []), pair]);
  return new Map([...groups].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function viewOf(
  recorded: Recorded,
  scope: Pick<NominationsView, 'programme' | 'academicYear'>,
): NominationsView {
  const { nominations } = loadCatalogue().data.papers;
  return {
    ...scope,
    items: nominations.map((nomination) => ({
      code: nomination.code,
      title: nomination.title.ru,
      source: nomination.source,
      nominee: nomination.nominee,
      criteria: nomination.criteria.map(({ code, weight, full }) => ({ code, weight, full })),
      nominees: nomineesOf(nomination, recorded),
    })),
    nextCursor: null,
  };
}

function nomineesOf(nomination: Nomination, recorded: Recorded): NomineeView[] {
  const completed = recorded.pairs.filter(({ state }) => state === 'completed');
  const all: Nominee[] =
    nomination.nominee === 'pair'
      ? completed.map((pair) => ({ mentor: pair.mentor, pairs: [pair] }))
      : [...byMentor(completed)].map(([mentor, pairs]) => ({ mentor, pairs }));
  const eligible = all.filter(({ pairs }) => menteesOf(pairs).length >= nomination.menteesAtLeast);
  const ranked = rank(
    eligible.map((nominee) => ({ nominee, numbers: numbersOf(nominee, recorded) })),
    nomination.criteria,
  );
  return ranked.map(({ nominee, ...place }) => ({
    ...place,
    mentor: nominee.mentor,
    mentorName: recorded.people.get(nominee.mentor)?.name.full ?? null,
    mentees: menteesOf(nominee.pairs),
    pairs: nominee.pairs.map(({ id }) => id),
  }));
}

const menteesOf = (pairs: readonly PaperPair[]): string[] => [
  ...new Set(pairs.flatMap(({ mentees }) => mentees)),
];

function numbersOf({ mentor, pairs }: Nominee, recorded: Recorded): Numbers {
  const results = pairs.flatMap(({ id }) => recorded.results.get(id) ?? []);
  const planned = results.reduce((sum, { meetingsPlanned }) => sum + meetingsPlanned, 0);
  const held = results.reduce((sum, { meetingsHeld }) => sum + meetingsHeld, 0);
  return {
    'plan-done': mean(pairs.map((pair) => (isPlanDone(pair) ? 1 : 0))),
    'meetings-held': planned === 0 ? null : held / planned,
    satisfaction: mean(results.flatMap(({ satisfaction }) => satisfaction ?? [])),
    change: mean(results.flatMap(({ change }) => change ?? [])),
    evidence: recorded.mentors.get(mentor)?.evidence.filter(({ year }) => inYears(year, pairs)).length ?? 0,
    load: menteesOf(pairs).length,
    months: Math.max(0, ...pairs.map((pair) => monthsOf(pair))),
  };
}

const isPlanDone = ({ endReason }: PaperPair): boolean =>
  endReason !== null && loadCatalogue().completionReason(endReason)?.group === 'plan-done';

/** What a mentor has to show from the calendar years in which these pairs worked. */
function inYears(year: number | null | undefined, pairs: readonly PaperPair[]): boolean {
  return (
    typeof year === 'number' &&
    pairs.some(({ from, until }) => year >= Number(from.slice(0, 4)) && year <= Number(until.slice(0, 4)))
  );
}

const monthsOf = ({ startedOn, endedOn }: PaperPair): number =>
  startedOn === null || endedOn === null ? 0 : monthsBetween(startedOn, endedOn);

function loadOf(
  mentor: string,
  pairs: readonly PaperPair[],
  { people, results }: Recorded,
  year: string,
): MentorLoadView {
  const { to } = daysOfYear(year);
  const own = pairs.flatMap(({ id }) => results.get(id) ?? []);
  const days = pairs.map(({ from, until }) => ({ from, until: until < to ? until : to }));
  const from = days.map((one) => one.from).sort()[0] ?? null;
  const until =
    days
      .map((one) => one.until)
      .sort()
      .at(-1) ?? null;
  return {
    mentor,
    name: people.get(mentor)?.name.full ?? null,
    mentees: menteesOf(pairs).length,
    pairs: pairs.length,
    completed: pairs.filter(({ state }) => state === 'completed').length,
    from,
    until,
    months: monthsOfYear(pairs, year),
    meetingsHeld: own.reduce((sum, { meetingsHeld }) => sum + meetingsHeld, 0),
    meetingsPlanned: own.reduce((sum, { meetingsPlanned }) => sum + meetingsPlanned, 0),
    satisfaction: mean(own.flatMap(({ satisfaction }) => satisfaction ?? [])),
    change: mean(own.flatMap(({ change }) => change ?? [])),
  };
}

/** Calendar months of the year on some day of which a pair worked; two pairs at once count once. */
function monthsOfYear(pairs: readonly PaperPair[], year: string): number {
  const bounds = daysOfYear(year);
  const months = new Set<string>();
  for (const { from, until } of pairs) {
    const last = until < bounds.to ? until : bounds.to;
    const month = new Date(`${(from > bounds.from ? from : bounds.from).slice(0, 7)}-01T00:00:00Z`);
    for (; month.toISOString().slice(0, 7) <= last.slice(0, 7); month.setUTCMonth(month.getUTCMonth() + 1)) {
      months.add(month.toISOString().slice(0, 7));
    }
  }
  return months.size;
}
