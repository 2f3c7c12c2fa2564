import { Module } from '@nestjs/common';
import { ReportsModule } from '../reports/reports.module.js';
import { EffectivenessReportsController } from './effectiveness-reports.controller.js';
import { EffectivenessReportsService } from './effectiveness-reports.service.js';

@Module({
  imports: [ReportsModule],
  controllers: [EffectivenessReportsController],
  providers: [EffectivenessReportsService],
})
export class EffectivenessModule {}
