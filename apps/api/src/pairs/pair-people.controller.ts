import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  ConsultantDto,
  ConsultantList,
  ConsultantView,
  JoinGroupDto,
  LeaveGroupQuery,
  PairView,
} from '@app/contracts';
import type { Principal } from '@app/contracts';
import type { Response } from 'express';
import { Caller, Roles } from '../http/auth.guard.js';
import { etagOf, GuardedByVersion } from '../http/etag.js';
import { IdPipe } from '../http/id.pipe.js';
import { ConsultantsService } from './consultants.service.js';
import { GroupsService } from './groups.service.js';

/** Who takes part in a pair beside those it was made of: consultants of the mentor, further mentees of a group. */
@ApiTags('pairs')
@Controller('v1/pairs/:pair')
export class PairPeopleController {
  constructor(
    private readonly consultants: ConsultantsService,
    private readonly groups: GroupsService,
  ) {}

  @Get('consultants')
  @Roles('curator', 'school', 'psychologist')
  @ApiOkResponse({ type: ConsultantList })
  async listConsultants(
    @Caller() caller: Principal,
    @Param('pair', IdPipe) pair: string,
  ): Promise<ConsultantList> {
    return this.consultants.list(caller, pair);
  }

  @Post('consultants')
  @GuardedByVersion()
  @Roles('curator')
  @ApiCreatedResponse({ type: ConsultantView })
  async addConsultant(
    @Caller() caller: Principal,
    @Param('pair', IdPipe) pair: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: ConsultantDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ConsultantView> {
    const consultant = await this.consultants.add(caller, pair, body, ifMatch);
    response.location(`/v1/pairs/${pair}/consultants/${consultant.id}`);
    return consultant;
  }

  @Delete('consultants/:consultant')
  @HttpCode(204)
  @GuardedByVersion()
  @Roles('curator')
  @ApiNoContentResponse()
  async removeConsultant(
    @Caller() caller: Principal,
    @Param('pair', IdPipe) pair: string,
    @Param('consultant', IdPipe) consultant: string,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<void> {
    await this.consultants.remove(caller, pair, consultant, ifMatch);
  }

  @Post('mentees')
  @HttpCode(200)
  @GuardedByVersion()
  @Roles('curator')
  @ApiOkResponse({ type: PairView })
  async join(
    @Caller() caller: Principal,
    @Param('pair', IdPipe) pair: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: JoinGroupDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PairView> {
    const view = await this.groups.join(caller, pair, body, ifMatch);
    response.setHeader('ETag', etagOf(view.version));
    return view;
  }

  /** The mentee leaves; the group goes on, and its history keeps who was in it. */
  @Delete('mentees/:mentee')
  @GuardedByVersion()
  @Roles('curator')
  @ApiOkResponse({ type: PairView })
  async leave(
    @Caller() caller: Principal,
    @Param('pair', IdPipe) pair: string,
    @Param('mentee') mentee: string,
    @Query() query: LeaveGroupQuery,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PairView> {
    const view = await this.groups.leave(caller, pair, mentee, query, ifMatch);
    response.setHeader('ETag', etagOf(view.version));
    return view;
  }
}
