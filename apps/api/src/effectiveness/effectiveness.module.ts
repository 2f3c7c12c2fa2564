import { Module } from '@nestjs/common';
import { EffectivenessReportsController } from './effectiveness-reports.controller.js';
import { EffectivenessReportsService } from './effectiveness-reports.service.js';

@Module({ controllers: [EffectivenessReportsController], providers: [EffectivenessReportsService] })
export class EffectivenessModule {}
