import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { MeView } from '@app/contracts';
import type { Principal } from '@app/contracts';
import { Database, Organisation, Region } from '@app/persistence';
import { Caller, Roles } from '../http/auth.guard.js';
import { scopeOfCaller } from '../http/tenant.js';

/** Whom a key speaks for; the pages ask this first. */
@ApiTags('registry')
@Controller('v1/me')
export class MeController {
  constructor(private readonly database: Database) {}

  @Get()
  @Roles('operator', 'region', 'school', 'curator', 'psychologist')
  @ApiOkResponse({ type: MeView })
  async read(@Caller() caller: Principal): Promise<MeView> {
    const { role, organisation, region } = caller;
    const named = await this.database.within(scopeOfCaller(caller), async (tx) => {
      if (organisation !== null) return tx.findOneBy(Organisation, { id: organisation });
      return region === null ? null : tx.findOneBy(Region, { id: region });
    });
    return { role, organisation, region, name: named?.name ?? null };
  }
}
