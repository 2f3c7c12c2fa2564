import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
} from 'class-validator';
import { PageQuery } from './common.dto.js';
import { EXTERNAL_ID } from './decorators.js';

export const PRACTICE_STATES = ['draft', 'published'] as const;
export type PracticeState = (typeof PRACTICE_STATES)[number];

const WORD = /\S/;

export class PracticeDto {
  @ApiProperty({ type: String, maxLength: 300 })
  @IsString()
  @Matches(WORD, { context: { code: 'required' } })
  @MaxLength(300)
  title: string;

  @ApiProperty({ type: String, example: 'student-student' })
  @IsString()
  @MaxLength(64)
  form: string;

  @ApiPropertyOptional({ type: String, nullable: true })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  variant?: string | null;

  @ApiProperty({ type: String, maxLength: 20_000, description: 'Without personal data' })
  @IsString()
  @Matches(WORD, { context: { code: 'required' } })
  @MaxLength(20_000)
  summary: string;

  @ApiPropertyOptional({ type: String, format: 'uuid', nullable: true })
  @IsOptional()
  @IsUUID()
  programme?: string | null;

  @ApiPropertyOptional({ type: String, format: 'uuid', nullable: true })
  @IsOptional()
  @IsUUID()
  pair?: string | null;

  @ApiPropertyOptional({ type: [String], description: 'External ids of those whose practice it is' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @Matches(EXTERNAL_ID, { each: true })
  people?: string[];
}

export class PracticeStateDto {
  @ApiProperty({ enum: PRACTICE_STATES })
  @IsIn(PRACTICE_STATES)
  state: PracticeState;
}

export class PracticeQuery extends PageQuery {
  @ApiPropertyOptional({ enum: PRACTICE_STATES })
  @IsOptional()
  @IsIn(PRACTICE_STATES)
  state?: PracticeState;
}

/** A practice as its region sees it: no people, no pairs. */
export class PublishedPracticeView {
  @ApiProperty({ type: String, format: 'uuid' }) id: string;
  @ApiProperty({ type: String }) organisation: string;
  @ApiProperty({ type: String }) organisationName: string;
  @ApiProperty({ type: String }) title: string;
  @ApiProperty({ type: String }) form: string;
  @ApiProperty({ type: String, nullable: true }) variant: string | null;
  @ApiProperty({ type: String }) summary: string;
  @ApiProperty({ type: String, format: 'date' }) publishedOn: string;
}

export class PublishedPracticePage {
  @ApiProperty({ type: [PublishedPracticeView] }) items: PublishedPracticeView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export class PracticeView {
  @ApiProperty({ type: String, format: 'uuid' }) id: string;
  @ApiProperty({ enum: PRACTICE_STATES }) state: PracticeState;
  @ApiProperty({ type: String }) title: string;
  @ApiProperty({ type: String }) form: string;
  @ApiProperty({ type: String, nullable: true }) variant: string | null;
  @ApiProperty({ type: String }) summary: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) programme: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) pair: string | null;
  @ApiProperty({ type: [String] }) people: string[];
  @ApiProperty({ type: String, format: 'date', nullable: true }) publishedOn: string | null;
  @ApiProperty({ type: String, format: 'date-time' }) createdAt: string;
}

export class PracticePage {
  @ApiProperty({ type: [PracticeView] }) items: PracticeView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}
