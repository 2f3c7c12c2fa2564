import { Body, Controller, Get, HttpCode, Param, Post, Query, Res, Sse } from '@nestjs/common';
import type { MessageEvent, StreamableFile } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import {
  CreateMeetingRoundDto,
  MeetingRoundPage,
  MeetingRoundView,
  PageQuery,
  QUEUES,
  RunView,
} from '@app/contracts';
import type { Principal } from '@app/contracts';
import { XLSX_MEDIA_TYPE } from '@app/documents';
import type { Response } from 'express';
import type { Observable } from 'rxjs';
import { attachment } from '../http/attachment.js';
import { Caller, Roles } from '../http/auth.guard.js';
import { IdPipe } from '../http/id.pipe.js';
import { OwnRun } from '../runs/own-run.guard.js';
import { RunsService } from '../runs/runs.service.js';
import { MeetingRoundsService } from './meeting-rounds.service.js';

/** Быстрые встречи: everybody meets the few whom the engine likes best for them, before the second matching. */
@ApiTags('meeting-rounds')
@Controller('v1')
export class MeetingRoundsController {
  constructor(
    private readonly rounds: MeetingRoundsService,
    private readonly runs: RunsService,
  ) {}

  /** The ratings go in by `preferences/imports`, and the next matching uses them. */
  @Post('programmes/:programme/meeting-rounds')
  @HttpCode(202)
  @Roles('curator')
  @ApiAcceptedResponse({ type: MeetingRoundView })
  async create(
    @Caller() caller: Principal,
    @Param('programme', IdPipe) programme: string,
    @Body() body: CreateMeetingRoundDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<MeetingRoundView> {
    const created = await this.rounds.create(caller, programme, body);
    response.location(`/v1/meeting-rounds/${created.id}`).setHeader('Retry-After', '1');
    return created;
  }

  @Get('programmes/:programme/meeting-rounds')
  @Roles('curator')
  @ApiOkResponse({ type: MeetingRoundPage })
  async list(
    @Caller() caller: Principal,
    @Param('programme', IdPipe) programme: string,
    @Query() query: PageQuery,
  ): Promise<MeetingRoundPage> {
    return this.rounds.list(caller, programme, query);
  }

  @Get('meeting-rounds/:round')
  @Roles('curator')
  @ApiOkResponse({ type: MeetingRoundView })
  async read(@Caller() caller: Principal, @Param('round', IdPipe) id: string): Promise<MeetingRoundView> {
    return this.rounds.read(caller, id);
  }

  /** All meetings by time, a line per mentor, a line per mentee, and what did not fit. */
  @Get('meeting-rounds/:round/schedule.xlsx')
  @Roles('curator')
  @ApiProduces(XLSX_MEDIA_TYPE)
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async workbook(@Caller() caller: Principal, @Param('round', IdPipe) id: string): Promise<StreamableFile> {
    return attachment(await this.rounds.workbook(caller, id), XLSX_MEDIA_TYPE, 'schedule.xlsx');
  }

  @Post('meeting-rounds/:round/cancel')
  @HttpCode(200)
  @Roles('curator')
  @ApiOkResponse({ type: RunView })
  async cancel(@Caller() caller: Principal, @Param('round', IdPipe) id: string): Promise<RunView> {
    await this.rounds.read(caller, id);
    return this.runs.cancel(caller, id);
  }

  @Sse('meeting-rounds/:round/events')
  @Roles('curator')
  @OwnRun('round', QUEUES.meetingRound)
  events(@Caller() caller: Principal, @Param('round', IdPipe) id: string): Observable<MessageEvent> {
    return this.runs.events(caller, id);
  }
}
