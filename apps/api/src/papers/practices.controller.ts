import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  PageQuery,
  PracticeDto,
  PracticePage,
  PracticeQuery,
  PracticeStateDto,
  PracticeView,
  PublishedPracticePage,
} from '@app/contracts';
import type { Principal } from '@app/contracts';
import type { Response } from 'express';
import { Caller, Roles } from '../http/auth.guard.js';
import { IdPipe } from '../http/id.pipe.js';
import { ownOrganisation, ownRegion } from '../http/tenant.js';
import { PracticesService } from './practices.service.js';

/** Банк лучших практик of an organisation, and what its region reads of it. */
@ApiTags('practices')
@Controller('v1')
export class PracticesController {
  constructor(private readonly practices: PracticesService) {}

  @Post('organisations/:organisation/practices')
  @Roles('curator')
  @ApiCreatedResponse({ type: PracticeView })
  async create(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Body() body: PracticeDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PracticeView> {
    ownOrganisation(caller, organisation);
    const practice = await this.practices.create(caller, body);
    response.location(`/v1/practices/${practice.id}`);
    return practice;
  }

  @Get('organisations/:organisation/practices')
  @Roles('curator', 'school', 'psychologist')
  @ApiOkResponse({ type: PracticePage })
  list(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Query() query: PracticeQuery,
  ): Promise<PracticePage> {
    return this.practices.list(ownOrganisation(caller, organisation), query);
  }

  /** Published practices of the region's organisations, without people. */
  @Get('regions/:region/practices')
  @Roles('region')
  @ApiOkResponse({ type: PublishedPracticePage })
  published(
    @Caller() caller: Principal,
    @Param('region') region: string,
    @Query() query: PageQuery,
  ): Promise<PublishedPracticePage> {
    return this.practices.published(ownRegion(caller, region), query);
  }

  @Get('practices/:practice')
  @Roles('curator', 'school', 'psychologist')
  @ApiOkResponse({ type: PracticeView })
  read(@Caller() caller: Principal, @Param('practice', IdPipe) id: string): Promise<PracticeView> {
    return this.practices.read(caller, id);
  }

  @Put('practices/:practice')
  @Roles('curator')
  @ApiOkResponse({ type: PracticeView })
  replace(
    @Caller() caller: Principal,
    @Param('practice', IdPipe) id: string,
    @Body() body: PracticeDto,
  ): Promise<PracticeView> {
    return this.practices.replace(caller, id, body);
  }

  /** Publishes, with the consent to publication of everybody whose practice it is, or takes back. */
  @Put('practices/:practice/state')
  @Roles('curator')
  @ApiOkResponse({ type: PracticeView })
  move(
    @Caller() caller: Principal,
    @Param('practice', IdPipe) id: string,
    @Body() { state }: PracticeStateDto,
  ): Promise<PracticeView> {
    return this.practices.move(caller, id, state);
  }

  @Delete('practices/:practice')
  @HttpCode(204)
  @Roles('curator')
  @ApiNoContentResponse()
  remove(@Caller() caller: Principal, @Param('practice', IdPipe) id: string): Promise<void> {
    return this.practices.remove(caller, id);
  }
}
