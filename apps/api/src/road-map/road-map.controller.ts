import { Body, Controller, Get, Param, Patch, Put, Query } from '@nestjs/common';
import type { StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { ChangeStageDto, RoadMapDto, RoadMapQuery, RoadMapView } from '@app/contracts';
import type { Principal } from '@app/contracts';
import { CALENDAR_MEDIA_TYPE } from '@app/documents';
import { attachment } from '../http/attachment.js';
import { Caller, Roles } from '../http/auth.guard.js';
import { IdPipe } from '../http/id.pipe.js';
import { RoadMapService } from './road-map.service.js';

/** Дорожная карта программы: stages with their terms and the role responsible for each. */
@ApiTags('programmes')
@Controller('v1/programmes/:programme')
export class RoadMapController {
  constructor(private readonly roadMap: RoadMapService) {}

  @Get('road-map')
  @Roles('curator', 'school', 'psychologist')
  @ApiOkResponse({ type: RoadMapView })
  async read(
    @Caller() caller: Principal,
    @Param('programme', IdPipe) programme: string,
    @Query() query: RoadMapQuery,
  ): Promise<RoadMapView> {
    return this.roadMap.read(caller, programme, query.asOf);
  }

  /** The whole map, in its order. */
  @Put('road-map')
  @Roles('curator')
  @ApiOkResponse({ type: RoadMapView })
  async replace(
    @Caller() caller: Principal,
    @Param('programme', IdPipe) programme: string,
    @Body() body: RoadMapDto,
  ): Promise<RoadMapView> {
    return this.roadMap.replace(caller, programme, body);
  }

  /** One stage: done, put off, given to somebody else. */
  @Patch('road-map/:stage')
  @Roles('curator')
  @ApiOkResponse({ type: RoadMapView })
  async change(
    @Caller() caller: Principal,
    @Param('programme', IdPipe) programme: string,
    @Param('stage') stage: string,
    @Body() body: ChangeStageDto,
  ): Promise<RoadMapView> {
    return this.roadMap.change(caller, programme, stage, body);
  }

  @Get('road-map.ics')
  @Roles('curator', 'school', 'psychologist')
  @ApiProduces('text/calendar')
  @ApiOkResponse({ schema: { type: 'string' }, description: 'RFC 5545' })
  async calendar(
    @Caller() caller: Principal,
    @Param('programme', IdPipe) programme: string,
  ): Promise<StreamableFile> {
    return attachment(await this.roadMap.calendar(caller, programme), CALENDAR_MEDIA_TYPE, 'road-map.ics');
  }
}
