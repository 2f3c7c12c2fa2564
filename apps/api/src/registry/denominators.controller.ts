import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { loadCatalogue } from '@app/catalogue';
import { PutDenominatorsDto } from '@app/contracts';
import type { FieldError, Principal } from '@app/contracts';
import { Database, Denominator, Organisation } from '@app/persistence';
import type { EntityManager } from 'typeorm';
import { Caller, Roles } from '../http/auth.guard.js';
import { notFound, Problem } from '../http/problem.js';
import { ownOrganisation, ownRegion } from '../http/tenant.js';

/** Numbers from outside the banks that coverage is a share of (domain.md §4.2). */
@ApiTags('registry')
@Controller('v1/organisations/:organisation/denominators')
export class DenominatorsController {
  constructor(private readonly database: Database) {}

  /** Replaces the values of one academic year. */
  @Put()
  @Roles('school', 'region')
  async put(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Body() body: PutDenominatorsDto,
  ): Promise<PutDenominatorsDto> {
    const errors = denominatorErrors(body);
    if (errors.length > 0) throw new Problem('validation-failed', { errors });
    await this.assertVisible(caller, organisation);
    await this.database.within({ organisation }, async (tx) => {
      const { academicYear } = body;
      await tx.delete(Denominator, { organisationId: organisation, academicYear });
      const rows = body.values.map((value) => ({ organisationId: organisation, academicYear, ...value }));
      if (rows.length > 0) await tx.insert(Denominator, rows);
    });
    return body;
  }

  @Get()
  @Roles('school', 'curator', 'region')
  async list(@Caller() caller: Principal, @Param('organisation') organisation: string) {
    await this.assertVisible(caller, organisation);
    const rows = await this.database.within({ organisation }, (tx: EntityManager) =>
      tx.find(Denominator, { order: { academicYear: 'ASC', code: 'ASC' } }),
    );
    return { items: rows.map(({ organisationId: _, ...row }) => row), nextCursor: null };
  }

  private async assertVisible(caller: Principal, organisation: string): Promise<void> {
    if (caller.organisation !== null) {
      ownOrganisation(caller, organisation);
      return;
    }
    const known = await this.database.within({ region: ownRegion(caller) }, (tx) =>
      tx.existsBy(Organisation, { id: organisation }),
    );
    if (!known) throw notFound('organisation');
  }
}

function denominatorErrors(body: PutDenominatorsDto): FieldError[] {
  const catalogue = loadCatalogue();
  const seen = new Set<string>();
  return body.values.flatMap((value, i): FieldError[] => {
    const field = `values[${i}].code`;
    if (!catalogue.denominator(value.code)) return [{ field, code: 'unknown-code', message: '' }];
    if (seen.has(value.code)) return [{ field, code: 'duplicate', message: '' }];
    seen.add(value.code);
    return [];
  });
}
