import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { NAME_CASES, NameCasesView, NameForms } from '@app/contracts';
import type { Principal } from '@app/contracts';
import { declineName } from '@app/documents';
import { Database, NameCase, Person, todayIn } from '@app/persistence';
import type { EntityManager } from 'typeorm';
import { Caller, Roles } from '../http/auth.guard.js';
import { notFound, Problem } from '../http/problem.js';
import { ownOrganisation, tenantOf } from '../http/tenant.js';
import { namesOf } from './people-names.js';

/** Имя в падежах: how papers decline a person's name, and the word of people where the rules err. */
@ApiTags('papers')
@Controller('v1/organisations/:organisation/people/:externalId/name-cases')
@Roles('curator', 'school')
export class NameCasesController {
  constructor(private readonly database: Database) {}

  @Get()
  @ApiOkResponse({ type: NameCasesView })
  read(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Param('externalId') externalId: string,
  ): Promise<NameCasesView> {
    ownOrganisation(caller, organisation);
    const { region } = tenantOf(caller);
    return this.database.within({ organisation }, (tx) => viewOf(tx, organisation, region, externalId));
  }

  /** Replaces what was written by hand; a case that is left out is made by rule again. */
  @Put()
  @ApiOkResponse({ type: NameCasesView })
  write(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Param('externalId') externalId: string,
    @Body() body: NameForms,
  ): Promise<NameCasesView> {
    ownOrganisation(caller, organisation);
    const { region } = tenantOf(caller);
    return this.database.within({ organisation }, async (tx) => {
      const person = await tx.findOneBy(Person, { organisationId: organisation, externalId });
      if (!person) throw notFound('person');
      if (person.displayName === null) {
        throw new Problem('conflict', { params: { reason: 'у участника не указано имя' } });
      }
      const forms = Object.fromEntries(
        NAME_CASES.flatMap((one) => (typeof body[one] === 'string' ? [[one, body[one].trim()]] : [])),
      );
      await tx.delete(NameCase, { organisationId: organisation, personId: person.id });
      if (Object.keys(forms).length > 0) {
        await tx.insert(NameCase, {
          organisationId: organisation,
          personId: person.id,
          nominative: person.displayName,
          forms,
          madeBy: caller.keyId,
        });
      }
      return viewOf(tx, organisation, region, externalId);
    });
  }
}

async function viewOf(
  tx: EntityManager,
  organisation: string,
  region: string,
  externalId: string,
): Promise<NameCasesView> {
  const today = await todayIn(tx, region);
  const named = (await namesOf(tx, organisation, today, [externalId])).get(externalId);
  if (!named) throw notFound('person');
  const { name } = named;
  return {
    externalId,
    nominative: name.full,
    forms:
      name.full === null ? {} : Object.fromEntries(NAME_CASES.map((one) => [one, declineName(name, one)])),
    overridden: NAME_CASES.filter((one) => typeof name.forms?.[one] === 'string'),
  };
}
