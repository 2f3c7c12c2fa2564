import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  Post,
  Query,
  Res,
  Sse,
  StreamableFile,
} from '@nestjs/common';
import type { MessageEvent } from '@nestjs/common';
import { ApiAcceptedResponse, ApiExtraModels, ApiOkResponse, ApiTags, refs } from '@nestjs/swagger';
import {
  BulkDecisionsDto,
  BulkDecisionsView,
  CertificateView,
  CreateMatchingDto,
  DecisionDto,
  DecisionView,
  MatchingPage,
  MatchingView,
  PageQuery,
  QUEUES,
  RegionMatchingView,
  RegionSuggestionPage,
  RunView,
  SuggestionPage,
  UnmatchedPage,
} from '@app/contracts';
import type { Principal } from '@app/contracts';
import type { Response } from 'express';
import type { Observable } from 'rxjs';
import { Caller, Roles } from '../http/auth.guard.js';
import { IdPipe } from '../http/id.pipe.js';
import { Problem } from '../http/problem.js';
import { RegionMatchingsService } from '../region-matchings/region-matchings.service.js';
import { OwnRun } from '../runs/own-run.guard.js';
import { RunsService } from '../runs/runs.service.js';
import { DecisionsService } from './decisions.service.js';
import { MatchingsService } from './matchings.service.js';

const JSON_TYPE = 'application/json; charset=utf-8';

/** Подбор пар: runs of the engine over a programme's pool, what they suggest, and what the curator decides. */
@ApiTags('matchings')
@ApiExtraModels(MatchingView, RegionMatchingView, SuggestionPage, RegionSuggestionPage)
@Controller('v1')
export class MatchingsController {
  constructor(
    private readonly matchings: MatchingsService,
    private readonly decisions: DecisionsService,
    private readonly runs: RunsService,
    private readonly regional: RegionMatchingsService,
  ) {}

  @Post('programmes/:programme/matchings')
  @HttpCode(202)
  @Roles('curator')
  @ApiAcceptedResponse({ type: MatchingView })
  async create(
    @Caller() caller: Principal,
    @Param('programme', IdPipe) programme: string,
    @Body() body: CreateMatchingDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<MatchingView> {
    const created = await this.matchings.create(caller, programme, body);
    response.location(`/v1/matchings/${created.id}`).setHeader('Retry-After', '1');
    return created;
  }

  @Get('programmes/:programme/matchings')
  @Roles('curator')
  @ApiOkResponse({ type: MatchingPage })
  async list(
    @Caller() caller: Principal,
    @Param('programme', IdPipe) programme: string,
    @Query() query: PageQuery,
  ): Promise<MatchingPage> {
    return this.matchings.list(caller, programme, query);
  }

  @Get('matchings/:matching')
  @Roles('curator', 'region')
  @ApiOkResponse({ schema: { oneOf: refs(MatchingView, RegionMatchingView) } })
  async read(
    @Caller() caller: Principal,
    @Param('matching', IdPipe) id: string,
  ): Promise<MatchingView | RegionMatchingView> {
    if (await this.isRegional(caller, id)) return this.regional.read(caller, id);
    return this.matchings.read(caller, id);
  }

  /** A region's matching is stopped by the region. */
  @Post('matchings/:matching/cancel')
  @HttpCode(200)
  @Roles('curator', 'region')
  @ApiOkResponse({ type: RunView })
  async cancel(@Caller() caller: Principal, @Param('matching', IdPipe) id: string): Promise<RunView> {
    await this.read(caller, id);
    if (caller.role !== 'region' && (await this.isRegional(caller, id)))
      throw new Problem('forbidden', { params: { role: caller.role } });
    return this.runs.cancel(caller, id);
  }

  @Sse('matchings/:matching/events')
  @Roles('curator', 'region')
  @OwnRun('matching', QUEUES.matching, QUEUES.regionMatching)
  events(@Caller() caller: Principal, @Param('matching', IdPipe) id: string): Observable<MessageEvent> {
    return this.runs.events(caller, id);
  }

  @Get('matchings/:matching/suggestions')
  @Roles('curator')
  @ApiOkResponse({ schema: { oneOf: refs(SuggestionPage, RegionSuggestionPage) } })
  async suggestions(
    @Caller() caller: Principal,
    @Param('matching', IdPipe) id: string,
    @Query() query: PageQuery,
  ): Promise<SuggestionPage | RegionSuggestionPage> {
    if (await this.isRegional(caller, id)) return this.regional.suggestions(caller, id, query);
    return this.matchings.suggestions(caller, id, query);
  }

  @Get('matchings/:matching/unmatched')
  @Roles('curator')
  @ApiOkResponse({ type: UnmatchedPage })
  async unmatched(
    @Caller() caller: Principal,
    @Param('matching', IdPipe) id: string,
    @Query() query: PageQuery,
  ): Promise<UnmatchedPage> {
    if (await this.isRegional(caller, id)) return this.regional.unmatched(caller, id, query);
    return this.matchings.unmatched(caller, id, query);
  }

  /** Of a region's matching, `ids` names own people only, with null for others; to the region, nobody (`ids: null`). */
  @Get('matchings/:matching/certificate')
  @Roles('curator', 'region')
  @ApiOkResponse({ type: CertificateView })
  async certificate(
    @Caller() caller: Principal,
    @Param('matching', IdPipe) id: string,
  ): Promise<StreamableFile> {
    if (await this.isRegional(caller, id))
      return new StreamableFile(await this.regional.certificate(caller, id), { type: JSON_TYPE });
    return new StreamableFile(await this.matchings.certificate(caller, id), { type: JSON_TYPE });
  }

  @Post('suggestions/:suggestion/decisions')
  @HttpCode(200)
  @Roles('curator')
  @ApiOkResponse({ type: DecisionView })
  async decide(
    @Caller() caller: Principal,
    @Param('suggestion', IdPipe) suggestion: string,
    @Body() body: DecisionDto,
  ): Promise<DecisionView> {
    return this.decisions.decideOne(caller, suggestion, body);
  }

  /** Either all of it is done or, with an account of what stands against it, nothing. */
  @Post('matchings/:matching/decisions')
  @HttpCode(200)
  @Roles('curator')
  @ApiOkResponse({ type: BulkDecisionsView })
  async decideMany(
    @Caller() caller: Principal,
    @Param('matching', IdPipe) matching: string,
    @Body() body: BulkDecisionsDto,
  ): Promise<BulkDecisionsView> {
    return this.decisions.decideMany(caller, matching, body);
  }

  /** Whether a matching is one over a region: it has rows and rights of its own, and the same address. */
  private async isRegional(caller: Principal, id: string): Promise<boolean> {
    return caller.role === 'region' || this.regional.isOne(caller, id);
  }
}
