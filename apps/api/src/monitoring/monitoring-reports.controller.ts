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
  CreateMonitoringReportDto,
  MonitoringReportPage,
  MonitoringReportView,
  PageQuery,
  QUEUES,
  ReportQuery,
  RunView,
} from '@app/contracts';
import type { Principal } from '@app/contracts';
import type { Response } from 'express';
import type { Observable } from 'rxjs';
import { Caller, Roles } from '../http/auth.guard.js';
import { IdPipe } from '../http/id.pipe.js';
import { Problem } from '../http/problem.js';
import { ReportFiles } from '../reports/report-files.js';
import { fileAnswer, formatOf, REPORT_MEDIA_TYPES } from '../reports/report-format.js';
import { OwnRun } from '../runs/own-run.guard.js';
import { RunsService } from '../runs/runs.service.js';
import { monitoringCsv } from './monitoring-csv.js';
import { MonitoringReportsService } from './monitoring-reports.service.js';

/** Отчёт о мониторинге: both stages of one programme, for its curator. */
@ApiTags('monitoring')
@Controller('v1')
@Roles('curator')
export class MonitoringReportsController {
  constructor(
    private readonly reports: MonitoringReportsService,
    private readonly runs: RunsService,
    private readonly files: ReportFiles,
  ) {}

  @Post('programmes/:programme/monitoring-reports')
  @HttpCode(202)
  @ApiAcceptedResponse({ type: MonitoringReportView })
  async create(
    @Caller() caller: Principal,
    @Param('programme', IdPipe) programme: string,
    @Body() { cutOff }: CreateMonitoringReportDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<MonitoringReportView> {
    const created = await this.reports.create(caller, programme, cutOff);
    response.location(`/v1/monitoring-reports/${created.id}`).setHeader('Retry-After', '1');
    return created;
  }

  @Get('programmes/:programme/monitoring-reports')
  @ApiOkResponse({ type: MonitoringReportPage })
  async list(
    @Caller() caller: Principal,
    @Param('programme', IdPipe) programme: string,
    @Query() query: PageQuery,
  ): Promise<MonitoringReportPage> {
    return this.reports.list(caller, programme, query);
  }

  @Get('monitoring-reports/:report')
  @ApiOkResponse({ type: MonitoringReportView })
  @ApiProduces(...REPORT_MEDIA_TYPES)
  async read(
    @Caller() caller: Principal,
    @Param('report', IdPipe) id: string,
    @Query() query: ReportQuery,
  ): Promise<MonitoringReportView | StreamableFile> {
    const format = formatOf(query);
    const report = await this.reports.read(caller, id);
    if (format === 'json') return report;
    if (!report.stage2) throw new Problem('not-ready', { members: { runStatus: report.status } });
    const name = `monitoring-${report.cutOff}`;
    if (format === 'csv') return fileAnswer(name, format, Buffer.from(monitoringCsv(report.stage2)));
    const owner = await this.reports.ownerOf(caller, report.programme);
    return fileAnswer(name, format, await this.files.make({ kind: 'monitoring', format, report, owner }));
  }

  @Post('monitoring-reports/:report/cancel')
  @HttpCode(200)
  @ApiOkResponse({ type: RunView })
  async cancel(@Caller() caller: Principal, @Param('report', IdPipe) id: string): Promise<RunView> {
    await this.reports.read(caller, id);
    return this.runs.cancel(caller, id);
  }

  @Sse('monitoring-reports/:report/events')
  @OwnRun('report', QUEUES.monitoringReport)
  events(@Caller() caller: Principal, @Param('report', IdPipe) id: string): Observable<MessageEvent> {
    return this.runs.events(caller, id);
  }
}
