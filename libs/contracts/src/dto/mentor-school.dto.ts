import { ApiProperty, ApiPropertyOptional, PartialType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsInt,
  IsNotEmpty,
  IsNumber,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { PageQuery } from './common.dto.js';
import { IsAcademicYear, IsDay, IsExternalId } from './decorators.js';

/** An event of the school of mentors. */
export class MentorSchoolSessionDto {
  @ApiProperty({ type: String, maxLength: 300 })
  @IsString()
  @IsNotEmpty()
  @MaxLength(300)
  title: string;

  @ApiProperty({ type: String, example: 'session', description: 'Code of the catalogue' })
  @IsString()
  @MaxLength(64)
  kind: string;

  @IsDay() on: string;

  /** Absent: one day. */
  @IsOptional() @IsDay() until?: string;

  @ApiProperty({ type: Number, minimum: 0, maximum: 1000 })
  @IsNumber()
  @Min(0)
  @Max(1000)
  hours: number;

  @ApiPropertyOptional({ type: String, default: 'curator', description: 'Code of a role of the catalogue' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  responsible?: string;

  @IsOptional()
  @IsDay({ nullable: true })
  doneOn?: string | null;
}

export class ChangeMentorSchoolSessionDto extends PartialType(MentorSchoolSessionDto) {}

export class MentorSchoolSessionView {
  @ApiProperty({ type: String, format: 'uuid' }) id: string;
  @ApiProperty({ type: String }) title: string;
  @ApiProperty({ type: String }) kind: string;
  @ApiProperty({ type: String, format: 'date' }) on: string;
  @ApiProperty({ type: String, format: 'date', description: 'Inclusive' }) until: string;
  @ApiProperty({ type: Number }) hours: number;
  @ApiProperty({ type: String }) responsible: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) doneOn: string | null;
  @ApiProperty({ type: String, example: '2026/27' }) academicYear: string;
  @ApiProperty({ type: String, nullable: true, description: "Of the catalogue's calendar" })
  item: string | null;
  @ApiProperty({ type: Boolean, description: 'Whether attending counts towards being trained' })
  trains: boolean;
  @ApiProperty({ type: 'integer' }) attended: number;
}

export class MentorSchoolSessionPage {
  @ApiProperty({ type: [MentorSchoolSessionView] }) items: MentorSchoolSessionView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export class MentorSchoolSessionQuery extends PageQuery {
  @IsOptional() @IsAcademicYear() academicYear?: string;
}

export class CalendarQuery {
  @IsOptional() @IsAcademicYear() academicYear?: string;
}

export class MentorSchoolCalendarDto {
  @IsAcademicYear() academicYear: string;
}

export class MentorSchoolCalendarView {
  @ApiProperty({ type: 'integer', description: 'Events that were not there yet' }) created: number;
  @ApiProperty({ type: [MentorSchoolSessionView] }) items: MentorSchoolSessionView[];
}

export class AttendanceEntryDto {
  @IsExternalId() mentor: string;

  @ApiProperty({ type: Boolean })
  @IsBoolean()
  attended: boolean;
}

/** Who came and who did not; mentors who are not named keep what was recorded. */
export class AttendanceDto {
  @ApiProperty({ type: [AttendanceEntryDto] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(5000)
  @ValidateNested({ each: true })
  @Type(() => AttendanceEntryDto)
  items: AttendanceEntryDto[];
}

export class AttendanceView {
  @ApiProperty({ type: [AttendanceEntryDto] }) items: AttendanceEntryDto[];
  @ApiProperty({ type: [String], description: 'Mentors who became trained by this' }) trained: string[];
  @ApiProperty({ type: [String], description: 'Mentors who are not trained after all' }) untrained: string[];
}

export class TrainingRequirementDto {
  @ApiProperty({ type: Number, minimum: 0, maximum: 1000 })
  @IsNumber()
  @Min(0)
  @Max(1000)
  hours: number;

  @ApiProperty({ type: 'integer', minimum: 0, maximum: 1000 })
  @IsInt()
  @Min(0)
  @Max(1000)
  sessions: number;
}

export class MentorTrainingView {
  @ApiProperty({ type: String }) mentor: string;
  @ApiProperty({ type: Number, description: 'Attended, of sessions that train' }) hours: number;
  @ApiProperty({ type: 'integer' }) sessions: number;
  @ApiProperty({ type: Boolean }) trained: boolean;
  @ApiProperty({
    type: String,
    format: 'date',
    nullable: true,
    description: 'Null: not trained, or trained elsewhere',
  })
  trainedOn: string | null;
}

/** Школа наставников: what it asks, and how far the mentors of the bank have got. */
export class MentorSchoolView {
  @ApiProperty({ type: TrainingRequirementDto }) required: TrainingRequirementDto;
  @ApiProperty({ type: Boolean, description: "False: the catalogue's requirement" }) own: boolean;
  @ApiProperty({ type: 'integer', description: 'Mentors in the bank' }) mentors: number;
  @ApiProperty({ type: 'integer' }) trained: number;
  @ApiProperty({ type: Number, nullable: true, minimum: 0, maximum: 1 }) share: number | null;
  @ApiProperty({ type: [MentorTrainingView] }) items: MentorTrainingView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}
