import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { PreferencePage, RelationQuery } from '@app/contracts';
import type { PreferenceView, Principal } from '@app/contracts';
import { Database, Preference, Programme } from '@app/persistence';
import { Caller, Roles } from '../http/auth.guard.js';
import { IdPipe } from '../http/id.pipe.js';
import { idCursorOf, pageOf } from '../http/paging.js';
import { notFound } from '../http/problem.js';
import { organisationScope } from '../http/tenant.js';
import { aboutPerson } from './two-people.js';

/** What people said of each other after the meetings of a programme. */
@ApiTags('relations')
@Controller('v1/programmes/:programme/preferences')
@Roles('curator')
export class PreferencesController {
  constructor(private readonly database: Database) {}

  @Get()
  @ApiOkResponse({ type: PreferencePage })
  list(
    @Caller() caller: Principal,
    @Param('programme', IdPipe) programme: string,
    @Query() query: RelationQuery,
  ): Promise<PreferencePage> {
    const { organisation } = organisationScope(caller);
    return this.database.within({ organisation }, async (tx) => {
      if (!(await tx.existsBy(Programme, { organisationId: organisation, id: programme })))
        throw notFound('programme');
      const rows = await tx
        .createQueryBuilder(Preference, 'p')
        .where(aboutPerson('p'), { organisation, person: query.person ?? null })
        .andWhere('p.programmeId = :programme', { programme })
        .andWhere('(:after::uuid IS NULL OR p.id > :after)', { after: idCursorOf(query) })
        .orderBy('p.id')
        .take(query.limit + 1)
        .getMany();
      return pageOf(rows, query, (row) => row.id, preferenceView);
    });
  }
}

const preferenceView = (row: Preference): PreferenceView => ({
  id: row.id,
  mentor: row.mentor,
  mentee: row.mentee,
  from: row.givenBy,
  rating: row.rating,
  veto: row.veto,
  madeBy: row.madeBy,
  madeAt: row.madeAt.toISOString(),
});
