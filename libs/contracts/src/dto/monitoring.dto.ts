import { ApiExtraModels, ApiProperty, ApiPropertyOptional, getSchemaPath } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsDefined,
  IsIn,
  IsNotEmpty,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { BANKS, WAVES } from '../vocabulary.js';
import type { Bank, RespondentKind, Wave } from '../vocabulary.js';
import { PageQuery, RunView } from './common.dto.js';
import { IsDay, IsExternalId } from './decorators.js';

const MAX_CODE = 64;

/** A person in one of the organisation's banks. */
export class BankPersonDto {
  @ApiProperty({ enum: BANKS })
  @IsIn(BANKS)
  bank: Bank;

  @IsExternalId() externalId: string;
}

/** Who filled a sheet in: a person of a bank, or the curator. */
export class RespondentDto {
  @ApiPropertyOptional({ enum: ['curator'], description: 'The curator; then nothing else is given' })
  @IsOptional()
  @IsIn(['curator'])
  role?: 'curator';

  @ApiPropertyOptional({ enum: BANKS })
  @ValidateIf((respondent: RespondentDto) => respondent.role === undefined || respondent.bank !== undefined)
  @IsIn(BANKS)
  bank?: Bank;

  @ValidateIf(
    (respondent: RespondentDto) => respondent.role === undefined || respondent.externalId !== undefined,
  )
  @IsExternalId()
  externalId?: string;
}

/** One filled-in sheet of an instrument. */
export class ResponseRowDto {
  @ApiProperty({ type: String, format: 'uuid' })
  @IsUUID()
  programme: string;

  @ApiProperty({ type: RespondentDto })
  @IsDefined()
  @IsObject()
  @ValidateNested()
  @Type(() => RespondentDto)
  respondent: RespondentDto;

  @ApiPropertyOptional({
    type: BankPersonDto,
    description: 'Whom the sheet is about; absent: the respondent',
  })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => BankPersonDto)
  about?: BankPersonDto;

  @ApiProperty({ type: String, example: 'student-student.mentee' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(MAX_CODE)
  instrument: string;

  @ApiProperty({ type: String, example: '1' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(MAX_CODE)
  version: string;

  @ApiProperty({ enum: WAVES })
  @IsIn(WAVES)
  wave: Wave;

  @IsDay() answeredOn: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'By item code; an item that was not answered is left out or null',
  })
  @IsObject()
  answers: Record<string, unknown>;
}

/** One value of one indicator: marks, attendance, a count, or a scale that was scored elsewhere. */
export class MeasurementRowDto {
  @ApiProperty({ type: String, format: 'uuid' })
  @IsUUID()
  programme: string;

  @ApiPropertyOptional({
    type: BankPersonDto,
    description: 'Absent for a count of the whole organisation',
  })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => BankPersonDto)
  subject?: BankPersonDto;

  @ApiProperty({ type: String, example: 'marks.mean' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(MAX_CODE)
  indicator: string;

  @ApiPropertyOptional({ type: String, example: 'subject.mathematics' })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(120)
  topic?: string;

  @ApiProperty({ enum: WAVES })
  @IsIn(WAVES)
  wave: Wave;

  @ApiProperty({ type: Number })
  @IsNumber({ allowNaN: false, allowInfinity: false })
  value: number;

  @IsDay() measuredOn: string;

  @ApiPropertyOptional({ type: String, description: 'Of a scale that was scored elsewhere' })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(MAX_CODE)
  instrument?: string;

  @ApiPropertyOptional({ type: String, description: 'Required beside `instrument`' })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(MAX_CODE)
  version?: string;
}

/** Filters of the list of sheets. */
export class ResponseQuery extends PageQuery {
  @ApiPropertyOptional({ type: String, format: 'uuid' })
  @IsOptional()
  @IsUUID()
  programme?: string;

  @ApiPropertyOptional({ type: String })
  @IsOptional()
  @IsString()
  @MaxLength(MAX_CODE)
  instrument?: string;
}

export class ResponseView {
  @ApiProperty({ type: String, format: 'uuid' }) id: string;
  @ApiProperty({ type: String, format: 'uuid' }) programme: string;
  @ApiProperty({ type: RespondentDto }) respondent: RespondentDto;
  @ApiProperty({ type: BankPersonDto, nullable: true }) about: BankPersonDto | null;
  @ApiProperty({ type: String }) instrument: string;
  @ApiProperty({ type: String }) version: string;
  @ApiProperty({ enum: WAVES }) wave: Wave;
  @ApiProperty({ type: String, format: 'date' }) answeredOn: string;
  @ApiProperty({ type: 'object', additionalProperties: true }) answers: Record<string, unknown>;
}

export class ResponsePage {
  @ApiProperty({ type: [ResponseView] }) items: ResponseView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export class CreateMonitoringReportDto {
  @IsDay() cutOff: string;
}

export const REPORT_FORMATS = ['json', 'csv', 'xlsx', 'pdf'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** `?format=`: a wrong one is answered with those that there are. */
export class ReportQuery {
  @ApiPropertyOptional({ enum: REPORT_FORMATS, default: 'json' })
  @IsOptional()
  @IsString()
  format?: string;
}

const IsInterval = () => ApiProperty({ type: [Number], minItems: 2, maxItems: 2, nullable: true });

export class InstrumentVersionView {
  @ApiProperty({ type: String }) id: string;
  @ApiProperty({ type: String, nullable: true }) version: string | null;
}

export class ChangeCountsView {
  @ApiProperty({ type: 'integer' }) enrolled: number;
  @ApiProperty({ type: 'integer' }) entry: number;
  @ApiProperty({ type: 'integer' }) exit: number;
  @ApiProperty({ type: 'integer' }) pairs: number;
  @ApiProperty({ type: Number, nullable: true, description: '(entry − pairs) / entry' })
  attrition: number | null;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'integer' } })
  excluded: Record<string, number>;
}

export class WaveFiguresView {
  @ApiProperty({ type: Number }) mean: number;
  @ApiProperty({ type: Number }) sd: number;
  @ApiProperty({ type: Number }) median: number;
  @ApiProperty({ type: Number }) q1: number;
  @ApiProperty({ type: Number }) q3: number;
}

export class EstimateView {
  @ApiProperty({ type: Number }) estimate: number;
  @IsInterval() ci: [number, number] | null;
}

export class ChangeView {
  @ApiProperty({ type: Number, description: 'Positive is better' }) mean: number;
  @ApiProperty({ type: Number }) sd: number;
  @IsInterval() ci: [number, number] | null;
  @ApiProperty({ type: Number, nullable: true }) df: number | null;
  @ApiProperty({ type: Boolean }) clustered: boolean;
  @ApiProperty({ type: EstimateView, nullable: true }) hodgesLehmann: EstimateView | null;
}

export class TTestView {
  @ApiProperty({ type: Number }) t: number;
  @ApiProperty({ type: Number }) df: number;
  @ApiProperty({ type: Number }) p: number;
}

export class WilcoxonView {
  @ApiProperty({ type: Number }) w: number;
  @ApiProperty({ type: 'integer' }) n: number;
  @ApiProperty({ type: Number }) p: number;
  @ApiProperty({ enum: ['exact', 'normal'] }) method: 'exact' | 'normal';
}

export class SmcrView {
  @ApiProperty({ type: Number }) estimate: number;
  @ApiProperty({ type: Number, nullable: true }) variance: number | null;
}

export class EffectView {
  @ApiProperty({ type: EstimateView, nullable: true }) dz: EstimateView | null;
  @ApiProperty({ type: EstimateView, nullable: true }) gav: EstimateView | null;
  @ApiProperty({ type: SmcrView, nullable: true }) smcr: SmcrView | null;
  @ApiProperty({ type: Number, nullable: true }) rankBiserial: number | null;
}

export class ShareView {
  @ApiProperty({ type: Number }) improved: number;
  @ApiProperty({ type: Number }) same: number;
  @ApiProperty({ type: Number }) worse: number;
}

/** One line of «таблица 2» (statistics.md §7). Numbers are not rounded; a figure that is not given is null. */
export class StageTwoLineView {
  @ApiProperty({ type: String }) indicator: string;
  @ApiProperty({ type: String, description: 'Title of the indicator, Russian' }) title: string;
  @ApiProperty({ type: String, nullable: true }) topic: string | null;
  @ApiProperty({ enum: ['mentee', 'mentor'] }) role: 'mentee' | 'mentor';
  @ApiProperty({ type: InstrumentVersionView, nullable: true }) instrument: InstrumentVersionView | null;
  @ApiProperty({ type: String, nullable: true }) respondent: RespondentKind | null;
  @ApiProperty({ enum: ['higher', 'lower', 'band'] }) direction: 'higher' | 'lower' | 'band';
  @ApiProperty({ type: ChangeCountsView }) n: ChangeCountsView;
  @ApiProperty({ type: WaveFiguresView, nullable: true }) entry: WaveFiguresView | null;
  @ApiProperty({ type: WaveFiguresView, nullable: true }) exit: WaveFiguresView | null;
  @ApiProperty({ type: Number, nullable: true }) correlation: number | null;
  @ApiProperty({ type: ChangeView, nullable: true }) change: ChangeView | null;
  @ApiProperty({ type: TTestView, nullable: true }) tTest: TTestView | null;
  @ApiProperty({ type: WilcoxonView, nullable: true }) wilcoxon: WilcoxonView | null;
  @ApiProperty({ type: EffectView }) effect: EffectView;
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    nullable: true,
    description: 'Shares of yes, or inside the band',
  })
  binary: Record<string, unknown> | null;
  @ApiProperty({ enum: ['mcnemar', 'cr2', 'wilcoxon', 't'], nullable: true }) primaryTest: string | null;
  @ApiProperty({ type: Number, nullable: true }) p: number | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Holm over all p of the report' })
  pAdjusted: number | null;
  @ApiProperty({ type: 'integer', description: 'Number of p in the family' }) familySize: number;
  @ApiProperty({ type: ShareView, nullable: true }) share: ShareView | null;
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  reliableChange: Record<string, unknown> | null;
  @ApiProperty({ type: Number, nullable: true }) regressionToMean: number | null;
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'Completers against the lost at entry',
  })
  lost: Record<string, unknown>;
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  comparison: Record<string, unknown> | null;
  @ApiProperty({ type: [String] }) notes: string[];
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'Why a figure is null',
  })
  reasons: Record<string, string>;
  @ApiProperty({ type: String, description: 'Plain Russian' }) verdict: string;
}

/** The programme's report: frozen, so that the same id always shows the same figures. */
@ApiExtraModels(StageTwoLineView)
export class MonitoringReportView extends RunView {
  @ApiProperty({ type: String, format: 'uuid' }) programme: string;
  @ApiProperty({ type: String, format: 'date' }) cutOff: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) madeAt: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'SHA-256 of everything that entered the report' })
  dataDigest: string | null;
  @ApiPropertyOptional({ type: String }) catalogueVersion?: string;
  @ApiPropertyOptional({ type: String }) engineVersion?: string;
  @ApiPropertyOptional({ type: 'object', additionalProperties: true }) coverage?: Record<string, unknown>;
  @ApiPropertyOptional({ type: 'object', additionalProperties: true }) pairs?: Record<string, unknown>;
  @ApiPropertyOptional({ type: 'object', additionalProperties: true }) stage1?: Record<string, unknown>;
  @ApiPropertyOptional({ type: 'array', items: { $ref: getSchemaPath(StageTwoLineView) } })
  stage2?: StageTwoLineView[];
  @ApiPropertyOptional({ type: 'object', additionalProperties: true }) strategy?: Record<string, unknown>;
  @ApiPropertyOptional({ type: 'object', additionalProperties: true }) quality?: Record<string, unknown>;
}

export class MonitoringReportSummary extends RunView {
  @ApiProperty({ type: String, format: 'date' }) cutOff: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) madeAt: string | null;
  @ApiProperty({ type: String, nullable: true }) dataDigest: string | null;
}

export class MonitoringReportPage {
  @ApiProperty({ type: [MonitoringReportSummary] }) items: MonitoringReportSummary[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}
