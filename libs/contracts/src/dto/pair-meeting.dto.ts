import { ApiProperty, ApiPropertyOptional, OmitType, PartialType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { EXTERNAL_ID, IsDay } from './decorators.js';

export class MeetingAttendanceDto {
  @ApiProperty({ type: Boolean })
  @IsBoolean()
  mentor: boolean;

  @ApiProperty({ type: [String], description: 'Those who were there' })
  @IsArray()
  @ArrayMaxSize(100)
  @ArrayUnique()
  @Matches(EXTERNAL_ID, { each: true })
  mentees: string[];
}

export class MeetingTasksDto {
  @ApiProperty({ type: 'integer', minimum: 0, maximum: 1000 })
  @IsInt()
  @Min(0)
  @Max(1000)
  given: number;

  @ApiProperty({ type: 'integer', minimum: 0, maximum: 1000, description: 'At most `given`' })
  @IsInt()
  @Min(0)
  @Max(1000)
  checked: number;
}

/** Встреча пары: planned, held, or both. */
export class MeetingDto {
  @ApiProperty({ type: String, example: 'introduction', description: 'A meeting kind of the catalogue' })
  @IsString()
  @MaxLength(64)
  kind: string;

  @ApiPropertyOptional({
    type: String,
    format: 'date',
    nullable: true,
    description: '`plannedOn` or `heldOn`',
  })
  @IsOptional()
  @IsDay({ nullable: true })
  plannedOn?: string | null;

  @ApiPropertyOptional({ type: String, format: 'date', nullable: true })
  @IsOptional()
  @IsDay({ nullable: true })
  heldOn?: string | null;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    description: 'A mode of the catalogue: `in-person`, `remote`',
  })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  mode?: string | null;

  @ApiPropertyOptional({
    type: MeetingAttendanceDto,
    description: 'Of a meeting that was held; absent: everybody was there',
  })
  @IsOptional()
  @ValidateNested()
  @Type(() => MeetingAttendanceDto)
  attendance?: MeetingAttendanceDto;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 500 })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  topic?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 5000 })
  @IsOptional()
  @IsString()
  @MaxLength(5000)
  notes?: string | null;

  @ApiPropertyOptional({
    type: MeetingTasksDto,
    description: 'How many tasks were given, and how many of them checked',
  })
  @IsOptional()
  @ValidateNested()
  @Type(() => MeetingTasksDto)
  tasks?: MeetingTasksDto;
}

/** What changes; what is not named stays. */
export class MeetingPatchDto extends PartialType(MeetingDto) {}

export class MeetingAttendanceView extends OmitType(MeetingAttendanceDto, [] as const) {}
export class MeetingTasksView extends OmitType(MeetingTasksDto, [] as const) {}

export class MeetingView {
  @ApiProperty({ type: String, format: 'uuid' }) id: string;
  @ApiProperty({ type: String }) kind: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) plannedOn: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) heldOn: string | null;
  @ApiProperty({ type: String, nullable: true }) mode: string | null;
  @ApiProperty({
    type: MeetingAttendanceView,
    nullable: true,
    description: 'Null until the meeting was held',
  })
  attendance: MeetingAttendanceView | null;
  @ApiProperty({ type: String, nullable: true }) topic: string | null;
  @ApiProperty({ type: String, nullable: true }) notes: string | null;
  @ApiProperty({ type: MeetingTasksView }) tasks: MeetingTasksView;
}

export class MeetingList {
  @ApiProperty({ type: [MeetingView], description: 'By day' }) items: MeetingView[];
  @ApiProperty({
    type: [String],
    description:
      'Kinds of the advised cycle that no meeting has had yet, in its order; nobody has to keep to it',
  })
  advised: string[];
}
