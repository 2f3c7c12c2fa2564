import { Module } from '@nestjs/common';
import { ImportsModule } from '../imports/imports.module.js';
import { ReportsModule } from '../reports/reports.module.js';
import { AnswersController } from './answers.controller.js';
import { MonitoringReportsController } from './monitoring-reports.controller.js';
import { MonitoringReportsService } from './monitoring-reports.service.js';

@Module({
  imports: [ImportsModule, ReportsModule],
  controllers: [AnswersController, MonitoringReportsController],
  providers: [MonitoringReportsService],
})
export class MonitoringModule {}
