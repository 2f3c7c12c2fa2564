import type { Catalogue } from '@app/catalogue';
import type { Form } from '@app/contracts';
import { stageOne } from '@app/monitoring';
import { comparableOf, type Comparable } from '../monitoring/comparable.js';
import { hasConsent } from '../monitoring/consents.js';
import { isCounted, type CoveredPerson, type DenominatorRecord } from '../monitoring/coverage.js';
import type { PairStanding } from '../monitoring/enrolment.js';
import type { Day, PersonRecord, ProgrammeData } from '../monitoring/programme-data.js';
import { satisfactionOf } from '../monitoring/satisfaction.js';
import { coveredPeople } from '../monitoring-report/programme-coverage.js';
import { openInstruments, ownSheets, toSheet } from '../monitoring-report/process-quality.js';
import type { NamedCount, OrganisationReport, QuestionCount } from './organisation-report.js';

/** The days that a report covers: an academic year up to the cut-off. */
export interface Period {
  from: Day;
  to: Day;
}

type Counts = Pick<
  OrganisationReport,
  'programmes' | 'coverage' | 'satisfaction' | 'pairs' | 'requests' | 'questions'
>;

/** Counts of one organisation over its programmes; every person counts once per role. */
export function organisationCounts(
  programmes: readonly ProgrammeData[],
  people: readonly PersonRecord[],
  denominators: readonly DenominatorRecord[],
  catalogue: Catalogue,
  period: Period,
  form: Form | null,
): Counts {
  const inYear = programmes
    .map((data) => ({ data, comparable: withinPeriod(comparableOf(data, catalogue, period.to), period) }))
    .filter(({ comparable }) => comparable.standings.length > 0);
  const comparables = inYear.map(({ comparable }) => comparable);
  return {
    programmes: comparables.filter(({ participations }) => participations.length > 0).length,
    coverage: coverageOf(comparables, denominators, catalogue, period),
    satisfaction: satisfactionCounts(comparables, catalogue),
    pairs: pairsOf(comparables.flatMap(({ standings }) => standings)),
    requests: requestsOf(people, period.to, form),
    questions: mergeQuestions(
      inYear.flatMap(({ data, comparable }) => questionsOf(data, comparable, catalogue, period)),
    ),
  };
}

/** Only the pairs that were there during the period, and what was measured at their end in it. */
function withinPeriod(comparable: Comparable, { from }: Period): Comparable {
  const participations = comparable.participations.filter(({ end }) => end >= from);
  const taking = new Set(participations.map(({ role, person }) => `${role} ${person}`));
  return {
    ...comparable,
    participations,
    standings: comparable.standings.filter(({ end }) => end >= from),
    enrolled: comparable.enrolled.filter(({ role, person }) => taking.has(`${role} ${person}`)),
    measurements: comparable.measurements.filter(
      ({ wave, measuredOn }) => wave === 'entry' || measuredOn >= from,
    ),
  };
}

function coverageOf(
  comparables: readonly Comparable[],
  denominators: readonly DenominatorRecord[],
  catalogue: Catalogue,
  period: Period,
): OrganisationReport['coverage'] {
  const people = new Map<string, CoveredPerson>();
  for (const person of comparables.flatMap(coveredPeople))
    people.set(`${person.role} ${person.person}`, person);
  const year = Number(period.to.slice(0, 4));
  return catalogue.data.targets
    .filter(({ numerator }) => numerator.counts === 'persons')
    .map((target) => {
      const given = denominators.find(({ code }) => code === target.denominator);
      return {
        code: target.code,
        numerator: [...people.values()].filter((person) => isCounted(target.numerator, person, year)).length,
        denominator: given ? { value: given.value, asOf: given.asOf, source: given.source } : null,
      };
    });
}

function satisfactionCounts(
  comparables: readonly Comparable[],
  catalogue: Catalogue,
): OrganisationReport['satisfaction'] {
  return catalogue.data.targets
    .filter(({ numerator }) => numerator.counts === 'satisfied')
    .map(({ code, numerator }) => {
      const found = comparables.map((comparable) => satisfactionOf(comparable, catalogue, numerator.role));
      return {
        code,
        surveyed: new Set(found.flatMap(({ surveyed }) => [...surveyed])).size,
        satisfied: new Set(found.flatMap(({ satisfied }) => [...satisfied])).size,
      };
    });
}

function pairsOf(standings: readonly PairStanding[]): OrganisationReport['pairs'] {
  return {
    total: standings.length,
    byState: countBy(standings.map(({ state }) => state)),
    byReason: countBy(
      standings.flatMap(({ state, endedOn, reason }) =>
        endedOn === null ? [] : [`${state}/${reason ?? ''}`],
      ),
    ),
  };
}

/** Requests of mentees whose consent holds on the last day; of the form's kinds of people, if one was asked for. */
function requestsOf(
  people: readonly PersonRecord[],
  day: Day,
  form: Form | null,
): OrganisationReport['requests'] {
  const asking = people
    .filter(({ consents }) => hasConsent(consents, 'personal-data', day))
    .flatMap(({ entries }) => entries.filter(({ bank }) => bank === 'mentees'))
    .filter(({ personKind }) => form === null || form.mentee.personKinds.includes(personKind))
    .map(({ requests }) => [...new Set(requests)])
    .filter((requests) => requests.length > 0);
  return { persons: asking.length, byTopic: countBy(asking.flat()) };
}

function questionsOf(
  data: ProgrammeData,
  comparable: Comparable,
  catalogue: Catalogue,
  period: Period,
): QuestionCount[] {
  const sheets = ownSheets(data, comparable, period.to).filter(
    ({ wave, answeredOn }) => wave === 'entry' || answeredOn >= period.from,
  );
  // Gaps between expectation and result are a matter of the programme's own report.
  const instruments = openInstruments(catalogue).map((instrument) => ({
    ...instrument,
    items: instrument.items.map(({ twin: _, ...item }) => item),
  }));
  const { questionnaires } = stageOne({
    instruments,
    sheets: sheets.map((sheet) => toSheet(sheet, comparable)),
  });
  return questionnaires.flatMap(({ instrument, respondent, wave, questions }) =>
    questions.flatMap(({ item, n, positive }) =>
      positive === null
        ? []
        : [
            {
              instrument: instrument.id,
              version: instrument.version,
              respondent,
              wave,
              item,
              n,
              positive: positive.count,
            },
          ],
    ),
  );
}

/** Programmes of one organisation may use the same questionnaire. */
function mergeQuestions(questions: readonly QuestionCount[]): QuestionCount[] {
  const merged = new Map<string, QuestionCount>();
  for (const { n, positive, ...question } of questions) {
    const key = JSON.stringify(question);
    const known = merged.get(key);
    merged.set(key, {
      ...question,
      n: n + (known?.n ?? 0),
      positive: positive + (known?.positive ?? 0),
    });
  }
  return [...merged].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, question]) => question);
}

export function countBy(codes: readonly string[]): NamedCount[] {
  const counts = new Map<string, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([code, n]) => ({ code, n }));
}
