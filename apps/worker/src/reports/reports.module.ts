import { Module } from '@nestjs/common';
import { EffectivenessReportProcessor } from '../effectiveness-report/effectiveness-report.processor.js';
import { MonitoringReportProcessor } from '../monitoring-report/monitoring-report.processor.js';
import { ReportThreads } from './report-threads.js';

/** The programme's and the region's reports share a thread. */
@Module({ providers: [ReportThreads, MonitoringReportProcessor, EffectivenessReportProcessor] })
export class ReportsModule {}
