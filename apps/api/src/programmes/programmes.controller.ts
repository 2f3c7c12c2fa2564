import { Body, Controller, Get, Param, Patch, Post, Put, Query, Res } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  ChangeProgrammeDto,
  CreateProgrammeDto,
  PageQuery,
  PolicyQuery,
  PolicyVersionView,
  PolicyView,
  ProgrammePage,
  ProgrammeSearchView,
  ProgrammeView,
  SuitableMentorPage,
  SuitableMentorQuery,
} from '@app/contracts';
import type { Principal } from '@app/contracts';
import type { Response } from 'express';
import { Caller, Roles } from '../http/auth.guard.js';
import { IdPipe } from '../http/id.pipe.js';
import { ownOrganisation } from '../http/tenant.js';
import { ProgrammesService } from './programmes.service.js';
import { SearchService } from './search.service.js';

/** One organisation's programmes of mentoring, each of one form, with their policies. */
@ApiTags('programmes')
@Controller('v1')
export class ProgrammesController {
  constructor(
    private readonly programmes: ProgrammesService,
    private readonly search: SearchService,
  ) {}

  @Post('organisations/:organisation/programmes')
  @Roles('curator')
  @ApiCreatedResponse({ type: ProgrammeView })
  async create(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Body() body: CreateProgrammeDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ProgrammeView> {
    ownOrganisation(caller, organisation);
    const created = await this.programmes.create(caller, body);
    response.location(`/v1/programmes/${created.id}`);
    return created;
  }

  @Get('organisations/:organisation/programmes')
  @Roles('curator', 'school', 'psychologist')
  @ApiOkResponse({ type: ProgrammePage })
  async list(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Query() query: PageQuery,
  ): Promise<ProgrammePage> {
    ownOrganisation(caller, organisation);
    return this.programmes.list(caller, query);
  }

  @Get('programmes/:programme')
  @Roles('curator', 'school', 'psychologist')
  @ApiOkResponse({ type: ProgrammeView })
  async read(@Caller() caller: Principal, @Param('programme', IdPipe) id: string): Promise<ProgrammeView> {
    return this.programmes.read(caller, id);
  }

  @Patch('programmes/:programme')
  @Roles('curator')
  @ApiOkResponse({ type: ProgrammeView })
  async change(
    @Caller() caller: Principal,
    @Param('programme', IdPipe) id: string,
    @Body() body: ChangeProgrammeDto,
  ): Promise<ProgrammeView> {
    return this.programmes.change(caller, id, body);
  }

  /** Mentees who wait for a mentor: since when, why, and how often it was tried. */
  @Get('programmes/:programme/search')
  @Roles('curator')
  @ApiOkResponse({ type: ProgrammeSearchView })
  async waiting(
    @Caller() caller: Principal,
    @Param('programme', IdPipe) id: string,
    @Query() query: PageQuery,
  ): Promise<ProgrammeSearchView> {
    return this.search.waiting(caller, id, query);
  }

  /** Every mentor of the bank, and how many of the programme's mentees the rules let them have. */
  @Get('programmes/:programme/suitable-mentors')
  @Roles('curator')
  @ApiOkResponse({ type: SuitableMentorPage })
  async suitableMentors(
    @Caller() caller: Principal,
    @Param('programme', IdPipe) id: string,
    @Query() query: SuitableMentorQuery,
  ): Promise<SuitableMentorPage> {
    return this.search.suitableMentors(caller, id, query);
  }

  @Get('programmes/:programme/policy')
  @Roles('curator')
  @ApiOkResponse({ type: PolicyVersionView })
  async policy(
    @Caller() caller: Principal,
    @Param('programme', IdPipe) id: string,
    @Query() query: PolicyQuery,
  ): Promise<PolicyVersionView> {
    return this.programmes.policy(caller, id, query.version);
  }

  /** A new version from the form's default and what the body says; it holds for matchings from now on. */
  @Put('programmes/:programme/policy')
  @Roles('curator')
  @ApiBody({ type: PolicyView, required: true })
  @ApiOkResponse({ type: PolicyVersionView })
  async putPolicy(
    @Caller() caller: Principal,
    @Param('programme', IdPipe) id: string,
    @Body() body: unknown,
  ): Promise<PolicyVersionView> {
    return this.programmes.putPolicy(caller, id, body ?? null);
  }
}
