import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ReminderPage, ReminderQuery } from '@app/contracts';
import type { Principal } from '@app/contracts';
import { Caller, Roles } from '../http/auth.guard.js';
import { ownOrganisation } from '../http/tenant.js';
import { RemindersService } from './reminders.service.js';

/** Напоминания куратору. */
@ApiTags('reminders')
@Controller('v1/organisations/:organisation/reminders')
export class RemindersController {
  constructor(private readonly reminders: RemindersService) {}

  /** Consents, entries, measurements, terms, plans, meetings, petitions, stages, those who wait: by due day. */
  @Get()
  @Roles('curator')
  @ApiOkResponse({ type: ReminderPage })
  async list(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Query() query: ReminderQuery,
  ): Promise<ReminderPage> {
    ownOrganisation(caller, organisation);
    return this.reminders.list(caller, query);
  }
}
