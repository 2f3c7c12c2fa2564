import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Patch, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { MeetingDto, MeetingList, MeetingPatchDto, MeetingView } from '@app/contracts';
import type { Principal } from '@app/contracts';
import type { Response } from 'express';
import { Caller, Roles } from '../http/auth.guard.js';
import { GuardedByVersion } from '../http/etag.js';
import { IdPipe } from '../http/id.pipe.js';
import { MeetingsService } from './meetings.service.js';

/** Встречи пары: the cycle from the introduction to the final meeting, as far as the pair keeps to it. */
@ApiTags('pairs')
@Controller('v1/pairs/:pair/meetings')
export class MeetingsController {
  constructor(private readonly meetings: MeetingsService) {}

  @Get()
  @Roles('curator', 'school', 'psychologist')
  @ApiOkResponse({ type: MeetingList })
  async list(@Caller() caller: Principal, @Param('pair', IdPipe) pair: string): Promise<MeetingList> {
    return this.meetings.list(caller, pair);
  }

  @Post()
  @GuardedByVersion()
  @Roles('curator')
  @ApiCreatedResponse({ type: MeetingView })
  async create(
    @Caller() caller: Principal,
    @Param('pair', IdPipe) pair: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: MeetingDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<MeetingView> {
    const meeting = await this.meetings.create(caller, pair, body, ifMatch);
    response.location(`/v1/pairs/${pair}/meetings/${meeting.id}`);
    return meeting;
  }

  /** Changes what is named; null clears. */
  @Patch(':meeting')
  @GuardedByVersion()
  @Roles('curator')
  @ApiOkResponse({ type: MeetingView })
  async change(
    @Caller() caller: Principal,
    @Param('pair', IdPipe) pair: string,
    @Param('meeting', IdPipe) meeting: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: MeetingPatchDto,
  ): Promise<MeetingView> {
    return this.meetings.change(caller, pair, meeting, body, ifMatch);
  }

  @Delete(':meeting')
  @HttpCode(204)
  @GuardedByVersion()
  @Roles('curator')
  @ApiNoContentResponse()
  async remove(
    @Caller() caller: Principal,
    @Param('pair', IdPipe) pair: string,
    @Param('meeting', IdPipe) meeting: string,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<void> {
    await this.meetings.remove(caller, pair, meeting, ifMatch);
  }
}
