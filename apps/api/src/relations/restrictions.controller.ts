import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { RelationQuery, RestrictionDto, RestrictionPage, RestrictionView, VetoPage } from '@app/contracts';
import type { Principal } from '@app/contracts';
import type { Response } from 'express';
import { Caller, Roles } from '../http/auth.guard.js';
import { IdPipe } from '../http/id.pipe.js';
import { RestrictionsService } from './restrictions.service.js';

/** Who must not become a pair, who said so, and when. */
@ApiTags('relations')
@Controller('v1/organisations/:organisation')
@Roles('psychologist', 'curator')
export class RestrictionsController {
  constructor(private readonly restrictions: RestrictionsService) {}

  @Get('restrictions')
  @ApiOkResponse({ type: RestrictionPage })
  list(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Query() query: RelationQuery,
  ): Promise<RestrictionPage> {
    return this.restrictions.list(caller, organisation, query);
  }

  @Post('restrictions')
  @ApiCreatedResponse({ type: RestrictionView })
  async add(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Body() body: RestrictionDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RestrictionView> {
    const made = await this.restrictions.add(caller, organisation, body);
    response.location(`/v1/organisations/${organisation}/restrictions/${made.id}`);
    return made;
  }

  @Get('restrictions/:restriction')
  @ApiOkResponse({ type: RestrictionView })
  read(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Param('restriction', IdPipe) id: string,
  ): Promise<RestrictionView> {
    return this.restrictions.read(caller, organisation, id);
  }

  @Delete('restrictions/:restriction')
  @HttpCode(204)
  @ApiNoContentResponse()
  remove(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Param('restriction', IdPipe) id: string,
  ): Promise<void> {
    return this.restrictions.remove(caller, organisation, id);
  }

  /** Vetoes of the psychologist, and of people after they have met; without scores. */
  @Get('vetoes')
  @ApiOkResponse({ type: VetoPage })
  vetoes(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Query() query: RelationQuery,
  ): Promise<VetoPage> {
    return this.restrictions.vetoes(caller, organisation, query);
  }
}
