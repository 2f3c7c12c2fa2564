import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { OfficersDto, OfficersView } from '@app/contracts';
import type { OfficerView, Principal } from '@app/contracts';
import { Database, newId, Officer, todayIn } from '@app/persistence';
import type { EntityManager } from 'typeorm';
import { Caller, Roles } from '../http/auth.guard.js';
import { Problem } from '../http/problem.js';
import { ownOrganisation, tenantOf } from '../http/tenant.js';
import { officerWarnings } from './officers.js';

/** Должностные лица: who signs the organisation's papers, and since when. */
@ApiTags('papers')
@Controller('v1/organisations/:organisation/officers')
export class OfficersController {
  constructor(private readonly database: Database) {}

  @Get()
  @Roles('curator', 'school', 'psychologist')
  @ApiOkResponse({ type: OfficersView })
  read(@Caller() caller: Principal, @Param('organisation') organisation: string): Promise<OfficersView> {
    ownOrganisation(caller, organisation);
    const { region } = tenantOf(caller);
    return this.database.within({ organisation }, (tx) => viewOf(tx, organisation, region));
  }

  /** Replaces the list. Earlier holders of a role may stay in it, so that older papers keep their signatories. */
  @Put()
  @Roles('curator')
  @ApiOkResponse({ type: OfficersView })
  write(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Body() { officers }: OfficersDto,
  ): Promise<OfficersView> {
    ownOrganisation(caller, organisation);
    const { region } = tenantOf(caller);
    const keys = officers.map(({ role, since }) => `${role} ${since}`);
    const errors = keys.flatMap((key, at) =>
      keys.indexOf(key) < at
        ? [{ field: `officers[${at}].since`, code: 'duplicate' as const, message: '' }]
        : [],
    );
    if (errors.length > 0) throw new Problem('validation-failed', { errors });
    return this.database.within({ organisation }, async (tx) => {
      await tx.delete(Officer, { organisationId: organisation });
      const rows = officers.map((officer) => ({
        id: newId(),
        organisationId: organisation,
        role: officer.role,
        name: officer.name.trim(),
        position: officer.position.trim(),
        since: officer.since,
        document: officer.document ? { number: officer.document.number, date: officer.document.date } : null,
        madeBy: caller.keyId,
      }));
      await tx.insert(Officer, rows);
      return viewOf(tx, organisation, region);
    });
  }
}

async function viewOf(tx: EntityManager, organisation: string, region: string): Promise<OfficersView> {
  const today = await todayIn(tx, region);
  const rows = await tx.find(Officer, {
    where: { organisationId: organisation },
    order: { role: 'ASC', since: 'DESC' },
  });
  const held = new Set<string>();
  const items = rows.map((row): OfficerView => {
    const current = row.since <= today && !held.has(row.role);
    if (current) held.add(row.role);
    const { role, name, position, since, document } = row;
    return { role, name, position, since, document, current };
  });
  return { items, nextCursor: null, warnings: officerWarnings(items) };
}
