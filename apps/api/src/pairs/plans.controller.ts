import { Body, Controller, Get, Headers, HttpCode, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  PlanActivityPatchDto,
  PlanActivityView,
  PlanAnalysisDto,
  PlanConsentDto,
  PlanDto,
  PlanQuery,
  PlanVersionList,
  PlanView,
} from '@app/contracts';
import type { Principal } from '@app/contracts';
import { Caller, Roles } from '../http/auth.guard.js';
import { GuardedByVersion } from '../http/etag.js';
import { IdPipe } from '../http/id.pipe.js';
import { PlansService } from './plans.service.js';

/** Персонализированная программа (индивидуальный план) of a pair. */
@ApiTags('pairs')
@Controller('v1/pairs/:pair/plan')
export class PlansController {
  constructor(private readonly plans: PlansService) {}

  @Get()
  @Roles('curator', 'school', 'psychologist')
  @ApiOkResponse({ type: PlanView })
  async read(
    @Caller() caller: Principal,
    @Param('pair', IdPipe) pair: string,
    @Query() { mentee }: PlanQuery,
  ): Promise<PlanView> {
    return this.plans.read(caller, pair, mentee);
  }

  @Get('versions')
  @Roles('curator', 'school', 'psychologist')
  @ApiOkResponse({ type: PlanVersionList })
  async versions(
    @Caller() caller: Principal,
    @Param('pair', IdPipe) pair: string,
    @Query() { mentee }: PlanQuery,
  ): Promise<PlanVersionList> {
    return this.plans.versions(caller, pair, mentee);
  }

  /** Once both have consented to the pair, a change of its plan is a proposal until both consent to it too. */
  @Put()
  @GuardedByVersion()
  @Roles('curator')
  @ApiOkResponse({ type: PlanView })
  async put(
    @Caller() caller: Principal,
    @Param('pair', IdPipe) pair: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: PlanDto,
  ): Promise<PlanView> {
    return this.plans.put(caller, pair, body, ifMatch);
  }

  @Post('consents')
  @HttpCode(200)
  @GuardedByVersion()
  @Roles('curator')
  @ApiOkResponse({ type: PlanView })
  async consent(
    @Caller() caller: Principal,
    @Param('pair', IdPipe) pair: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: PlanConsentDto,
  ): Promise<PlanView> {
    return this.plans.consent(caller, pair, body, ifMatch);
  }

  @Patch('activities/:activity')
  @GuardedByVersion()
  @Roles('curator')
  @ApiOkResponse({ type: PlanActivityView })
  async tick(
    @Caller() caller: Principal,
    @Param('pair', IdPipe) pair: string,
    @Param('activity', IdPipe) activity: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: PlanActivityPatchDto,
  ): Promise<PlanActivityView> {
    return this.plans.tick(caller, pair, activity, body, ifMatch);
  }

  /** The mentor's analysis of how the plan was carried out. */
  @Put('analysis')
  @GuardedByVersion()
  @Roles('curator')
  @ApiOkResponse({ type: PlanView })
  async analyse(
    @Caller() caller: Principal,
    @Param('pair', IdPipe) pair: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: PlanAnalysisDto,
  ): Promise<PlanView> {
    return this.plans.analyse(caller, pair, body, ifMatch);
  }
}
