import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { BANKS } from '../vocabulary.js';
import type { Bank } from '../vocabulary.js';
import { PageQuery } from './common.dto.js';
import { IsDay } from './decorators.js';

export class ReminderQuery extends PageQuery {
  @ApiPropertyOptional({
    type: String,
    format: 'date',
    description: "Absent: today in the region's timezone",
  })
  @IsOptional()
  @IsDay()
  asOf?: string;

  /** What is due by this day; absent: each kind of reminder as early as the catalogue says. */
  @IsOptional() @IsDay() until?: string;

  @ApiPropertyOptional({ type: String, description: 'Code of a kind of the catalogue' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  kind?: string;
}

/** Something a curator has to see to. */
export class ReminderView {
  @ApiProperty({ type: String, example: 'exit-measurement-due' }) kind: string;
  @ApiProperty({ type: String }) title: string;
  @ApiProperty({ type: String, format: 'date' }) dueOn: string;
  @ApiProperty({ type: Boolean, description: 'Due before the day asked for' }) overdue: boolean;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) programme: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) pair: string | null;
  @ApiProperty({ enum: BANKS, nullable: true }) bank: Bank | null;
  @ApiProperty({ type: String, nullable: true, description: 'External id' }) person: string | null;
  @ApiProperty({ type: 'integer', nullable: true }) count: number | null;
  @ApiProperty({ type: String, description: 'Russian, for the curator' }) text: string;
}

export class ReminderPage {
  @ApiProperty({ type: String, format: 'date' }) asOf: string;
  @ApiProperty({ type: [ReminderView], description: 'By due day' }) items: ReminderView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}
