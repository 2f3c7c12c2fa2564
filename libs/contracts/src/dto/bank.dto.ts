import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsNumber,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { BANKS, CONSENT_PURPOSES, ENTRY_FLAGS, RESTRICTION_KINDS } from '../vocabulary.js';
import { PageQuery } from './common.dto.js';
import type { Bank, ConsentPurpose, EntryFlag, ParticipantRole, RestrictionKind } from '../vocabulary.js';
import { IsDay, IsExternalId, IsNumberByCode, IsSlug } from './decorators.js';

/** A word of ours, not a person's name: `class-teacher`, `representative`. */
const ROLE_WORD = /^[a-z][a-z-]{0,39}$/;
const CODE_LENGTH = 100;

export class CompetenceDto {
  @ApiProperty({ type: String, example: 'subject.mathematics' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(CODE_LENGTH)
  topic: string;

  @ApiProperty({ type: 'integer', minimum: 1, maximum: 5 })
  @IsInt()
  @Min(1)
  @Max(5)
  level: number;
}

export class RequestDto {
  @ApiProperty({ type: String, example: 'subject.mathematics.algebra' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(CODE_LENGTH)
  topic: string;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 5, default: 3 })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(5)
  importance?: number;
}

export class ProfileDto {
  @ApiPropertyOptional({ type: [String], example: ['robotics'] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  interests?: string[];

  @ApiPropertyOptional({ type: [String], example: ['ru'] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(40, { each: true })
  languages?: string[];

  @ApiPropertyOptional({ type: String, nullable: true, example: 'first' })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(40)
  shift?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, example: 'А', description: 'The letter of the class' })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(10)
  classLabel?: string | null;

  @ApiPropertyOptional({ type: [String], example: ['in-person'] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(10)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(40, { each: true })
  modes?: string[];

  @ApiPropertyOptional({ type: Object, example: { leadership: 0.8 } })
  @IsOptional()
  @IsNumberByCode({ min: 0, max: 1 })
  traits?: Record<string, number>;
}

export class EvidenceDto {
  @ApiProperty({ type: String, example: 'contest' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(40)
  kind: string;

  @ApiProperty({ type: String })
  @IsString()
  @IsNotEmpty()
  @MaxLength(300)
  title: string;

  @ApiPropertyOptional({ type: 'integer', nullable: true })
  @IsOptional()
  @IsInt()
  @Min(1950)
  @Max(2100)
  year?: number | null;
}

export class ConsentDto {
  @ApiProperty({ enum: CONSENT_PURPOSES })
  @IsIn(CONSENT_PURPOSES)
  purpose: ConsentPurpose;

  @IsDay() givenOn: string;

  @ApiProperty({ type: String, description: '`self`, or who signs for a minor', example: 'representative' })
  @IsString()
  @Matches(ROLE_WORD)
  by: string;

  @ApiPropertyOptional({ type: String, nullable: true, description: 'Number of the paper' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  document?: string | null;

  @IsOptional()
  @IsDay({ nullable: true })
  validUntil?: string | null;

  @IsOptional()
  @IsDay({ nullable: true })
  withdrawnOn?: string | null;
}

/** What a school may say about one person in one bank (api.md, "Bank entry"). */
export class BankEntryFields {
  @ApiProperty({ type: String, example: 'teacher' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(40)
  personKind: string;

  @ApiPropertyOptional({ type: String, nullable: true, description: 'Only if the school wants to see names' })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  displayName?: string | null;

  @ApiPropertyOptional({ enum: ['m', 'f'], nullable: true })
  @IsOptional()
  @IsIn(['m', 'f'])
  sex?: 'm' | 'f' | null;

  @ApiPropertyOptional({ type: 'integer', nullable: true })
  @IsOptional()
  @IsInt()
  @Min(1900)
  @Max(2100)
  birthYear?: number | null;

  @ApiPropertyOptional({ type: 'integer', nullable: true, minimum: 1, maximum: 11 })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(11)
  grade?: number | null;

  @ApiPropertyOptional({ type: Number, nullable: true, minimum: 0, maximum: 80 })
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(80)
  experienceYears?: number | null;

  @ApiPropertyOptional({ type: [String], example: ['failing'] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(40, { each: true })
  categories?: string[];

  @ApiPropertyOptional({ enum: ['active', 'passive'], nullable: true })
  @IsOptional()
  @IsIn(['active', 'passive'])
  activity?: 'active' | 'passive' | null;

  @ApiPropertyOptional({ type: [CompetenceDto] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @ArrayUnique((competence: CompetenceDto) => competence?.topic)
  @ValidateNested({ each: true })
  @Type(() => CompetenceDto)
  competences?: CompetenceDto[];

  @ApiPropertyOptional({ type: [RequestDto] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @ArrayUnique((request: RequestDto) => request?.topic)
  @ValidateNested({ each: true })
  @Type(() => RequestDto)
  requests?: RequestDto[];

  @ApiPropertyOptional({ type: ProfileDto })
  @IsOptional()
  @ValidateNested()
  @Type(() => ProfileDto)
  profile?: ProfileDto;

  @ApiPropertyOptional({ type: 'integer', minimum: 0, maximum: 1000, default: 1 })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(1000)
  capacity?: number;

  @ApiPropertyOptional({ type: Boolean, default: false })
  @IsOptional()
  @IsBoolean()
  trained?: boolean;

  @IsOptional()
  @IsDay({ nullable: true })
  waitingSince?: string | null;

  @IsOptional()
  @IsDay({ nullable: true })
  refreshedOn?: string | null;

  @ApiPropertyOptional({ type: Object, example: { 'subject.mathematics': 4.6 } })
  @IsOptional()
  @IsNumberByCode({ min: 0, max: 100 })
  marks?: Record<string, number>;

  @ApiPropertyOptional({ type: [EvidenceDto] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => EvidenceDto)
  evidence?: EvidenceDto[];

  @ApiPropertyOptional({
    type: [ConsentDto],
    description: 'All consents of the person; absent: as they were. A recorded withdrawal stays',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => ConsentDto)
  consents?: ConsentDto[];

  @ApiPropertyOptional({ type: String, nullable: true, example: 'curator', pattern: ROLE_WORD.source })
  @IsOptional()
  @IsString()
  @Matches(ROLE_WORD)
  proposedBy?: string | null;
}

/** One row of a bank's import. */
export class BankEntryDto extends BankEntryFields {
  @IsExternalId() externalId: string;
}

/** An entry as it is kept: every field present. */
export class BankEntryView {
  @ApiProperty({ enum: ENTRY_FLAGS, isArray: true, description: 'What needs a curator’s eye' })
  flags: EntryFlag[];
  @ApiProperty({ type: String, format: 'uuid' }) id: string;
  @ApiProperty({ enum: BANKS }) bank: Bank;
  @ApiProperty({ type: String }) externalId: string;
  @ApiProperty({ type: String }) personKind: string;
  @ApiProperty({ type: String, nullable: true }) displayName: string | null;
  @ApiProperty({ enum: ['m', 'f'], nullable: true }) sex: 'm' | 'f' | null;
  @ApiProperty({ type: 'integer', nullable: true }) birthYear: number | null;
  @ApiProperty({ type: 'integer', nullable: true }) grade: number | null;
  @ApiProperty({ type: Number, nullable: true }) experienceYears: number | null;
  @ApiProperty({ type: [String] }) categories: string[];
  @ApiProperty({ enum: ['active', 'passive'], nullable: true }) activity: 'active' | 'passive' | null;
  @ApiProperty({ type: [CompetenceDto] }) competences: CompetenceDto[];
  @ApiProperty({ type: [RequestDto] }) requests: RequestDto[];
  @ApiProperty({ type: ProfileDto }) profile: ProfileDto;
  @ApiProperty({ type: 'integer' }) capacity: number;
  @ApiProperty({ type: Boolean }) trained: boolean;
  @ApiProperty({ type: String, format: 'date', nullable: true }) waitingSince: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) refreshedOn: string | null;
  @ApiProperty({ type: Object }) marks: Record<string, number>;
  @ApiProperty({ type: [EvidenceDto] }) evidence: EvidenceDto[];
  @ApiProperty({ type: [ConsentDto] }) consents: ConsentDto[];
  @ApiProperty({ type: String, nullable: true }) proposedBy: string | null;
  @ApiProperty({ type: 'integer', description: 'Also in the ETag' }) version: number;
}

export class BankEntryQuery extends PageQuery {
  @ApiPropertyOptional({ enum: ENTRY_FLAGS, description: 'Only entries with this flag' })
  @IsOptional()
  @IsIn(ENTRY_FLAGS)
  flag?: EntryFlag;
}

export class BankEntryPage {
  @ApiProperty({ type: [BankEntryView] }) items: BankEntryView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

/** Two people by external id; absent organisations mean own. */
class TwoPeople {
  @IsExternalId() mentor: string;
  @IsExternalId() mentee: string;

  @IsOptional()
  @IsSlug()
  mentorOrganisation?: string;

  @IsOptional()
  @IsSlug()
  menteeOrganisation?: string;
}

/** Two who must not become a pair. */
export class RestrictionDto extends TwoPeople {
  @ApiProperty({ enum: RESTRICTION_KINDS })
  @IsIn(RESTRICTION_KINDS)
  kind: RestrictionKind;

  @ApiPropertyOptional({ type: String, nullable: true })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  reason?: string | null;
}

/** The psychologist's assessment of a pair that might be. */
export class CompatibilityDto extends TwoPeople {
  @ApiProperty({ type: Number, minimum: 0, maximum: 1 })
  @IsNumber()
  @Min(0)
  @Max(1)
  score: number;

  @ApiProperty({ type: String, example: 'sociometry' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  method: string;

  @IsDay() measuredOn: string;

  @ApiPropertyOptional({ type: Boolean, default: false, description: 'They must not become a pair' })
  @IsOptional()
  @IsBoolean()
  veto?: boolean;
}

/** What one of the two said of the other after a meeting. */
export class PreferenceDto extends TwoPeople {
  @ApiProperty({ enum: ['mentor', 'mentee'] })
  @IsIn(['mentor', 'mentee'])
  from: ParticipantRole;

  @ApiProperty({ type: 'integer', minimum: 1, maximum: 10 })
  @IsInt()
  @Min(1)
  @Max(10)
  rating: number;

  @ApiPropertyOptional({ type: Boolean, default: false })
  @IsOptional()
  @IsBoolean()
  veto?: boolean;
}
