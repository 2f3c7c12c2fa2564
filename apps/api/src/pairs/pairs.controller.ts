import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  BulkTransitionDto,
  BulkTransitionView,
  CreatePairDto,
  ImportQuery,
  PairPage,
  PairQuery,
  PairView,
  TransitionDto,
} from '@app/contracts';
import type { ImportView, Principal } from '@app/contracts';
import { Programme } from '@app/persistence';
import type { Request, Response } from 'express';
import { Caller, Roles } from '../http/auth.guard.js';
import { etagOf, GuardedByVersion } from '../http/etag.js';
import { IdPipe } from '../http/id.pipe.js';
import { notFound } from '../http/problem.js';
import { accepted, AcceptsImport } from '../imports/accepts-import.js';
import { ImportsService } from '../imports/imports.service.js';
import { PairsService } from './pairs.service.js';
import { TransitionsService } from './transitions.service.js';

/** Наставнические пары и группы: what people have agreed on, with its life cycle. */
@ApiTags('pairs')
@Controller('v1')
export class PairsController {
  constructor(
    private readonly pairs: PairsService,
    private readonly transitions: TransitionsService,
    private readonly imports: ImportsService,
  ) {}

  @Post('programmes/:programme/pairs')
  @Roles('curator')
  @ApiCreatedResponse({ type: PairView })
  async create(
    @Caller() caller: Principal,
    @Param('programme', IdPipe) programme: string,
    @Body() body: CreatePairDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PairView> {
    const pair = await this.pairs.create(caller, programme, body);
    response.location(`/v1/pairs/${pair.id}`);
    return pair;
  }

  /** Pairs that run on paper: the steps before the state that a row names were done there. */
  @Post('programmes/:programme/pairs/imports')
  @Roles('curator')
  @AcceptsImport()
  async import(
    @Caller() caller: Principal,
    @Param('programme', IdPipe) programmeId: string,
    @Query() query: ImportQuery,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ImportView> {
    const purpose = { kind: 'pairs', programmeId, ...query } as const;
    const view = await this.imports.accept(caller, request, purpose, async (tx) => {
      if (!(await tx.existsBy(Programme, { id: programmeId }))) throw notFound('programme');
    });
    return accepted(response, view);
  }

  @Get('programmes/:programme/pairs')
  @Roles('curator', 'school', 'psychologist')
  @ApiOkResponse({ type: PairPage })
  async list(
    @Caller() caller: Principal,
    @Param('programme', IdPipe) programme: string,
    @Query() query: PairQuery,
  ): Promise<PairPage> {
    return this.pairs.list(caller, programme, query);
  }

  @Get('pairs/:pair')
  @Roles('curator', 'school', 'psychologist')
  @ApiOkResponse({ type: PairView })
  async read(
    @Caller() caller: Principal,
    @Param('pair', IdPipe) id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PairView> {
    const pair = await this.pairs.read(caller, id);
    response.setHeader('ETag', etagOf(pair.version));
    return pair;
  }

  /** `If-Match` guards against a change by somebody else since the pair was read. */
  @Post('pairs/:pair/transitions')
  @HttpCode(200)
  @GuardedByVersion()
  @Roles('curator')
  @ApiOkResponse({ type: PairView })
  async move(
    @Caller() caller: Principal,
    @Param('pair', IdPipe) id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: TransitionDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PairView> {
    const pair = await this.transitions.move(caller, id, body, ifMatch);
    response.setHeader('ETag', etagOf(pair.version));
    return pair;
  }

  /** One step for many pairs: those that can take it do, the others are listed with what stands against it. */
  @Post('programmes/:programme/pairs/transitions')
  @HttpCode(200)
  @Roles('curator')
  @ApiOkResponse({ type: BulkTransitionView })
  async moveMany(
    @Caller() caller: Principal,
    @Param('programme', IdPipe) programme: string,
    @Body() body: BulkTransitionDto,
  ): Promise<BulkTransitionView> {
    return this.transitions.moveMany(caller, programme, body);
  }
}
