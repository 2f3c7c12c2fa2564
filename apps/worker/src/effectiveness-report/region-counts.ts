import type { Catalogue } from '@app/catalogue';
import { codeShares, type DisclosureRules, type ShareCode } from '@app/monitoring';
import { compareText } from '../monitoring/text-order.js';
import { FigureTable, figureCell, total, type Level, type PlaceCount } from './figure-table.js';
import type { NamedCount, OrganisationReport, QuestionCount } from './organisation-report.js';

/** A count that may be hidden; hidden ones bear the mark and nothing else. */
export type Count<Name> = Name & ({ suppressed: true } | { suppressed: false; n: number });

export interface RegionPairs {
  total: Count<{ level: Level; id: string; name: string }>[];
  byState: Count<{ state: string }>[];
  byReason: Count<{ state: string; reason: string; title: string }>[];
}

export interface RegionRequests {
  /** Mentees who ask for something. */
  persons: Count<object>;
  byTopic: Count<{ topic: string; title: string }>[];
  /** Mentees left without a mentor by the newest matchings. */
  unmatched: Count<{ reason: string }>[];
}

export type RegionQuestion = {
  instrument: { id: string; version: string };
  title: string;
  respondent: string;
  wave: string;
  item: string;
  text: string;
} & (
  { suppressed: true } | { suppressed: false; n: number; positive: { share: number; code: ShareCode } | null }
);

/** Pairs by place, and for the region by state and by the reason they ended for. */
export function regionPairs(
  organisations: readonly OrganisationReport[],
  catalogue: Catalogue,
  rules: DisclosureRules,
  hiddenElsewhere: ReadonlySet<string>,
  place: { id: string; name: string },
): RegionPairs {
  const table = new FigureTable(rules, hiddenElsewhere);
  table.addPlaces(
    'pairs',
    rowsOf(organisations, ({ pairs }) => pairs.total),
  );
  const states = codesOf(organisations, ({ pairs }) => pairs.byState);
  const reasons = codesOf(organisations, ({ pairs }) => pairs.byReason);
  addParts(table, 'state', 'pairs', states, organisations, ({ pairs }) => pairs.byState);
  for (const state of states) {
    const own = reasons.filter((code) => code.startsWith(`${state}/`));
    if (own.length > 0)
      addParts(table, 'reason', `state ${state}`, own, organisations, ({ pairs }) => pairs.byReason);
  }
  const hidden = table.suppressed();
  const count = <Name extends object>(name: Name, cell: string, n: number): Count<Name> =>
    hidden.has(cell) ? { ...name, suppressed: true } : { ...name, suppressed: false, n };
  return {
    total: placesOf(organisations, ({ pairs }) => pairs.total, place).map(({ cell, n, ...name }) =>
      count(name, cell('pairs'), n),
    ),
    byState: states.map((state) =>
      count(
        { state },
        figureCell(`state ${state}`, 'region'),
        sumOf(organisations, ({ pairs }) => pairs.byState, state),
      ),
    ),
    byReason: reasons.map((code) => {
      const [state = '', reason = ''] = code.split('/');
      const title = catalogue.completionReason(reason)?.title.ru ?? (reason || 'причина не указана');
      return count(
        { state, reason, title },
        figureCell(`reason ${code}`, 'region'),
        sumOf(organisations, ({ pairs }) => pairs.byReason, code),
      );
    }),
  };
}

/** What mentees ask for and who was left over; for the region as a whole. */
export function regionRequests(
  organisations: readonly OrganisationReport[],
  catalogue: Catalogue,
  rules: DisclosureRules,
): RegionRequests {
  const table = new FigureTable(rules);
  const asking = rowsOf(organisations, ({ requests }) => requests.persons);
  table.addRegion('requests', asking);
  const topics = codesOf(organisations, ({ requests }) => requests.byTopic);
  for (const topic of topics) {
    // Those who do not ask for it are the rest: as telling, if they are few.
    const rows = organisations.map((row) => ({
      ...placeOf(row),
      n: numberOf(row.requests.byTopic, topic),
      outOf: row.requests.persons,
    }));
    table.addRegion(`topic ${topic}`, rows);
  }
  const reasons = codesOf(organisations, ({ unmatched }) => unmatched);
  for (const reason of reasons)
    table.addRegion(
      `unmatched ${reason}`,
      rowsOf(organisations, ({ unmatched }) => numberOf(unmatched, reason)),
    );
  const hidden = table.suppressed();
  const count = <Name extends object>(name: Name, figure: string, n: number): Count<Name> =>
    hidden.has(figureCell(figure, 'region'))
      ? { ...name, suppressed: true }
      : { ...name, suppressed: false, n };
  return {
    persons: count(
      {},
      'requests',
      total(asking, (row) => row.n),
    ),
    byTopic: topics.map((topic) =>
      count(
        { topic, title: catalogue.topic(topic)?.title.ru ?? topic },
        `topic ${topic}`,
        sumOf(organisations, ({ requests }) => requests.byTopic, topic),
      ),
    ),
    unmatched: reasons.map((reason) =>
      count(
        { reason },
        `unmatched ${reason}`,
        sumOf(organisations, ({ unmatched }) => unmatched, reason),
      ),
    ),
  };
}

/** Stage 1 of the region: shares of positive answers to closed questions, coded where few stand behind them. */
export function regionQuestions(
  organisations: readonly OrganisationReport[],
  catalogue: Catalogue,
  rules: DisclosureRules,
): RegionQuestion[] {
  const nameOf = ({ instrument, version, respondent, wave, item }: QuestionCount): string =>
    JSON.stringify([instrument, version, respondent, wave, item]);
  const all = new Map<string, { question: QuestionCount; rows: (PlaceCount & { positive: number })[] }>();
  for (const organisation of organisations) {
    for (const question of organisation.questions) {
      const known = all.get(nameOf(question)) ?? { question, rows: [] };
      known.rows.push({ ...placeOf(organisation), n: question.n, positive: question.positive });
      all.set(nameOf(question), known);
    }
  }
  const table = new FigureTable(rules);
  for (const [name, { rows }] of all) table.addRegion(name, rows);
  const hidden = table.suppressed();
  return [...all]
    .sort(([a], [b]) => compareText(a, b))
    .map(([name, { question, rows }]): RegionQuestion => {
      const { instrument: id, version, respondent, wave, item } = question;
      const instrument = catalogue.instrument(id, version);
      const head = {
        instrument: { id, version },
        title: instrument?.title.ru ?? id,
        respondent,
        wave,
        item,
        text: instrument?.items.find(({ code }) => code === item)?.text.ru ?? item,
      };
      if (hidden.has(figureCell(name, 'region'))) return { ...head, suppressed: true };
      const n = total(rows, (row) => row.n);
      const positive = total(rows, (row) => row.positive);
      const share = codeShares({ positive, other: n - positive }, rules.threshold)?.positive ?? null;
      return {
        ...head,
        suppressed: false,
        n,
        positive: share && { share: share.value, code: share.code },
      };
    });
}

function addParts(
  table: FigureTable,
  dimension: string,
  whole: string,
  codes: readonly string[],
  organisations: readonly OrganisationReport[],
  counts: (row: OrganisationReport) => readonly NamedCount[],
): void {
  for (const code of codes)
    table.addRegion(
      `${dimension} ${code}`,
      rowsOf(organisations, (row) => numberOf(counts(row), code)),
    );
  table.addSum(
    dimension,
    figureCell(whole, 'region'),
    codes.map((code) => figureCell(`${dimension} ${code}`, 'region')),
  );
}

function placesOf(
  organisations: readonly OrganisationReport[],
  of: (row: OrganisationReport) => number,
  place: { id: string; name: string },
): { level: Level; id: string; name: string; n: number; cell: (figure: string) => string }[] {
  const municipalities = [...new Set(organisations.map(({ municipality }) => municipality))];
  const at = (level: Level, id: string, name: string, rows: readonly OrganisationReport[]) => ({
    level,
    id,
    name,
    n: total(rows, of),
    cell: (figure: string) => figureCell(figure, level, level === 'region' ? undefined : id),
  });
  return [
    at('region', place.id, place.name, organisations),
    ...municipalities.map((id) =>
      at(
        'municipality',
        id,
        id,
        organisations.filter(({ municipality }) => municipality === id),
      ),
    ),
    ...organisations.map((row) => at('organisation', row.organisation, row.name, [row])),
  ];
}

function rowsOf(
  organisations: readonly OrganisationReport[],
  of: (row: OrganisationReport) => number,
): PlaceCount[] {
  return organisations.map((row) => ({ ...placeOf(row), n: of(row) }));
}

function placeOf({ organisation, municipality }: OrganisationReport): {
  organisation: string;
  municipality: string;
} {
  return { organisation, municipality };
}

function codesOf(
  organisations: readonly OrganisationReport[],
  counts: (row: OrganisationReport) => readonly NamedCount[],
): string[] {
  return [...new Set(organisations.flatMap((row) => counts(row).map(({ code }) => code)))].sort(compareText);
}

function numberOf(counts: readonly NamedCount[], code: string): number {
  return counts.find((count) => count.code === code)?.n ?? 0;
}

function sumOf(
  organisations: readonly OrganisationReport[],
  counts: (row: OrganisationReport) => readonly NamedCount[],
  code: string,
): number {
  return total(organisations, (row) => numberOf(counts(row), code));
}
