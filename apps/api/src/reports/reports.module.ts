import { Module } from '@nestjs/common';
import { ReportFiles } from './report-files.js';

@Module({ providers: [ReportFiles], exports: [ReportFiles] })
export class ReportsModule {}
