import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CreateRegionMatchingDto, PageQuery, RegionMatchingPage, RegionMatchingView } from '@app/contracts';
import type { Principal } from '@app/contracts';
import type { Response } from 'express';
import { Caller, Roles } from '../http/auth.guard.js';
import { ownRegion } from '../http/tenant.js';
import { RegionMatchingsService } from './region-matchings.service.js';

/** Подбор пар по региону или муниципалитету. One matching and what is below it: `MatchingsController`. */
@ApiTags('matchings')
@Controller('v1')
export class RegionMatchingsController {
  constructor(private readonly matchings: RegionMatchingsService) {}

  @Post('regions/:region/matchings')
  @HttpCode(202)
  @Roles('region')
  @ApiAcceptedResponse({ type: RegionMatchingView })
  async create(
    @Caller() caller: Principal,
    @Param('region') region: string,
    @Body() body: CreateRegionMatchingDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RegionMatchingView> {
    const created = await this.matchings.create(ownRegion(caller, region), body);
    response.location(`/v1/matchings/${created.id}`).setHeader('Retry-After', '1');
    return created;
  }

  /** For a curator: those that the curator's organisation takes part in. */
  @Get('regions/:region/matchings')
  @Roles('region', 'curator')
  @ApiOkResponse({ type: RegionMatchingPage })
  async list(
    @Caller() caller: Principal,
    @Param('region') region: string,
    @Query() query: PageQuery,
  ): Promise<RegionMatchingPage> {
    return this.matchings.list(caller, region, query);
  }
}
