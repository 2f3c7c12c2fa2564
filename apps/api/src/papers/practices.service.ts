import { Injectable } from '@nestjs/common';
import { loadCatalogue } from '@app/catalogue';
import type {
  FieldError,
  PracticeDto,
  PracticePage,
  PracticeQuery,
  PracticeState,
  PracticeView,
  Principal,
  PageQuery,
  PublishedPracticePage,
  PublishedPracticeView,
} from '@app/contracts';
import { Database, newId, Pair, PairMentee, Person, Practice, Programme, todayIn } from '@app/persistence';
import { In, IsNull, MoreThan, Not } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { idCursorOf, pageOf } from '../http/paging.js';
import { notFound, Problem } from '../http/problem.js';
import { tenantOf } from '../http/tenant.js';
import { namesOf } from './people-names.js';
import { namesPerson } from './names-in-text.js';

/** Банк лучших практик: drafts of a school, and what it has published for its region (S0 §3; S1 §3.4; S2). */
@Injectable()
export class PracticesService {
  constructor(private readonly database: Database) {}

  /** @throws Problem `validation-failed` */
  create(caller: Principal, body: PracticeDto): Promise<PracticeView> {
    const { organisation } = tenantOf(caller);
    return this.database.within({ organisation }, async (tx) => {
      await checkPractice(tx, organisation, body);
      const practice = tx.create(Practice, {
        id: newId(),
        organisationId: organisation,
        ...fieldsOf(body),
        publishedOn: null,
        madeBy: caller.keyId,
      });
      return viewOf(await tx.save(practice));
    });
  }

  list(organisation: string, query: PracticeQuery): Promise<PracticePage> {
    const after = idCursorOf(query);
    const { state } = query;
    return this.database.within({ organisation }, async (tx) => {
      const rows = await tx.find(Practice, {
        where: {
          organisationId: organisation,
          ...(after !== null && { id: MoreThan(after) }),
          ...(state !== undefined && { publishedOn: state === 'draft' ? IsNull() : Not(IsNull()) }),
        },
        order: { id: 'ASC' },
        take: query.limit + 1,
      });
      return pageOf(rows, query, (row) => row.id, viewOf);
    });
  }

  read(caller: Principal, id: string): Promise<PracticeView> {
    const { organisation } = tenantOf(caller);
    return this.database.within({ organisation }, async (tx) => viewOf(await findPractice(tx, id)));
  }

  /** Replaces a draft; a published practice is taken back first. @throws Problem `conflict`, `validation-failed` */
  replace(caller: Principal, id: string, body: PracticeDto): Promise<PracticeView> {
    const { organisation } = tenantOf(caller);
    return this.database.within({ organisation }, async (tx) => {
      const practice = await findPractice(tx, id);
      if (practice.publishedOn !== null)
        throw new Problem('conflict', { params: { reason: 'практика опубликована' } });
      await checkPractice(tx, organisation, body);
      return viewOf(await tx.save(Object.assign(practice, fieldsOf(body))));
    });
  }

  async remove(caller: Principal, id: string): Promise<void> {
    const { organisation } = tenantOf(caller);
    await this.database.within({ organisation }, async (tx) => tx.remove(await findPractice(tx, id)));
  }

  /**
   * Publishes a practice to the region, or takes it back.
   * @throws Problem `validation-failed` where somebody does not consent to publication, or the text names people
   */
  move(caller: Principal, id: string, state: PracticeState): Promise<PracticeView> {
    const { organisation, region } = tenantOf(caller);
    return this.database.within({ organisation }, async (tx) => {
      const practice = await findPractice(tx, id);
      const today = await todayIn(tx, region);
      if (state === 'published') await checkPublication(tx, practice, today);
      practice.publishedOn = state === 'published' ? (practice.publishedOn ?? today) : null;
      return viewOf(await tx.save(practice));
    });
  }

  /** What the organisations of a region have published. */
  published(region: string, query: PageQuery): Promise<PublishedPracticePage> {
    const after = idCursorOf(query);
    return this.database.within({ region }, async (tx) => {
      const rows = await tx.query<PublishedPracticeView[]>(
        `SELECT p.id, p.organisation_id AS organisation, o.name AS "organisationName", p.title, p.form, p.variant,
                p.summary, p.published_on AS "publishedOn"
         FROM practice p JOIN organisation o ON o.id = p.organisation_id
         WHERE o.region_id = $1 AND p.published_on IS NOT NULL AND ($2::uuid IS NULL OR p.id > $2)
         ORDER BY p.id LIMIT $3`,
        [region, after, query.limit + 1],
      );
      return pageOf(
        rows,
        query,
        (row) => row.id,
        (row) => row,
      );
    });
  }
}

async function findPractice(tx: EntityManager, id: string): Promise<Practice> {
  const practice = await tx.findOneBy(Practice, { id });
  if (!practice) throw notFound('practice');
  return practice;
}

const fieldsOf = (body: PracticeDto) => ({
  title: body.title.trim(),
  form: body.form,
  variant: body.variant ?? null,
  summary: body.summary.trim(),
  programmeId: body.programme ?? null,
  pairId: body.pair ?? null,
  people: body.people ?? [],
});

async function checkPractice(tx: EntityManager, organisation: string, body: PracticeDto): Promise<void> {
  const catalogue = loadCatalogue();
  const errors: FieldError[] = [];
  const wrong = (field: string, code: FieldError['code']) => errors.push({ field, code, message: '' });
  if (!catalogue.form(body.form)) wrong('form', 'unknown-form');
  if (typeof body.variant === 'string' && !catalogue.variant(body.form, body.variant))
    wrong('variant', 'unknown-variant');
  if (typeof body.programme === 'string' && !(await tx.existsBy(Programme, { id: body.programme })))
    wrong('programme', 'unknown-programme');
  if (typeof body.pair === 'string' && !(await tx.existsBy(Pair, { id: body.pair })))
    wrong('pair', 'unknown-pair');
  const people = body.people ?? [];
  const known = await tx.findBy(Person, { organisationId: organisation, externalId: In([...people]) });
  people.forEach((id, at) => {
    if (!known.some(({ externalId }) => externalId === id)) wrong(`people[${at}]`, 'unknown-person');
  });
  if (errors.length > 0) throw new Problem('validation-failed', { errors });
}

async function checkPublication(tx: EntityManager, practice: Practice, day: string): Promise<void> {
  const people = await namesOf(tx, practice.organisationId, day);
  const errors: FieldError[] = [];
  for (const id of await peopleOf(tx, practice)) {
    if (people.get(id)?.consents.publication !== true)
      errors.push({ field: 'people', code: 'no-publication-consent', message: '' });
  }
  const text = `${practice.title}\n${practice.summary}`;
  if ([...people.values()].some(({ name }) => namesPerson(text, name)))
    errors.push({ field: 'summary', code: 'names-people', message: '' });
  if (errors.length > 0) throw new Problem('validation-failed', { errors });
}

/** Whose practice it is: those named, and the people of the pair. */
async function peopleOf(tx: EntityManager, practice: Practice): Promise<Set<string>> {
  if (practice.pairId === null) return new Set(practice.people);
  const pair = await tx.findOneByOrFail(Pair, { id: practice.pairId });
  const mentees = await tx.findBy(PairMentee, { pairId: pair.id });
  return new Set([...practice.people, pair.mentor, ...mentees.map(({ mentee }) => mentee)]);
}

const viewOf = (practice: Practice): PracticeView => ({
  id: practice.id,
  state: practice.publishedOn === null ? 'draft' : 'published',
  title: practice.title,
  form: practice.form,
  variant: practice.variant,
  summary: practice.summary,
  programme: practice.programmeId,
  pair: practice.pairId,
  people: practice.people,
  publishedOn: practice.publishedOn,
  createdAt: practice.createdAt.toISOString(),
});
