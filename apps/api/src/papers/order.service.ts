import { Injectable } from '@nestjs/common';
import { loadCatalogue, message } from '@app/catalogue';
import type { Locale } from '@app/catalogue';
import type {
  AppointmentDto,
  LeftOutPairView,
  MissingPaperView,
  OrderCheckView,
  OrderQuery,
  OrderedPairView,
  Principal,
} from '@app/contracts';
import { fillDocx, orderValues } from '@app/documents';
import type { OrderPaper } from '@app/documents';
import { Database, todayIn } from '@app/persistence';
import type { Programme } from '@app/persistence';
import type { EntityManager } from 'typeorm';
import { Problem } from '../http/problem.js';
import { tenantOf } from '../http/tenant.js';
import { findProgramme } from '../programmes/programmes.service.js';
import { missingOfficers, officersOn } from './officers.js';
import { organisationOf } from './organisation.js';
import { isActive, paperPairs } from './paper-pairs.js';
import type { PaperPair } from './paper-pairs.js';
import { entriesOf, namesOf, unnamed } from './people-names.js';
import type { DescribedEntry, NamedPerson } from './people-names.js';
import { templateOf } from './templates.service.js';

/** An order as it would be printed, and what keeps others out of it. */
interface Draft {
  programme: Programme;
  asOf: string;
  included: PaperPair[];
  leftOut: LeftOutPairView[];
  document: AppointmentDto | null;
  people: ReadonlyMap<string, NamedPerson>;
}

/** Приказ о закреплении пар: only of those whose consents are there (S1 §3.2, 3.3; 152-ФЗ). */
@Injectable()
export class OrderService {
  constructor(private readonly database: Database) {}

  check(caller: Principal, programme: string, query: OrderQuery, locale: Locale): Promise<OrderCheckView> {
    const { organisation, region } = tenantOf(caller);
    return this.database.snapshot({ organisation }, async (tx) => {
      const draft = await draftOf(tx, organisation, region, programme, query, locale);
      const officers = await officersOn(tx, organisation, draft.asOf);
      const differs = { field: 'order', code: 'order-differs', message: message('order-differs', locale) };
      return {
        asOf: draft.asOf,
        included: draft.included.map(namedPair),
        leftOut: draft.leftOut,
        order: draft.document,
        warnings: [
          ...missingOfficers(officers, ['head', 'curator'], locale),
          ...(draft.document === null && draft.included.length > 0 ? [differs] : []),
        ],
      };
    });
  }

  /** @throws Problem `nothing-to-print` with `leftOut` when no pair may enter the order */
  async print(
    caller: Principal,
    programme: string,
    query: OrderQuery,
    locale: Locale,
  ): Promise<{ bytes: Buffer; asOf: string; leftOut: number }> {
    const { organisation, region } = tenantOf(caller);
    const { template, paper, draft } = await this.database.snapshot({ organisation }, async (tx) => {
      const draft = await draftOf(tx, organisation, region, programme, query, locale);
      if (draft.included.length === 0) {
        throw new Problem('nothing-to-print', { members: { leftOut: draft.leftOut } });
      }
      return {
        draft,
        paper: await paperOf(tx, organisation, draft),
        template: await templateOf(tx, organisation, 'order'),
      };
    });
    const bytes = await fillDocx(template, orderValues(paper));
    return { bytes, asOf: draft.asOf, leftOut: draft.leftOut.length };
  }
}

async function draftOf(
  tx: EntityManager,
  organisation: string,
  region: string,
  programmeId: string,
  query: OrderQuery,
  locale: Locale,
): Promise<Draft> {
  const programme = await findProgramme(tx, programmeId);
  const asOf = query.asOf ?? (await todayIn(tx, region));
  const { state, number } = query;
  const pairs = (await paperPairs(tx, { programmeId, ...(state !== undefined && { state }) })).filter(
    (pair) =>
      (state !== undefined || isActive(pair.state)) &&
      (number === undefined || pair.order?.number === number),
  );
  const ids = pairs.flatMap((pair) => [pair.mentor, ...pair.mentees]);
  const people = await namesOf(tx, organisation, asOf, ids);
  const included: PaperPair[] = [];
  const leftOut: LeftOutPairView[] = [];
  for (const pair of pairs) {
    const missing = missingPapers(pair, people, locale);
    if (missing.length === 0) included.push(pair);
    else leftOut.push({ ...namedPair(pair), missing });
  }
  return { programme, asOf, included, leftOut, document: commonOrder(included), people };
}

function missingPapers(
  pair: PaperPair,
  people: ReadonlyMap<string, NamedPerson>,
  locale: Locale,
): MissingPaperView[] {
  const gates = pair.missing.map((code) => ({ code, person: null, message: message(code, locale) }));
  const code = 'no-personal-data-consent';
  const without = [pair.mentor, ...pair.mentees].filter(
    (id) => people.get(id)?.consents['personal-data'] !== true,
  );
  return [...gates, ...without.map((person) => ({ code, person, message: message(code, locale) }))];
}

const namedPair = ({ id, mentor, mentees }: PaperPair): OrderedPairView => ({ pair: id, mentor, mentees });

/** Number and date of the order that has fixed all the pairs; null if there are several, or none yet. */
function commonOrder(pairs: readonly PaperPair[]): AppointmentDto | null {
  const [first, ...others] = pairs.map((pair) => pair.order);
  if (!first || others.some((other) => other?.number !== first.number || other.date !== first.date))
    return null;
  return { number: first.number, date: first.date };
}

async function paperOf(tx: EntityManager, organisation: string, draft: Draft): Promise<OrderPaper> {
  const { programme, document, asOf, people } = draft;
  const officers = await officersOn(tx, organisation, document?.date ?? asOf);
  const mentors = await entriesOf(tx, organisation, 'mentor');
  const mentees = await entriesOf(tx, organisation, 'mentee');
  const nameOf = (id: string) => (people.get(id) ?? unnamed(id)).name;
  return {
    ...(await organisationOf(tx, organisation)),
    programme: programme.name,
    form: loadCatalogue().form(programme.form)?.title.ru ?? programme.form,
    document,
    head: officers.get('head') ?? null,
    curator: officers.get('curator') ?? null,
    pairs: draft.included.map((pair) => ({
      mentor: nameOf(pair.mentor),
      position: positionOf(mentors.get(pair.mentor)),
      mentees: pair.mentees.map((id) => ({ name: nameOf(id), grade: mentees.get(id)?.grade ?? null })),
      variant: pair.variant,
      kinds: pair.kinds,
      from: pair.from,
      until: pair.until,
      consents: pair.consents,
    })),
  };
}

/** «учитель», «обучающийся, 9 класс»: what the bank knows of a mentor. */
function positionOf(entry: DescribedEntry | undefined): string {
  if (!entry) return 'наставник';
  const title = (loadCatalogue().personKind(entry.personKind)?.title.ru ?? entry.personKind).toLowerCase();
  return entry.grade === null ? title : `${title}, ${entry.grade}\u00a0класс`;
}
