import { Injectable } from '@nestjs/common';
import type {
  DestructionActPage,
  DestructionActQuery,
  DestructionActView,
  DestructionDto,
  FieldError,
  Principal,
  RetentionDto,
  RetentionDuePage,
  RetentionPeriodsView,
  RetentionQuery,
} from '@app/contracts';
import {
  Database,
  DestructionAct,
  erasePeople,
  noteSubjects,
  Person,
  recordAct,
  retentionOf,
  todayIn,
} from '@app/persistence';
import { In } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { cursorOf, idCursorOf, pageOf } from '../http/paging.js';
import { notFound, Problem } from '../http/problem.js';
import { organisationScope, ownTenant } from '../http/tenant.js';
import { actView } from './act-view.js';
import { monthsOf, periodsOf } from './periods.js';

/** How long data are kept, whose time has come, and what was destroyed. Nothing goes without somebody's decision. */
@Injectable()
export class RetentionService {
  constructor(private readonly database: Database) {}

  /** Whose data were to be kept until a day before `asOf` (default: today), with the periods that this follows from. */
  due(caller: Principal, organisation: string, query: RetentionQuery): Promise<RetentionDuePage> {
    const { region } = ownTenant(caller, organisation);
    return this.database.within({ organisation }, async (tx) => {
      const asOf = query.asOf ?? (await todayIn(tx, region));
      const rows = await retentionOf(tx, organisation, await monthsOf(tx, organisation), {
        dueOn: asOf,
        after: cursorOf(query) ?? '',
        limit: query.limit + 1,
      });
      const page = pageOf(
        rows,
        query,
        (row) => row.externalId,
        (row) => row,
      );
      return { asOf, periods: await periodsOf(tx, organisation), ...page };
    });
  }

  /** Replaces the organisation's own periods. */
  change(caller: Principal, organisation: string, body: RetentionDto): Promise<RetentionPeriodsView> {
    ownTenant(caller, organisation);
    return this.database.within({ organisation }, async (tx) => {
      await tx.query(`DELETE FROM retention_period WHERE organisation_id = $1`, [organisation]);
      await tx.query(
        `INSERT INTO retention_period (organisation_id, code, months, made_by)
         SELECT $1, code, months, $2 FROM jsonb_to_recordset($3) AS r (code text, months integer)`,
        [organisation, caller.keyId, JSON.stringify(body.periods)],
      );
      return { periods: await periodsOf(tx, organisation) };
    });
  }

  /**
   * Destroys everything about the people, all or none, with one act.
   * @throws Problem `validation-failed` for somebody unknown
   */
  destroy(caller: Principal, organisation: string, body: DestructionDto): Promise<DestructionActView> {
    ownTenant(caller, organisation);
    return this.database.within({ organisation }, async (tx) => {
      await lockPeople(tx, organisation, body.people);
      noteSubjects(body.people.length);
      const { people, reason } = body;
      const destroyed = await erasePeople(tx, { organisation, people, cause: 'destruction' });
      return actView(await recordAct(tx, { organisation, people, reason, destroyed }));
    });
  }

  /** Acts, the newest first. */
  acts(caller: Principal, organisation: string, query: DestructionActQuery): Promise<DestructionActPage> {
    ownTenant(caller, organisation);
    return this.database.within({ organisation }, async (tx) => {
      const acts = await tx
        .createQueryBuilder(DestructionAct, 'a')
        .where('a.organisationId = :organisation', { organisation })
        .andWhere('(:before::uuid IS NULL OR a.id < :before)', { before: idCursorOf(query) })
        .andWhere('(:person::text IS NULL OR :person = ANY (a.people))', { person: query.person ?? null })
        .orderBy('a.id', 'DESC')
        .take(query.limit + 1)
        .getMany();
      return pageOf(acts, query, (act) => act.id, actView);
    });
  }

  /** @throws Problem `not-found` */
  act(caller: Principal, id: string): Promise<DestructionActView> {
    return this.database.within(organisationScope(caller), async (tx) => {
      const act = await tx.findOneBy(DestructionAct, { id });
      if (!act) throw notFound('act');
      return actView(act);
    });
  }
}

async function lockPeople(tx: EntityManager, organisation: string, people: readonly string[]): Promise<void> {
  const found = await tx.find(Person, {
    where: { organisationId: organisation, externalId: In([...people]) },
    order: { externalId: 'ASC' },
    lock: { mode: 'pessimistic_write' },
  });
  const known = new Set(found.map(({ externalId }) => externalId));
  const errors = people.flatMap((externalId, i): FieldError[] =>
    known.has(externalId) ? [] : [{ field: `people[${i}]`, code: 'unknown-person', message: '' }],
  );
  if (errors.length > 0) throw new Problem('validation-failed', { errors });
}
