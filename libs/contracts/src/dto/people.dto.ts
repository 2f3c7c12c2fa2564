import { ApiProperty, ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import {
  BANKS,
  CONSENT_PURPOSES,
  DATA_CATEGORIES,
  DESTRUCTION_REASONS,
  ENTRY_FLAGS,
  INTERVIEW_RESULTS,
  PAIR_STATES,
  RETENTION_CODES,
} from '../vocabulary.js';
import type {
  Bank,
  ConsentPurpose,
  DataCategory,
  DestructionReason,
  EntryFlag,
  InterviewResult,
  PairState,
  ParticipantRole,
  RetentionCode,
} from '../vocabulary.js';
import { ConsentDto } from './bank.dto.js';
import { PageQuery } from './common.dto.js';
import { EXTERNAL_ID, IsDay } from './decorators.js';

const ROLE_WORD = /^[a-z][a-z-]{0,39}$/;

/** A consent as a paper has it; a withdrawal has an endpoint of its own. */
export class NewConsentDto extends OmitType(ConsentDto, ['withdrawnOn'] as const) {}

export class ConsentView {
  @ApiProperty({ type: String, format: 'uuid' }) id: string;
  @ApiProperty({ enum: CONSENT_PURPOSES }) purpose: ConsentPurpose;
  @ApiProperty({ type: String, format: 'date' }) givenOn: string;
  @ApiProperty({ type: String, example: 'representative' }) by: string;
  @ApiProperty({ type: String, nullable: true }) document: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) validUntil: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) withdrawnOn: string | null;
  @ApiProperty({ type: String, nullable: true }) withdrawalDocument: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Id of the key that noted it' })
  madeBy: string | null;
  @ApiProperty({ type: String, format: 'date-time' }) madeAt: string;
}

export class ConsentList {
  @ApiProperty({ type: [ConsentView] }) items: ConsentView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export class WithdrawalDto {
  @ApiProperty({ enum: CONSENT_PURPOSES })
  @IsIn(CONSENT_PURPOSES)
  purpose: ConsentPurpose;

  @IsDay() withdrawnOn: string;

  @ApiPropertyOptional({ type: String, nullable: true, description: 'Number of the paper' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  document?: string | null;
}

/** One kind of data in one table, and how many rows of it were destroyed. */
export class DestroyedData {
  @ApiProperty({ enum: DATA_CATEGORIES }) category: DataCategory;
  @ApiProperty({ type: String, example: 'bank_entry' }) table: string;
  @ApiProperty({ type: 'integer' }) rows: number;
}

export class DestroyedDataView extends DestroyedData {
  @ApiProperty({ type: String, description: 'Category in Russian' }) title: string;
}

/** Акт об уничтожении персональных данных (приказ Роскомнадзора № 179): what and how many, no values. */
export class DestructionActView {
  @ApiProperty({ type: String, format: 'uuid' }) id: string;
  @ApiProperty({ type: 'integer', description: 'Counts the acts of the organisation from 1' }) number: number;
  @ApiProperty({ type: String, format: 'date' }) madeOn: string;
  @ApiProperty({ type: String, format: 'date-time' }) madeAt: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Id of the key' })
  madeBy: string | null;
  @ApiProperty({ enum: DESTRUCTION_REASONS }) reason: DestructionReason;
  @ApiProperty({ type: String, description: 'Reason in Russian' }) reasonTitle: string;
  @ApiProperty({ type: [String], description: 'External ids' }) people: string[];
  @ApiProperty({ enum: CONSENT_PURPOSES, nullable: true }) purpose: ConsentPurpose | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) withdrawnOn: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Paper of the withdrawal' })
  document: string | null;
  @ApiProperty({ type: [DestroyedDataView] }) destroyed: DestroyedDataView[];
}

export class DestructionActPage {
  @ApiProperty({ type: [DestructionActView] }) items: DestructionActView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export class DestructionActQuery extends PageQuery {
  @ApiPropertyOptional({ type: String, description: 'External id' })
  @IsOptional()
  @Matches(EXTERNAL_ID)
  person?: string;
}

/** A pair that a person takes part in, as far as a person's card shows it. */
export class PersonPairView {
  @ApiProperty({ type: String, format: 'uuid' }) id: string;
  @ApiProperty({ type: String, format: 'uuid' }) programme: string;
  @ApiProperty({ enum: ['mentor', 'mentee'] }) role: ParticipantRole;
  @ApiProperty({ enum: PAIR_STATES }) state: PairState;
  @ApiProperty({ type: String, format: 'date', nullable: true }) startedOn: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) endedOn: string | null;
}

/** What a withdrawal has done at once. */
export class WithdrawalView {
  @ApiProperty({ type: [ConsentView], description: 'All consents of the person, as they now are' })
  consents: ConsentView[];
  @ApiProperty({ type: DestructionActView, nullable: true, description: 'Null: nothing had to be destroyed' })
  act: DestructionActView | null;
  @ApiProperty({ type: [PersonPairView], description: 'Pairs that now need a decision' })
  pairs: PersonPairView[];
}

export class DestructionDto {
  @ApiProperty({ type: [String], minItems: 1, maxItems: 1000, description: 'External ids' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1000)
  @ArrayUnique()
  @IsString({ each: true })
  @Matches(EXTERNAL_ID, { each: true })
  people: string[];

  @ApiProperty({ enum: ['retention-expired', 'request', 'unlawful'] })
  @IsIn(['retention-expired', 'request', 'unlawful'])
  reason: DestructionReason;
}

export class RetentionPeriodDto {
  @ApiProperty({ enum: RETENTION_CODES })
  @IsIn(RETENTION_CODES)
  code: RetentionCode;

  @ApiProperty({ type: 'integer', minimum: 0, maximum: 1200 })
  @IsInt()
  @Min(0)
  @Max(1200)
  months: number;
}

/** The organisation's own periods; what is not named goes by the catalogue. */
export class RetentionDto {
  @ApiProperty({ type: [RetentionPeriodDto] })
  @IsArray()
  @ArrayMaxSize(RETENTION_CODES.length)
  @ArrayUnique((period: RetentionPeriodDto) => period?.code)
  @ValidateNested({ each: true })
  @Type(() => RetentionPeriodDto)
  periods: RetentionPeriodDto[];
}

export class RetentionPeriodView extends RetentionPeriodDto {
  @ApiProperty({ type: String, description: 'Whose data, in Russian' }) title: string;
  @ApiProperty({ type: Boolean, description: 'By the organisation, not by the catalogue' }) own: boolean;
}

export class RetentionPeriodsView {
  @ApiProperty({ type: [RetentionPeriodView] }) periods: RetentionPeriodView[];
}

export class RetentionQuery extends PageQuery {
  @IsOptional()
  @IsDay()
  asOf?: string;
}

/** Somebody whose data are kept no longer than a day that has passed. */
export class RetentionDueView {
  @ApiProperty({ type: String }) externalId: string;
  @ApiProperty({ enum: BANKS, isArray: true }) banks: Bank[];
  @ApiProperty({ enum: RETENTION_CODES, description: 'Which period ran out' }) code: RetentionCode;
  @ApiProperty({ type: String, format: 'date', description: 'From when it runs' }) since: string;
  @ApiProperty({ type: String, format: 'date', description: 'The last day' }) retainUntil: string;
}

export class RetentionDuePage extends RetentionPeriodsView {
  @ApiProperty({ type: String, format: 'date' }) asOf: string;
  @ApiProperty({ type: [RetentionDueView] }) items: RetentionDueView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export class InterviewDto {
  @IsDay() on: string;

  @ApiProperty({ type: String, example: 'curator', pattern: ROLE_WORD.source, description: 'Role, no name' })
  @Matches(ROLE_WORD)
  by: string;

  @ApiProperty({ enum: INTERVIEW_RESULTS })
  @IsIn(INTERVIEW_RESULTS)
  result: InterviewResult;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 2000 })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(2000)
  note?: string | null;
}

export class InterviewView {
  @ApiProperty({ type: String, format: 'uuid' }) id: string;
  @ApiProperty({ type: String, format: 'date' }) on: string;
  @ApiProperty({ type: String }) by: string;
  @ApiProperty({ enum: INTERVIEW_RESULTS }) result: InterviewResult;
  @ApiProperty({ type: String, nullable: true }) note: string | null;
  @ApiProperty({ type: String, format: 'uuid' }) madeBy: string;
  @ApiProperty({ type: String, format: 'date-time' }) madeAt: string;
}

export class InterviewList {
  @ApiProperty({ type: [InterviewView] }) items: InterviewView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

/** A questionnaire by which people are chosen: not psychological, for the curator to read. */
export class SelectionSheetView {
  @ApiProperty({ type: String, format: 'uuid' }) id: string;
  @ApiProperty({ type: String, format: 'uuid' }) programme: string;
  @ApiProperty({ enum: BANKS }) bank: Bank;
  @ApiProperty({ type: String }) instrument: string;
  @ApiProperty({ type: String }) version: string;
  @ApiProperty({ type: String, format: 'date' }) answeredOn: string;
  @ApiProperty({ type: Object, description: 'Answers by item' }) answers: Record<string, unknown>;
}

export class SelectionSheetList {
  @ApiProperty({ type: [SelectionSheetView] }) items: SelectionSheetView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export class PersonEntryView {
  @ApiProperty({ enum: BANKS }) bank: Bank;
  @ApiProperty({ type: String }) personKind: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) refreshedOn: string | null;
  @ApiProperty({ type: Boolean }) trained: boolean;
  @ApiProperty({ enum: ENTRY_FLAGS, isArray: true }) flags: EntryFlag[];
}

/** One person of the organisation, in one bank or in both. */
export class PersonView {
  @ApiProperty({ type: String }) externalId: string;
  @ApiProperty({ type: String, nullable: true }) displayName: string | null;
  @ApiProperty({ enum: ['m', 'f'], nullable: true }) sex: 'm' | 'f' | null;
  @ApiProperty({ type: 'integer', nullable: true }) birthYear: number | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) erasedAt: string | null;
  @ApiProperty({ type: [PersonEntryView] }) entries: PersonEntryView[];
  @ApiProperty({ type: [ConsentView] }) consents: ConsentView[];
  @ApiProperty({ type: [PersonPairView] }) pairs: PersonPairView[];
  @ApiProperty({ type: 'integer' }) restrictions: number;
  @ApiProperty({ type: 'integer' }) interviews: number;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'The last day of keeping' })
  retainUntil: string | null;
}
