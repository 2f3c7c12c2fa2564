import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsInt,
  IsOptional,
  IsUUID,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { RunView } from './common.dto.js';
import { IsLocalTime } from './decorators.js';

export const MOST_SLOTS = 200;

export class MeetingSlotDto {
  @IsLocalTime() startsAt: string;

  @ApiProperty({ type: 'integer', minimum: 1, maximum: 600 })
  @IsInt()
  @Min(1)
  @Max(600)
  minutes: number;
}

/** Slots of the same length, one after the other. */
export class MeetingSeriesDto {
  @IsLocalTime() firstStartsAt: string;

  @ApiProperty({ type: 'integer', minimum: 1, maximum: 600 })
  @IsInt()
  @Min(1)
  @Max(600)
  minutes: number;

  @ApiPropertyOptional({ type: 'integer', minimum: 0, maximum: 600, default: 0 })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(600)
  breakMinutes: number = 0;

  @ApiProperty({ type: 'integer', minimum: 1, maximum: MOST_SLOTS })
  @IsInt()
  @Min(1)
  @Max(MOST_SLOTS)
  count: number;
}

/** A round of quick meetings (быстрые встречи); when it is to take place is told by `slots` or by `series`. */
export class CreateMeetingRoundDto {
  @ApiProperty({ type: String, format: 'uuid', description: 'The matching whose shortlist is met' })
  @IsUUID()
  matching: string;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: 10,
    description: 'Mentors that each mentee meets',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(10)
  perMentee?: number;

  @ApiPropertyOptional({ type: [MeetingSlotDto] })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_SLOTS)
  @ValidateNested({ each: true })
  @Type(() => MeetingSlotDto)
  slots?: MeetingSlotDto[];

  @ApiPropertyOptional({ type: MeetingSeriesDto })
  @IsOptional()
  @ValidateNested()
  @Type(() => MeetingSeriesDto)
  series?: MeetingSeriesDto;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: 5000,
    description: 'Meetings that fit in at a time',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(5000)
  places?: number;
}

/** A time in which meetings take place; local, without a timezone. */
export interface MeetingSlot {
  startsAt: string;
  endsAt: string;
}

export class RoundMeetingView {
  @ApiProperty({ type: String }) mentor: string;
  @ApiProperty({ type: String }) mentee: string;
  @ApiProperty({ type: 'integer', minimum: 1, description: 'Table or room' }) place: number;
  @ApiProperty({ type: 'integer' }) points: number;
  @ApiProperty({ type: 'integer', minimum: 1, description: '1: the first choice for the mentee' })
  rank: number;
}

export class DroppedMeetingView {
  @ApiProperty({ type: String }) mentor: string;
  @ApiProperty({ type: String }) mentee: string;
  @ApiProperty({ type: 'integer' }) points: number;
  @ApiProperty({ type: 'integer', minimum: 1 }) rank: number;
}

export class MeetingSlotView {
  @ApiProperty({ type: String, example: '2026-09-20T14:00' }) startsAt: string;
  @ApiProperty({ type: String, example: '2026-09-20T14:10' }) endsAt: string;
  @ApiProperty({ type: [RoundMeetingView] }) meetings: RoundMeetingView[];
}

export class MeetingRoundSummary {
  @ApiProperty({ type: 'integer' }) meetings: number;
  @ApiProperty({ type: 'integer' }) dropped: number;
  @ApiProperty({ type: 'integer', description: 'Slots that are used; no schedule needs fewer' })
  slotsUsed: number;
  @ApiProperty({ type: 'integer', description: 'Slots that all meetings of the shortlist would need' })
  slotsNeeded: number;
  @ApiProperty({ type: 'integer' }) mentors: number;
  @ApiProperty({ type: 'integer' }) mentees: number;
  @ApiProperty({ type: [String], description: 'Mentees for whom there is nobody to meet' })
  withoutMeeting: string[];
}

export class MeetingRoundView extends RunView {
  @ApiProperty({ type: String, format: 'uuid' }) programme: string;
  @ApiProperty({ type: String, format: 'uuid' }) matching: string;
  @ApiProperty({ type: 'integer' }) perMentee: number;
  @ApiProperty({ type: 'integer', nullable: true }) places: number | null;
  @ApiProperty({ type: MeetingRoundSummary, nullable: true }) summary: MeetingRoundSummary | null;
  @ApiProperty({ type: [MeetingSlotView] }) slots: MeetingSlotView[];
  @ApiProperty({ type: [DroppedMeetingView], description: 'For which there is no room, the best first' })
  dropped: DroppedMeetingView[];
}

export class MeetingRoundSummaryView extends RunView {
  @ApiProperty({ type: String, format: 'uuid' }) matching: string;
  @ApiProperty({ type: 'integer' }) perMentee: number;
  @ApiProperty({ type: MeetingRoundSummary, nullable: true }) summary: MeetingRoundSummary | null;
}

export class MeetingRoundPage {
  @ApiProperty({ type: [MeetingRoundSummaryView] }) items: MeetingRoundSummaryView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}
