import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsNotEmpty,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { IsDay } from './decorators.js';

const STAGE_CODE = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** A stage of a road map as a school sets it. */
export class RoadMapStageDto {
  @ApiProperty({ type: String, example: 'forming-pairs', description: "The catalogue's code, or one's own" })
  @Matches(STAGE_CODE)
  @MaxLength(64)
  stage: string;

  @ApiPropertyOptional({
    type: String,
    description: "Absent: the catalogue's; needed for a stage of one's own",
  })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(300)
  title?: string;

  @IsDay() startsOn: string;
  @IsDay() dueOn: string;

  @ApiProperty({ type: String, example: 'curator', description: 'Code of a role of the catalogue' })
  @IsString()
  @MaxLength(64)
  responsible: string;

  @IsOptional()
  @IsDay({ nullable: true })
  doneOn?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true })
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  note?: string | null;
}

/** The whole road map of a programme, in its order; what is not in it is gone. */
export class RoadMapDto {
  @ApiProperty({ type: [RoadMapStageDto] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => RoadMapStageDto)
  items: RoadMapStageDto[];
}

/** What of a stage changes; a field that is absent stays. */
export class ChangeStageDto {
  @IsOptional() @IsDay() startsOn?: string;
  @IsOptional() @IsDay() dueOn?: string;

  @ApiPropertyOptional({ type: String })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  responsible?: string;

  @IsOptional()
  @IsDay({ nullable: true })
  doneOn?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true })
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  note?: string | null;
}

export class RoadMapQuery {
  @ApiPropertyOptional({
    type: String,
    format: 'date',
    description: "Absent: today in the region's timezone",
  })
  @IsOptional()
  @IsDay()
  asOf?: string;
}

export const STAGE_STATES = ['ahead', 'open', 'overdue', 'done'] as const;
export type StageState = (typeof STAGE_STATES)[number];

export class RoadMapStageView {
  @ApiProperty({ type: String }) stage: string;
  @ApiProperty({ type: String }) title: string;
  @ApiProperty({ type: String, format: 'date' }) startsOn: string;
  @ApiProperty({ type: String, format: 'date', description: 'Inclusive' }) dueOn: string;
  @ApiProperty({ type: String, description: 'Code of a role' }) responsible: string;
  @ApiProperty({ type: String }) responsibleTitle: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) doneOn: string | null;
  @ApiProperty({ type: String, nullable: true }) note: string | null;
  @ApiProperty({ enum: STAGE_STATES, description: 'As of the day asked for' }) state: StageState;
  @ApiProperty({ type: Boolean }) overdue: boolean;
}

/** Дорожная карта программы. */
export class RoadMapView {
  @ApiProperty({ type: String, format: 'uuid' }) programme: string;
  @ApiProperty({ type: String, format: 'date' }) asOf: string;
  @ApiProperty({ type: Boolean, description: "False: nothing was changed, these are the catalogue's stages" })
  own: boolean;
  @ApiProperty({ type: [RoadMapStageView] }) items: RoadMapStageView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: null;
}
