import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  Post,
  Query,
  Res,
  Sse,
  StreamableFile,
} from '@nestjs/common';
import type { MessageEvent } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import {
  CreateEffectivenessReportDto,
  EffectivenessReportPage,
  EffectivenessReportQuery,
  EffectivenessReportView,
  PageQuery,
  QUEUES,
  RunView,
} from '@app/contracts';
import type { Principal } from '@app/contracts';
import type { Response } from 'express';
import type { Observable } from 'rxjs';
import { Caller, Roles } from '../http/auth.guard.js';
import { IdPipe } from '../http/id.pipe.js';
import { Problem } from '../http/problem.js';
import { ownRegion } from '../http/tenant.js';
import { ReportFiles } from '../reports/report-files.js';
import { fileAnswer, formatOf, REPORT_MEDIA_TYPES } from '../reports/report-format.js';
import { OwnRun } from '../runs/own-run.guard.js';
import { RunsService } from '../runs/runs.service.js';
import { effectivenessCsv } from './effectiveness-csv.js';
import { EffectivenessReportsService } from './effectiveness-reports.service.js';
import { upToLevel } from './level.js';

/** Отчёт об эффективности: the region's sums under disclosure control; nobody's personal data. */
@ApiTags('effectiveness')
@Controller('v1')
@Roles('region')
export class EffectivenessReportsController {
  constructor(
    private readonly reports: EffectivenessReportsService,
    private readonly runs: RunsService,
    private readonly files: ReportFiles,
  ) {}

  @Post('regions/:region/effectiveness-reports')
  @HttpCode(202)
  @ApiAcceptedResponse({ type: EffectivenessReportView })
  async create(
    @Caller() caller: Principal,
    @Param('region') region: string,
    @Body() body: CreateEffectivenessReportDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<EffectivenessReportView> {
    const created = await this.reports.create(ownRegion(caller, region), body);
    response.location(`/v1/effectiveness-reports/${created.id}`).setHeader('Retry-After', '1');
    return created;
  }

  @Get('regions/:region/effectiveness-reports')
  @ApiOkResponse({ type: EffectivenessReportPage })
  async list(
    @Caller() caller: Principal,
    @Param('region') region: string,
    @Query() query: PageQuery,
  ): Promise<EffectivenessReportPage> {
    return this.reports.list(ownRegion(caller, region), query);
  }

  @Get('effectiveness-reports/:report')
  @ApiOkResponse({ type: EffectivenessReportView })
  @ApiProduces(...REPORT_MEDIA_TYPES)
  async read(
    @Caller() caller: Principal,
    @Param('report', IdPipe) id: string,
    @Query() query: EffectivenessReportQuery,
  ): Promise<EffectivenessReportView | StreamableFile> {
    const format = formatOf(query);
    const report = upToLevel(await this.reports.read(caller, id), query.level ?? 'organisation');
    if (format === 'json') return report;
    if (!report.stage2) throw new Problem('not-ready', { members: { runStatus: report.status } });
    const name = `effectiveness-${report.academicYear.replace('/', '-')}`;
    if (format === 'csv') return fileAnswer(name, format, Buffer.from(effectivenessCsv(report)));
    const region = await this.reports.regionName(caller);
    return fileAnswer(name, format, await this.files.make({ kind: 'effectiveness', format, report, region }));
  }

  @Post('effectiveness-reports/:report/cancel')
  @HttpCode(200)
  @ApiOkResponse({ type: RunView })
  async cancel(@Caller() caller: Principal, @Param('report', IdPipe) id: string): Promise<RunView> {
    await this.reports.read(caller, id);
    return this.runs.cancel(caller, id);
  }

  @Sse('effectiveness-reports/:report/events')
  @OwnRun('report', QUEUES.effectivenessReport)
  events(@Caller() caller: Principal, @Param('report', IdPipe) id: string): Observable<MessageEvent> {
    return this.runs.events(caller, id);
  }
}
