import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  AlternativesQuery,
  AlternativesView,
  DiffQuery,
  DiffView,
  FairnessView,
  ShadowPricesView,
  WhatIfDto,
  WhatIfView,
  WhyNotQuery,
  WhyNotView,
} from '@app/contracts';
import type { Principal } from '@app/contracts';
import { Caller, Roles } from '../http/auth.guard.js';
import { IdPipe } from '../http/id.pipe.js';
import { QuestionsService } from './questions.service.js';

/** Questions about a finished matching. Each is answered by the worker while the request waits. */
@ApiTags('matchings')
@Controller('v1/matchings/:matching')
export class MatchingAnswersController {
  constructor(private readonly questions: QuestionsService) {}

  /** Why a mentee was not given a mentor: by rules, or by what all together would lose and who would move. */
  @Get('why-not')
  @Roles('curator')
  @ApiOkResponse({ type: WhyNotView })
  async whyNot(
    @Caller() caller: Principal,
    @Param('matching', IdPipe) id: string,
    @Query() query: WhyNotQuery,
  ): Promise<WhyNotView> {
    return this.questions.ask(caller, id, { kind: 'why-not', ...query });
  }

  /** Whom else a mentee could have, with the exact loss to all together; the least first. */
  @Get('alternatives')
  @Roles('curator')
  @ApiOkResponse({ type: AlternativesView })
  async alternatives(
    @Caller() caller: Principal,
    @Param('matching', IdPipe) id: string,
    @Query() query: AlternativesQuery,
  ): Promise<AlternativesView> {
    return this.questions.ask(caller, id, { kind: 'alternatives', ...query });
  }

  /** Who has whom now, against an earlier matching of the same programme. */
  @Get('diff')
  @Roles('curator')
  @ApiOkResponse({ type: DiffView })
  async diff(
    @Caller() caller: Principal,
    @Param('matching', IdPipe) id: string,
    @Query() query: DiffQuery,
  ): Promise<DiffView> {
    return this.questions.ask(caller, id, { kind: 'diff', with: query.with.toLowerCase() });
  }

  /** How the matching treats categories, grades and tiers, and what a fairer weakest pair would cost. */
  @Get('fairness')
  @Roles('curator')
  @ApiOkResponse({ type: FairnessView })
  async fairness(@Caller() caller: Principal, @Param('matching', IdPipe) id: string): Promise<FairnessView> {
    return this.questions.ask(caller, id, { kind: 'fairness' });
  }

  /** What one more place of each mentor is worth, and for which topics mentors are wanted. */
  @Get('shadow-prices')
  @Roles('curator')
  @ApiOkResponse({ type: ShadowPricesView })
  async shadowPrices(
    @Caller() caller: Principal,
    @Param('matching', IdPipe) id: string,
  ): Promise<ShadowPricesView> {
    return this.questions.ask(caller, id, { kind: 'shadow-prices' });
  }

  /** The price of a wish, without making a matching of it. */
  @Post('what-if')
  @HttpCode(200)
  @Roles('curator')
  @ApiOkResponse({ type: WhatIfView })
  async whatIf(
    @Caller() caller: Principal,
    @Param('matching', IdPipe) id: string,
    @Body() body: WhatIfDto,
  ): Promise<WhatIfView> {
    return this.questions.ask(caller, id, { kind: 'what-if', change: body });
  }
}
