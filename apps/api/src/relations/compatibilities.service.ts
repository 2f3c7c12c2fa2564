import { Injectable } from '@nestjs/common';
import type {
  CompatibilityDto,
  CompatibilityPage,
  CompatibilityView,
  Principal,
  RelationQuery,
} from '@app/contracts';
import { Compatibility, Database, newId } from '@app/persistence';
import { idCursorOf, pageOf } from '../http/paging.js';
import { notFound, Problem } from '../http/problem.js';
import { ownOrganisation } from '../http/tenant.js';
import { aboutPerson, checkTwo } from './two-people.js';

@Injectable()
export class CompatibilitiesService {
  constructor(private readonly database: Database) {}

  /** In the order in which they were first given. */
  list(caller: Principal, organisation: string, query: RelationQuery): Promise<CompatibilityPage> {
    ownOrganisation(caller, organisation);
    return this.database.within({ organisation }, async (tx) => {
      const rows = await tx
        .createQueryBuilder(Compatibility, 'c')
        .where(aboutPerson('c'), { organisation, person: query.person ?? null })
        .andWhere('(:after::uuid IS NULL OR c.id > :after)', { after: idCursorOf(query) })
        .orderBy('c.id')
        .take(query.limit + 1)
        .getMany();
      return pageOf(rows, query, (row) => row.id, compatibilityView);
    });
  }

  /** A new score of two people replaces none: corrections come by import. @throws Problem `already-exists` */
  add(caller: Principal, organisation: string, body: CompatibilityDto): Promise<CompatibilityView> {
    ownOrganisation(caller, organisation);
    return this.database.within({ organisation }, async (tx) => {
      await checkTwo(tx, organisation, body, 'own-banks');
      const { mentor, mentee, score, method, measuredOn } = body;
      const id = newId();
      const inserted = await tx
        .createQueryBuilder()
        .insert()
        .into(Compatibility)
        .values({
          id,
          organisationId: organisation,
          mentor,
          mentee,
          score,
          method,
          measuredOn,
          veto: body.veto ?? false,
          madeBy: caller.keyId,
        })
        .orIgnore()
        .returning('id')
        .execute();
      if ((inserted.raw as unknown[]).length === 0) throw new Problem('already-exists');
      return compatibilityView(await tx.findOneByOrFail(Compatibility, { id }));
    });
  }

  /** @throws Problem `not-found` */
  read(caller: Principal, organisation: string, id: string): Promise<CompatibilityView> {
    ownOrganisation(caller, organisation);
    return this.database.within({ organisation }, async (tx) => {
      const found = await tx.findOneBy(Compatibility, { organisationId: organisation, id });
      if (!found) throw notFound('compatibility');
      return compatibilityView(found);
    });
  }

  /** @throws Problem `not-found` */
  async remove(caller: Principal, organisation: string, id: string): Promise<void> {
    ownOrganisation(caller, organisation);
    await this.database.within({ organisation }, async (tx) => {
      const { affected } = await tx.delete(Compatibility, { organisationId: organisation, id });
      if (!affected) throw notFound('compatibility');
    });
  }
}

const compatibilityView = (row: Compatibility): CompatibilityView => ({
  id: row.id,
  mentor: row.mentor,
  mentee: row.mentee,
  score: row.score,
  method: row.method,
  measuredOn: row.measuredOn,
  veto: row.veto,
  madeBy: row.madeBy,
  madeAt: row.madeAt.toISOString(),
});
