import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ConsentList, ConsentView, NewConsentDto, WithdrawalDto, WithdrawalView } from '@app/contracts';
import type { Principal } from '@app/contracts';
import { Caller, Roles } from '../http/auth.guard.js';
import { ConsentsService } from './consents.service.js';

/** Согласия of one person. */
@ApiTags('people')
@Controller('v1/organisations/:organisation/people/:externalId/consents')
@Roles('school', 'curator')
export class ConsentsController {
  constructor(private readonly consents: ConsentsService) {}

  @Get()
  @Roles('school', 'curator', 'psychologist')
  @ApiOkResponse({ type: ConsentList })
  list(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Param('externalId') externalId: string,
  ): Promise<ConsentList> {
    return this.consents.list(caller, organisation, externalId);
  }

  @Post()
  @ApiCreatedResponse({ type: ConsentView })
  give(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Param('externalId') externalId: string,
    @Body() body: NewConsentDto,
  ): Promise<ConsentView> {
    return this.consents.give(caller, organisation, externalId, body);
  }

  /** Acts at once: out of every pool, erased where the purpose asks for it, with an act of destruction. */
  @Post('withdrawals')
  @HttpCode(200)
  @ApiOkResponse({ type: WithdrawalView })
  withdraw(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Param('externalId') externalId: string,
    @Body() body: WithdrawalDto,
  ): Promise<WithdrawalView> {
    return this.consents.withdraw(caller, organisation, externalId, body);
  }
}
