import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsDefined,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { PAIR_ACTORS, PAIR_SIDES } from '../vocabulary.js';
import type { PairActor, PairSide } from '../vocabulary.js';
import { IsDay, IsExternalId } from './decorators.js';
import { DocumentDto, OverrideDto } from './pair.dto.js';

/** Консультант: a colleague whom the mentor brings in for a topic, with their written consent. */
export class ConsultantDto {
  @ApiProperty({ type: String, description: 'Anybody in a bank of the organisation but the pair itself' })
  @IsExternalId()
  person: string;

  @ApiProperty({ type: String, description: 'A topic of the catalogue' })
  @IsString()
  @MaxLength(64)
  topic: string;

  @ApiProperty({ type: DocumentDto, description: "The consultant's written consent" })
  @IsDefined()
  @ValidateNested()
  @Type(() => DocumentDto)
  consentDocument: DocumentDto;
}

export class ConsultantView {
  @ApiProperty({ type: String, format: 'uuid' }) id: string;
  @ApiProperty({ type: String }) person: string;
  @ApiProperty({ type: String }) topic: string;
  @ApiProperty({ type: DocumentDto }) consentDocument: DocumentDto;
}

export class ConsultantList {
  @ApiProperty({ type: [ConsultantView] }) items: ConsultantView[];
}

/** Somebody joins a group that is there already. */
export class JoinGroupDto {
  @IsExternalId() mentee: string;

  @IsDay() on: string;

  @ApiPropertyOptional({ type: DocumentDto, description: 'The order, or the consent' })
  @IsOptional()
  @ValidateNested()
  @Type(() => DocumentDto)
  document?: DocumentDto;

  @ApiPropertyOptional({ type: OverrideDto })
  @IsOptional()
  @ValidateNested()
  @Type(() => OverrideDto)
  override?: OverrideDto;
}

export class LeaveGroupQuery {
  @IsDay() on: string;

  @ApiProperty({ type: String, description: 'A completion reason of the catalogue' })
  @IsString()
  @MaxLength(64)
  reason: string;

  @ApiPropertyOptional({ enum: PAIR_ACTORS })
  @IsOptional()
  @IsIn(PAIR_ACTORS)
  by?: PairActor;
}

/** Ходатайство наставляемого о замене, заявление наставника о сложении обязанностей. */
export class PetitionDto {
  @ApiProperty({ type: String, example: 'replacement', description: 'A petition kind of the catalogue' })
  @IsString()
  @MaxLength(64)
  kind: string;

  @ApiProperty({ enum: PAIR_SIDES })
  @IsIn(PAIR_SIDES)
  by: PairSide;

  @ApiPropertyOptional({ type: String, description: 'Of a group: which mentee asks' })
  @IsOptional()
  @IsExternalId()
  mentee?: string;

  @IsDay() on: string;

  @ApiProperty({ type: String, maxLength: 2000 })
  @IsString()
  @Matches(/\S/, { context: { code: 'required' } })
  @MaxLength(2000)
  reason: string;

  @ApiPropertyOptional({
    type: Boolean,
    default: false,
    description: 'The mentor asks to be released from every pair, and to be given no more',
  })
  @IsOptional()
  @IsBoolean()
  allPairs?: boolean;
}

export const PETITION_DECIDERS = ['curator', 'head'] as const;
export type PetitionDecider = (typeof PETITION_DECIDERS)[number];

export class PetitionDecisionDto {
  @ApiProperty({ type: Boolean })
  @IsBoolean()
  granted: boolean;

  @IsDay() on: string;

  @ApiProperty({ enum: PETITION_DECIDERS })
  @IsIn(PETITION_DECIDERS)
  by: PetitionDecider;

  @ApiPropertyOptional({ type: DocumentDto, description: 'The order' })
  @IsOptional()
  @ValidateNested()
  @Type(() => DocumentDto)
  document?: DocumentDto;

  @ApiPropertyOptional({ type: String, maxLength: 2000 })
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  reason?: string;
}

export class PetitionDecisionView {
  @ApiProperty({ type: Boolean }) granted: boolean;
  @ApiProperty({ type: String, format: 'date' }) on: string;
  @ApiProperty({ enum: PETITION_DECIDERS }) by: PetitionDecider;
  @ApiProperty({ type: DocumentDto, nullable: true }) document: DocumentDto | null;
  @ApiProperty({ type: String, nullable: true }) reason: string | null;
}

export class PetitionView {
  @ApiProperty({ type: String, format: 'uuid' }) id: string;
  @ApiProperty({ type: String, format: 'uuid' }) pair: string;
  @ApiProperty({ type: String }) kind: string;
  @ApiProperty({ enum: PAIR_SIDES }) by: PairSide;
  @ApiProperty({ type: String, nullable: true }) mentee: string | null;
  @ApiProperty({ type: String, format: 'date' }) on: string;
  @ApiProperty({ type: String }) reason: string;
  @ApiProperty({ type: Boolean }) allPairs: boolean;
  @ApiProperty({ type: PetitionDecisionView, nullable: true }) decision: PetitionDecisionView | null;
}

export class PetitionList {
  @ApiProperty({ type: [PetitionView] }) items: PetitionView[];
}

/** Сопровождение пары: a consultation, an observation, or how satisfied a side is. */
export class SupportDto {
  @ApiProperty({ type: String, example: 'satisfaction', description: 'A support kind of the catalogue' })
  @IsString()
  @MaxLength(64)
  kind: string;

  @IsDay() on: string;

  @ApiPropertyOptional({ enum: PAIR_SIDES, description: 'Required with `satisfaction`' })
  @IsOptional()
  @IsIn(PAIR_SIDES)
  side?: PairSide;

  @ApiPropertyOptional({ type: String, description: 'Of a group: which mentee' })
  @IsOptional()
  @IsExternalId()
  mentee?: string;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 10 })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(10)
  satisfaction?: number;

  @ApiPropertyOptional({
    type: String,
    maxLength: 5000,
    description: 'Written and read by the psychologist only',
  })
  @IsOptional()
  @IsString()
  @MaxLength(5000)
  note?: string;
}

export class SupportView {
  @ApiProperty({ type: String, format: 'uuid' }) id: string;
  @ApiProperty({ type: String }) kind: string;
  @ApiProperty({ type: String, format: 'date' }) on: string;
  @ApiProperty({ enum: PAIR_SIDES, nullable: true }) side: PairSide | null;
  @ApiProperty({ type: String, nullable: true }) mentee: string | null;
  @ApiProperty({ type: 'integer', nullable: true }) satisfaction: number | null;
  @ApiPropertyOptional({ type: String, nullable: true, description: 'For the psychologist only' })
  note?: string | null;
}

export class SupportList {
  @ApiProperty({ type: [SupportView] }) items: SupportView[];
}
