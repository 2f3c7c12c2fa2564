import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CompatibilityDto, CompatibilityPage, CompatibilityView, RelationQuery } from '@app/contracts';
import type { Principal } from '@app/contracts';
import type { Response } from 'express';
import { Caller, Roles } from '../http/auth.guard.js';
import { IdPipe } from '../http/id.pipe.js';
import { CompatibilitiesService } from './compatibilities.service.js';

/** The psychologist's scores of pairs that might be, with method, day, and who gave them when. */
@ApiTags('relations')
@Controller('v1/organisations/:organisation/compatibilities')
@Roles('psychologist')
export class CompatibilitiesController {
  constructor(private readonly compatibilities: CompatibilitiesService) {}

  @Get()
  @ApiOkResponse({ type: CompatibilityPage })
  list(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Query() query: RelationQuery,
  ): Promise<CompatibilityPage> {
    return this.compatibilities.list(caller, organisation, query);
  }

  @Post()
  @ApiCreatedResponse({ type: CompatibilityView })
  async add(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Body() body: CompatibilityDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CompatibilityView> {
    const made = await this.compatibilities.add(caller, organisation, body);
    response.location(`/v1/organisations/${organisation}/compatibilities/${made.id}`);
    return made;
  }

  @Get(':compatibility')
  @ApiOkResponse({ type: CompatibilityView })
  read(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Param('compatibility', IdPipe) id: string,
  ): Promise<CompatibilityView> {
    return this.compatibilities.read(caller, organisation, id);
  }

  @Delete(':compatibility')
  @HttpCode(204)
  @ApiNoContentResponse()
  remove(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Param('compatibility', IdPipe) id: string,
  ): Promise<void> {
    return this.compatibilities.remove(caller, organisation, id);
  }
}
