import { Injectable } from '@nestjs/common';
import type {
  Principal,
  RelationQuery,
  RestrictionDto,
  RestrictionPage,
  RestrictionView,
  VetoPage,
  VetoView,
} from '@app/contracts';
import { Database, newId, Restriction } from '@app/persistence';
import { idCursorOf, pageOf } from '../http/paging.js';
import { notFound, Problem } from '../http/problem.js';
import { ownOrganisation } from '../http/tenant.js';
import { aboutPerson, checkTwo } from './two-people.js';

@Injectable()
export class RestrictionsService {
  constructor(private readonly database: Database) {}

  /** In the order in which they were made. */
  list(caller: Principal, organisation: string, query: RelationQuery): Promise<RestrictionPage> {
    ownOrganisation(caller, organisation);
    return this.database.within({ organisation }, async (tx) => {
      const rows = await tx
        .createQueryBuilder(Restriction, 'r')
        .where(aboutPerson('r'), { organisation, person: query.person ?? null })
        .andWhere('(:after::uuid IS NULL OR r.id > :after)', { after: idCursorOf(query) })
        .orderBy('r.id')
        .take(query.limit + 1)
        .getMany();
      return pageOf(rows, query, (row) => row.id, restrictionView);
    });
  }

  /** @throws Problem `validation-failed`, `already-exists` */
  add(caller: Principal, organisation: string, body: RestrictionDto): Promise<RestrictionView> {
    ownOrganisation(caller, organisation);
    return this.database.within({ organisation }, async (tx) => {
      await checkTwo(tx, organisation, body, 'any-bank');
      const { mentor, mentee, kind } = body;
      const id = newId();
      const inserted = await tx
        .createQueryBuilder()
        .insert()
        .into(Restriction)
        .values({
          id,
          organisationId: organisation,
          mentor,
          mentee,
          kind,
          reason: body.reason ?? null,
          madeBy: caller.keyId,
        })
        .orIgnore()
        .returning('id')
        .execute();
      if ((inserted.raw as unknown[]).length === 0) throw new Problem('already-exists');
      return restrictionView(await tx.findOneByOrFail(Restriction, { id }));
    });
  }

  /** @throws Problem `not-found` */
  read(caller: Principal, organisation: string, id: string): Promise<RestrictionView> {
    ownOrganisation(caller, organisation);
    return this.database.within({ organisation }, async (tx) => {
      const found = await tx.findOneBy(Restriction, { organisationId: organisation, id });
      if (!found) throw notFound('restriction');
      return restrictionView(found);
    });
  }

  /** @throws Problem `not-found` */
  async remove(caller: Principal, organisation: string, id: string): Promise<void> {
    ownOrganisation(caller, organisation);
    await this.database.within({ organisation }, async (tx) => {
      const { affected } = await tx.delete(Restriction, { organisationId: organisation, id });
      if (!affected) throw notFound('restriction');
    });
  }

  vetoes(caller: Principal, organisation: string, query: RelationQuery): Promise<VetoPage> {
    ownOrganisation(caller, organisation);
    return this.database.within({ organisation }, async (tx) => {
      const rows = await tx.query<(Omit<VetoView, 'madeAt'> & { madeAt: Date })[]>(
        `SELECT * FROM (
           SELECT id, mentor, mentee, 'psychologist' AS by, NULL::uuid AS programme, made_by AS "madeBy",
                  made_at AS "madeAt" FROM compatibility WHERE organisation_id = $1 AND veto
           UNION ALL SELECT id, mentor, mentee, given_by, programme_id, made_by, made_at
             FROM preference WHERE organisation_id = $1 AND veto) v
         WHERE ($2::text IS NULL OR mentor = $2 OR mentee = $2) AND ($3::uuid IS NULL OR id > $3) ORDER BY id LIMIT $4`,
        [organisation, query.person ?? null, idCursorOf(query), query.limit + 1],
      );
      return pageOf(
        rows,
        query,
        (row) => row.id,
        (row) => ({ ...row, madeAt: row.madeAt.toISOString() }),
      );
    });
  }
}

const restrictionView = (row: Restriction): RestrictionView => ({
  id: row.id,
  mentor: row.mentor,
  mentee: row.mentee,
  kind: row.kind,
  reason: row.reason,
  madeBy: row.madeBy,
  madeAt: row.madeAt.toISOString(),
});
