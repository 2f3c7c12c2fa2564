import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
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
  IsUUID,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import {
  ENDED_PAIR_STATES,
  PAIR_ACTORS,
  PAIR_EVENTS,
  PAIR_SIDES,
  PAIR_STATES,
  PAIR_STEPS,
} from '../vocabulary.js';
import type { PairActor, PairEventKind, PairSide, PairState, PairStep } from '../vocabulary.js';
import { PageQuery } from './common.dto.js';
import { EXTERNAL_ID, IsDay, IsExternalId, IsSlug } from './decorators.js';

/** Номер, дата и подписавший: an order, a written consent, an agreement. */
export class DocumentDto {
  @ApiProperty({ type: String, example: '12-к' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(64)
  number: string;

  @IsDay() date: string;

  @ApiProperty({ type: String, example: 'директор Иванова И. И.' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  signedBy: string;
}

export class OverrideDto {
  @ApiProperty({ type: String, description: 'Why the pair is made although hard rules are broken' })
  @IsString()
  @Matches(/\S/, { context: { code: 'required' } })
  @MaxLength(2000)
  comment: string;
}

export class CreatePairDto {
  @IsExternalId() mentor: string;

  @ApiProperty({ type: [String], description: 'One mentee, or a group' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ArrayUnique()
  @Matches(EXTERNAL_ID, { each: true })
  mentees: string[];

  @ApiPropertyOptional({ type: String, description: 'Absent: the first that the rules admit' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  variant?: string;

  @ApiPropertyOptional({ type: [String], description: "Absent: the programme's" })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsString({ each: true })
  kinds?: string[];

  @ApiPropertyOptional({
    type: String,
    format: 'date',
    description: "Absent: today in the region's timezone",
  })
  @IsOptional()
  @IsDay()
  on?: string;

  @ApiPropertyOptional({ type: OverrideDto })
  @IsOptional()
  @ValidateNested()
  @Type(() => OverrideDto)
  override?: OverrideDto;

  @ApiPropertyOptional({
    type: String,
    format: 'uuid',
    description:
      'The pair whose place this one takes. Absent: the last that was replaced, of any of the mentees',
  })
  @IsOptional()
  @IsUUID()
  replaces?: string;
}

export class TransitionDto {
  @ApiProperty({ enum: PAIR_STEPS, description: '`extended` is an event of a running pair' })
  @IsIn(PAIR_STEPS)
  to: PairStep;

  @IsDay() on: string;

  @ApiPropertyOptional({ enum: PAIR_ACTORS, description: 'Required for `agreed` and `consented`' })
  @IsOptional()
  @IsIn(PAIR_ACTORS)
  by?: PairActor;

  @ApiPropertyOptional({
    type: String,
    description: `A completion reason of the catalogue; required for ${ENDED_PAIR_STATES.join(', ')}`,
  })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  reason?: string;

  @ApiPropertyOptional({ type: DocumentDto, description: 'Required for `consented` and `ordered`' })
  @IsOptional()
  @ValidateNested()
  @Type(() => DocumentDto)
  document?: DocumentDto;

  @ApiPropertyOptional({ type: String, format: 'date', description: 'Required for `extended`' })
  @IsOptional()
  @IsDay()
  until?: string;

  @ApiPropertyOptional({ type: Boolean, default: false, description: 'The steps between were done on paper' })
  @IsOptional()
  @IsBoolean()
  recorded?: boolean;
}

export class BulkTransitionDto extends TransitionDto {
  @ApiPropertyOptional({ type: [String], description: 'Absent: every pair of the programme that can' })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(10_000)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  pairs?: string[];

  @ApiPropertyOptional({ type: Boolean, default: false, description: 'Tell who would move, move nobody' })
  @IsOptional()
  @IsBoolean()
  dryRun?: boolean;
}

/** One row of `pairs/imports`: a pair that exists on paper. */
export class PairRowDto {
  @IsExternalId() mentor: string;
  @IsExternalId() mentee: string;

  @ApiPropertyOptional({ type: String })
  @IsOptional()
  @IsSlug()
  mentorOrganisation?: string;

  @ApiPropertyOptional({ type: String })
  @IsOptional()
  @IsSlug()
  menteeOrganisation?: string;

  @ApiPropertyOptional({ type: String })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  variant?: string;

  @ApiProperty({ enum: PAIR_STATES })
  @IsIn(PAIR_STATES)
  state: PairState;

  /** The day on which the pair came into this state. */
  @IsDay() on: string;

  @ApiPropertyOptional({
    type: String,
    format: 'date',
    description: 'When the pair began to work; required for a state that ends it',
  })
  @IsOptional()
  @IsDay()
  startedOn?: string;

  @ApiPropertyOptional({ type: String, description: 'Required for a state that ends the pair' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  reason?: string;

  @ApiPropertyOptional({ type: DocumentDto })
  @IsOptional()
  @ValidateNested()
  @Type(() => DocumentDto)
  document?: DocumentDto;
}

export class PairQuery extends PageQuery {
  @ApiPropertyOptional({ enum: PAIR_STATES })
  @IsOptional()
  @IsIn(PAIR_STATES)
  state?: PairState;
}

export class PairEventView {
  @ApiProperty({ enum: PAIR_EVENTS }) event: PairEventKind;
  @ApiProperty({ type: String, nullable: true, description: 'Who joined a group, or left it' })
  mentee: string | null;
  @ApiProperty({ type: String, format: 'date' }) on: string;
  @ApiProperty({ enum: PAIR_ACTORS, nullable: true }) by: PairActor | null;
  @ApiProperty({ type: String, nullable: true }) reason: string | null;
  @ApiProperty({ type: DocumentDto, nullable: true }) document: DocumentDto | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) until: string | null;
  @ApiProperty({ type: Boolean }) recorded: boolean;
}

export class OverriddenRuleView {
  @ApiProperty({ type: String }) rule: string;
  @ApiProperty({ type: String }) title: string;
}

export class OverrideView {
  @ApiProperty({ type: String }) comment: string;
  @ApiProperty({ type: [OverriddenRuleView], description: 'The hard rules that were broken' })
  brokenRules: OverriddenRuleView[];
}

/** What a direction of help is about: topics that one side asks for and the other can give. */
export class PairDirectionView {
  @ApiProperty({ enum: PAIR_SIDES }) from: PairSide;
  @ApiProperty({ enum: PAIR_SIDES }) to: PairSide;
  @ApiProperty({ type: [String] }) topics: string[];
}

export class MeetingCountsView {
  @ApiProperty({ type: 'integer' }) planned: number;
  @ApiProperty({ type: 'integer' }) held: number;
  @ApiProperty({ type: 'integer' }) tasksGiven: number;
  @ApiProperty({ type: 'integer' }) tasksChecked: number;
}

export class SideSatisfactionView {
  @ApiProperty({ type: String, format: 'date' }) on: string;
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 10 }) value: number;
}

export class PairSatisfactionView {
  @ApiProperty({ type: SideSatisfactionView, nullable: true }) mentor: SideSatisfactionView | null;
  @ApiProperty({ type: SideSatisfactionView, nullable: true }) mentee: SideSatisfactionView | null;
}

/** What a curator should look at. */
export const PAIR_FLAGS = [
  'consent-withdrawn',
  'petition-open',
  'plan-change-proposed',
  'group-too-small',
] as const;
export type PairFlag = (typeof PAIR_FLAGS)[number];

export class PairView {
  @ApiProperty({ type: String, format: 'uuid' }) id: string;
  @ApiProperty({ type: String, format: 'uuid' }) programme: string;
  @ApiProperty({ enum: PAIR_STATES }) state: PairState;
  @ApiProperty({ type: String }) mentor: string;
  @ApiProperty({ type: [String] }) mentees: string[];
  @ApiProperty({ type: String, nullable: true }) variant: string | null;
  @ApiProperty({ type: [String] }) kinds: string[];
  @ApiProperty({ type: String, format: 'date', nullable: true }) startedOn: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) endedOn: string | null;
  @ApiProperty({ type: String, nullable: true }) endReason: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) suggestion: string | null;
  @ApiProperty({ type: OverrideView, nullable: true }) override: OverrideView | null;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'The term after an extension' })
  until: string | null;
  @ApiProperty({ type: [PairDirectionView], description: 'One, or two of a reverse pair' })
  directions: PairDirectionView[];
  @ApiProperty({ type: MeetingCountsView }) meetings: MeetingCountsView;
  @ApiProperty({ type: PairSatisfactionView, description: 'The latest of each side' })
  satisfaction: PairSatisfactionView;
  @ApiProperty({ enum: PAIR_FLAGS, isArray: true }) flags: PairFlag[];
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'The pair whose place this one took',
  })
  replaces: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) replacedBy: string | null;
  @ApiProperty({ type: 'integer', description: 'The version that `If-Match` names in quotes' })
  version: number;
  @ApiProperty({ type: [PairEventView] }) history: PairEventView[];
}

export class PairPage {
  @ApiProperty({ type: [PairView] }) items: PairView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export class MovedPairView {
  @ApiProperty({ type: String, format: 'uuid' }) id: string;
  @ApiProperty({ enum: PAIR_STATES }) state: PairState;
}

export class SkippedPairView extends MovedPairView {
  @ApiProperty({ type: String, description: 'Why it did not move' }) code: string;
  @ApiProperty({ type: [String], description: 'With `gate-not-met`: what is missing' }) missing: string[];
  @ApiProperty({ type: String }) message: string;
}

export class BulkTransitionView {
  @ApiProperty({ type: [MovedPairView] }) moved: MovedPairView[];
  @ApiProperty({ type: [SkippedPairView] }) skipped: SkippedPairView[];
}
