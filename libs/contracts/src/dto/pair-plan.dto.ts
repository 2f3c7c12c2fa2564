import { ApiProperty, ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUrl,
  IsUUID,
  Matches,
  MaxLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { PAIR_SIDES } from '../vocabulary.js';
import type { PairSide } from '../vocabulary.js';
import { IsDay, IsExternalId } from './decorators.js';

export const RESPONSIBLE = [...PAIR_SIDES, 'both'] as const;
export type Responsible = (typeof RESPONSIBLE)[number];

export const ACHIEVEMENTS = ['full', 'partly', 'not'] as const;
export type Achievement = (typeof ACHIEVEMENTS)[number];

/** Направление: topics in which one side helps the other. */
export class PlanDirectionDto {
  @ApiPropertyOptional({
    enum: PAIR_SIDES,
    default: 'mentor',
    description: 'Who helps; `mentee` in a reverse pair',
  })
  @IsOptional()
  @IsIn(PAIR_SIDES)
  from?: PairSide;

  @ApiProperty({ type: [String], description: 'Topics of the catalogue' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsString({ each: true })
  topics: string[];
}

/** Мероприятие плана: on a day, or within a period. */
export class PlanActivityDto {
  @ApiPropertyOptional({
    type: String,
    format: 'uuid',
    description: 'Of an earlier version: what is ticked off stays so. Absent: a new activity',
  })
  @IsOptional()
  @IsUUID()
  id?: string;

  @ApiProperty({ type: String, maxLength: 500 })
  @IsString()
  @Matches(/\S/, { context: { code: 'required' } })
  @MaxLength(500)
  title: string;

  @ApiPropertyOptional({ type: String, format: 'date', description: 'A day, or `from` and `until`' })
  @IsOptional()
  @IsDay()
  plannedOn?: string;

  @ApiPropertyOptional({ type: String, format: 'date' })
  @IsOptional()
  @IsDay()
  from?: string;

  @ApiPropertyOptional({ type: String, format: 'date' })
  @IsOptional()
  @IsDay()
  until?: string;

  @ApiProperty({ enum: RESPONSIBLE })
  @IsIn(RESPONSIBLE)
  responsible: Responsible;
}

/** Индивидуальный образовательный маршрут, which outlives a programme: a link to it, not the route itself. */
export class IndividualRouteDto {
  @ApiProperty({ type: String, maxLength: 300 })
  @IsString()
  @IsNotEmpty()
  @MaxLength(300)
  title: string;

  @IsDay() from: string;

  @ApiProperty({ type: String, format: 'date', description: 'At most five years after `from`' })
  @IsDay()
  until: string;

  @ApiPropertyOptional({ type: String, maxLength: 200, description: 'Тьютор ЦНППМ' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  tutor?: string;

  @ApiPropertyOptional({ type: String, format: 'uri', maxLength: 500 })
  @IsOptional()
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true, require_tld: false })
  @MaxLength(500)
  link?: string;
}

/** Персонализированная программа (индивидуальный план) of a pair, or of one mentee of a group. */
export class PlanDto {
  @ApiPropertyOptional({
    type: String,
    description: 'Of a group: whose plan it is. Absent: of the whole pair',
  })
  @IsOptional()
  @IsExternalId()
  mentee?: string;

  @ApiProperty({ type: String, maxLength: 2000 })
  @IsString()
  @Matches(/\S/, { context: { code: 'required' } })
  @MaxLength(2000)
  goal: string;

  @ApiProperty({ type: [PlanDirectionDto] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(10)
  @ValidateNested({ each: true })
  @Type(() => PlanDirectionDto)
  directions: PlanDirectionDto[];

  @IsDay() from: string;

  @ApiProperty({
    type: String,
    format: 'date',
    description: 'A term that the kinds of the pair allow: 3 to 12 months',
  })
  @IsDay()
  until: string;

  @ApiProperty({ type: [PlanActivityDto] })
  @IsArray()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => PlanActivityDto)
  activities: PlanActivityDto[];

  @ApiPropertyOptional({ type: [String], default: [] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @MaxLength(500, { each: true })
  expectedResults?: string[];

  @ApiPropertyOptional({ type: IndividualRouteDto })
  @IsOptional()
  @ValidateNested()
  @Type(() => IndividualRouteDto)
  individualRoute?: IndividualRouteDto;

  @ApiPropertyOptional({
    type: String,
    format: 'date',
    description: 'Both have consented to this change on paper, on this day',
  })
  @IsOptional()
  @IsDay()
  recordedOn?: string;
}

/** Consent of one side to the proposed change of the plan, or, with `recorded`, of both on paper. */
export class PlanConsentDto {
  @ApiPropertyOptional({
    type: String,
    description: 'Of a group: whose plan it is. Absent: of the whole pair',
  })
  @IsOptional()
  @IsExternalId()
  mentee?: string;

  @ApiPropertyOptional({ enum: PAIR_SIDES, description: 'Required unless `recorded`' })
  @ValidateIf((body: PlanConsentDto) => body.recorded !== true || body.by !== undefined)
  @IsIn(PAIR_SIDES)
  by?: PairSide;

  @IsDay() on: string;

  @ApiPropertyOptional({ type: Boolean, default: false, description: 'Both have signed on paper' })
  @IsOptional()
  @IsBoolean()
  recorded?: boolean;
}

export class PlanActivityPatchDto {
  @ApiProperty({
    type: String,
    format: 'date',
    nullable: true,
    description: 'Null: it is not done after all',
  })
  @ValidateIf((body: PlanActivityPatchDto) => body.doneOn !== null)
  @IsDay({ nullable: true })
  doneOn: string | null;
}

/** Анализ выполнения плана by the mentor, at its end. */
export class PlanAnalysisDto {
  @ApiPropertyOptional({
    type: String,
    description: 'Of a group: whose plan it is. Absent: of the whole pair',
  })
  @IsOptional()
  @IsExternalId()
  mentee?: string;

  @IsDay() on: string;

  @ApiProperty({ enum: ACHIEVEMENTS, description: 'Whether the goal was reached' })
  @IsIn(ACHIEVEMENTS)
  achieved: Achievement;

  @ApiProperty({ type: String, maxLength: 10_000 })
  @IsString()
  @Matches(/\S/, { context: { code: 'required' } })
  @MaxLength(10_000)
  text: string;

  @ApiPropertyOptional({ type: String, maxLength: 5000 })
  @IsOptional()
  @IsString()
  @MaxLength(5000)
  difficulties?: string;

  @ApiPropertyOptional({ type: String, maxLength: 5000, description: 'For the work that follows' })
  @IsOptional()
  @IsString()
  @MaxLength(5000)
  advice?: string;
}

export class PlanQuery {
  @ApiPropertyOptional({
    type: String,
    description: 'Of a group: whose plan it is. Absent: of the whole pair',
  })
  @IsOptional()
  @IsExternalId()
  mentee?: string;
}

/** A plan as it is stored: every field present, activities with their ids. */
export interface PlanBody {
  goal: string;
  directions: { from: PairSide; topics: string[] }[];
  from: string;
  until: string;
  activities: {
    id: string;
    title: string;
    plannedOn: string | null;
    from: string | null;
    until: string | null;
    responsible: Responsible;
  }[];
  expectedResults: string[];
  individualRoute: {
    title: string;
    from: string;
    until: string;
    tutor: string | null;
    link: string | null;
  } | null;
}

export class PlanDirectionView {
  @ApiProperty({ enum: PAIR_SIDES }) from: PairSide;
  @ApiProperty({ type: [String] }) topics: string[];
}

export class PlanActivityView {
  @ApiProperty({ type: String, format: 'uuid' }) id: string;
  @ApiProperty({ type: String }) title: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) plannedOn: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) from: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) until: string | null;
  @ApiProperty({ enum: RESPONSIBLE }) responsible: Responsible;
  @ApiProperty({ type: String, format: 'date', nullable: true }) doneOn: string | null;
}

export class IndividualRouteView {
  @ApiProperty({ type: String }) title: string;
  @ApiProperty({ type: String, format: 'date' }) from: string;
  @ApiProperty({ type: String, format: 'date' }) until: string;
  @ApiProperty({ type: String, nullable: true }) tutor: string | null;
  @ApiProperty({ type: String, nullable: true }) link: string | null;
}

export class PlanConsentView {
  @ApiProperty({ enum: PAIR_SIDES }) by: PairSide;
  @ApiProperty({ type: String, format: 'date' }) on: string;
  @ApiProperty({ type: Boolean }) recorded: boolean;
}

export const PLAN_STANDINGS = ['current', 'proposed', 'past', 'dropped'] as const;
export type PlanStanding = (typeof PLAN_STANDINGS)[number];

export class PlanVersionView {
  @ApiProperty({ type: 'integer' }) version: number;
  @ApiProperty({
    enum: PLAN_STANDINGS,
    description: '`dropped`: proposed, but another version came before both had consented',
  })
  standing: PlanStanding;
  @ApiProperty({ type: String }) goal: string;
  @ApiProperty({ type: [PlanDirectionView] }) directions: PlanDirectionView[];
  @ApiProperty({ type: String, format: 'date' }) from: string;
  @ApiProperty({ type: String, format: 'date' }) until: string;
  @ApiProperty({ type: [PlanActivityView] }) activities: PlanActivityView[];
  @ApiProperty({ type: [String] }) expectedResults: string[];
  @ApiProperty({ type: IndividualRouteView, nullable: true }) individualRoute: IndividualRouteView | null;
  @ApiProperty({ type: Boolean }) needsConsent: boolean;
  @ApiProperty({ type: [PlanConsentView] }) consents: PlanConsentView[];
  @ApiProperty({ type: String, format: 'date-time' }) madeAt: string;
}

export class PlanAnalysisView extends OmitType(PlanAnalysisDto, [
  'mentee',
  'difficulties',
  'advice',
] as const) {
  @ApiProperty({ type: String, nullable: true }) difficulties: string | null;
  @ApiProperty({ type: String, nullable: true }) advice: string | null;
}

/** The personalised programme with all that it names: who, in which form and kinds, what, when, how it went. */
export class PlanView {
  @ApiProperty({ type: String, format: 'uuid' }) pair: string;
  @ApiProperty({ type: String }) form: string;
  @ApiProperty({ type: [String] }) kinds: string[];
  @ApiProperty({ type: String }) mentor: string;
  @ApiProperty({ type: [String] }) mentees: string[];
  @ApiProperty({ type: String, nullable: true, description: 'Null: the plan of the whole pair' })
  mentee: string | null;
  @ApiProperty({ type: PlanVersionView, nullable: true }) current: PlanVersionView | null;
  @ApiProperty({ type: PlanVersionView, nullable: true, description: 'A change that waits for consents' })
  proposed: PlanVersionView | null;
  @ApiProperty({ type: PlanAnalysisView, nullable: true }) analysis: PlanAnalysisView | null;
  @ApiProperty({ type: [String], description: 'Mentees of the group who have a plan of their own' })
  ownPlans: string[];
}

export class PlanVersionList {
  @ApiProperty({ type: [PlanVersionView], description: 'The newest first' }) items: PlanVersionView[];
}
