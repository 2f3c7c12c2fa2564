import { Body, Controller, Get, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  DestructionActPage,
  DestructionActQuery,
  DestructionActView,
  DestructionDto,
  RetentionDto,
  RetentionDuePage,
  RetentionPeriodsView,
  RetentionQuery,
} from '@app/contracts';
import type { Principal } from '@app/contracts';
import type { Response } from 'express';
import { Caller, Roles } from '../http/auth.guard.js';
import { IdPipe } from '../http/id.pipe.js';
import { RetentionService } from './retention.service.js';

/** Сроки хранения and акты об уничтожении. */
@ApiTags('people')
@Controller('v1')
@Roles('curator')
export class RetentionController {
  constructor(private readonly retention: RetentionService) {}

  @Get('organisations/:organisation/retention')
  @ApiOkResponse({ type: RetentionDuePage })
  due(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Query() query: RetentionQuery,
  ): Promise<RetentionDuePage> {
    return this.retention.due(caller, organisation, query);
  }

  @Put('organisations/:organisation/retention')
  @ApiOkResponse({ type: RetentionPeriodsView })
  change(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Body() body: RetentionDto,
  ): Promise<RetentionPeriodsView> {
    return this.retention.change(caller, organisation, body);
  }

  /** Destroys everything about the people, all or none; answers the act. */
  @Post('organisations/:organisation/destructions')
  @ApiCreatedResponse({ type: DestructionActView })
  async destroy(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Body() body: DestructionDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<DestructionActView> {
    const act = await this.retention.destroy(caller, organisation, body);
    response.location(`/v1/destruction-acts/${act.id}`);
    return act;
  }

  @Get('organisations/:organisation/destruction-acts')
  @ApiOkResponse({ type: DestructionActPage })
  acts(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Query() query: DestructionActQuery,
  ): Promise<DestructionActPage> {
    return this.retention.acts(caller, organisation, query);
  }

  @Get('destruction-acts/:act')
  @ApiOkResponse({ type: DestructionActView })
  act(@Caller() caller: Principal, @Param('act', IdPipe) id: string): Promise<DestructionActView> {
    return this.retention.act(caller, id);
  }
}
