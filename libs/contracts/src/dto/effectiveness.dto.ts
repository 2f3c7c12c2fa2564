import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import { RunView } from './common.dto.js';
import { IsAcademicYear, IsDay } from './decorators.js';
import { InstrumentVersionView, ReportQuery } from './monitoring.dto.js';

export class CreateEffectivenessReportDto {
  @IsAcademicYear() academicYear: string;

  @IsDay() cutOff: string;

  @ApiPropertyOptional({ type: String, example: 'student-student', description: 'Absent: all forms' })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(64)
  form?: string;

  @ApiPropertyOptional({ type: String, description: 'By name; absent: the whole region' })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  municipality?: string;
}

export const REPORT_LEVELS = ['region', 'municipality', 'organisation'] as const;
export type ReportLevel = (typeof REPORT_LEVELS)[number];

export class EffectivenessReportQuery extends ReportQuery {
  @ApiPropertyOptional({
    enum: REPORT_LEVELS,
    default: 'organisation',
    description: 'The lowest level whose cells are shown',
  })
  @IsOptional()
  @IsIn(REPORT_LEVELS)
  level?: ReportLevel;
}

/** One cell of a figure. Where `suppressed`, the group is too small to show and nothing but its name is given. */
export class RegionCellView {
  @ApiProperty({ enum: REPORT_LEVELS }) level: ReportLevel;
  @ApiProperty({ type: String }) id: string;
  @ApiPropertyOptional({ type: String }) name?: string;
  @ApiProperty({ type: Boolean }) suppressed: boolean;
  @ApiPropertyOptional({ type: 'integer' }) n?: number;
  @ApiPropertyOptional({ type: Number, nullable: true }) estimate?: number | null;
  @ApiPropertyOptional({ type: [Number], minItems: 2, maxItems: 2, nullable: true })
  ci?: [number, number] | null;
  @ApiPropertyOptional({ type: Number, nullable: true, description: 'Empirical-Bayes estimate' })
  shrunken?: number | null;
}

/** One line of the region's stage 2 (statistics.md §7); positive change is better. */
export class RegionLineView {
  @ApiProperty({ type: String }) indicator: string;
  @ApiProperty({ type: String, description: 'Title of the indicator, Russian' }) title: string;
  @ApiProperty({ enum: ['mentee', 'mentor'] }) role: 'mentee' | 'mentor';
  @ApiProperty({ enum: ['MC', 'SMCR'] }) measure: 'MC' | 'SMCR';
  @ApiProperty({ type: InstrumentVersionView, nullable: true }) instrument: InstrumentVersionView | null;
  @ApiProperty({ type: Boolean }) suppressed: boolean;
  @ApiPropertyOptional({ type: 'integer' }) organisations?: number;
  @ApiPropertyOptional({ type: 'object', additionalProperties: { type: 'integer' }, nullable: true })
  n?: Record<string, number> | null;
  @ApiPropertyOptional({ type: 'object', additionalProperties: true, nullable: true })
  union?: Record<string, unknown> | null;
  @ApiPropertyOptional({ type: 'object', additionalProperties: true, nullable: true })
  pooled?: Record<string, unknown> | null;
  @ApiPropertyOptional({ type: 'object', additionalProperties: true, nullable: true })
  threeLevel?: Record<string, unknown> | null;
  @ApiPropertyOptional({ type: 'object', additionalProperties: true, nullable: true })
  share?: Record<string, unknown> | null;
  @ApiProperty({ type: [RegionCellView] }) cells: RegionCellView[];
}

/** The region's report: sums under disclosure control, frozen, with nobody's personal data in it. */
export class EffectivenessReportView extends RunView {
  @ApiProperty({ type: String }) region: string;
  @ApiProperty({ type: String }) academicYear: string;
  @ApiProperty({ type: String, format: 'date' }) cutOff: string;
  @ApiProperty({ type: String, nullable: true }) form: string | null;
  @ApiProperty({ type: String, nullable: true }) municipality: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) madeAt: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'SHA-256 of everything that entered the report' })
  dataDigest: string | null;
  @ApiPropertyOptional({ type: String }) catalogueVersion?: string;
  @ApiPropertyOptional({ type: String }) engineVersion?: string;
  @ApiPropertyOptional({ type: 'array', items: { type: 'object', additionalProperties: true } })
  coverage?: Record<string, unknown>[];
  @ApiPropertyOptional({ type: 'object', additionalProperties: true }) pairs?: Record<string, unknown>;
  @ApiPropertyOptional({ type: 'object', additionalProperties: true }) requests?: Record<string, unknown>;
  @ApiPropertyOptional({ type: 'array', items: { type: 'object', additionalProperties: true } })
  stage1?: Record<string, unknown>[];
  @ApiPropertyOptional({ type: [RegionLineView] }) stage2?: RegionLineView[];
  @ApiPropertyOptional({ type: 'array', items: { type: 'object', additionalProperties: true } })
  notReported?: Record<string, unknown>[];
  @ApiPropertyOptional({ type: 'array', items: { type: 'object', additionalProperties: true } })
  practices?: Record<string, unknown>[];
}

export class EffectivenessReportSummary extends RunView {
  @ApiProperty({ type: String }) academicYear: string;
  @ApiProperty({ type: String, format: 'date' }) cutOff: string;
  @ApiProperty({ type: String, nullable: true }) form: string | null;
  @ApiProperty({ type: String, nullable: true }) municipality: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) madeAt: string | null;
  @ApiProperty({ type: String, nullable: true }) dataDigest: string | null;
}

export class EffectivenessReportPage {
  @ApiProperty({ type: [EffectivenessReportSummary] }) items: EffectivenessReportSummary[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}
