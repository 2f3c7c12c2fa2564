import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { RUN_STATUSES } from '../vocabulary.js';
import type { RunStatus } from '../vocabulary.js';

/** `?limit=&cursor=` of every list. */
export class PageQuery {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 1000, default: 100 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1000)
  limit: number = 100;

  @ApiPropertyOptional({ type: String, description: '`nextCursor` of the page before' })
  @IsOptional()
  @IsString()
  @MaxLength(1000)
  cursor?: string;
}

/** Why long work has failed. */
export class RunErrorView {
  @ApiProperty({ type: String, example: 'unreadable-file' }) code: string;
  @ApiPropertyOptional({ type: String }) detail?: string;
  @ApiPropertyOptional({ type: String, description: 'For people' }) message?: string;
}

/** What every piece of long work shows. */
export class RunView {
  @ApiProperty({ type: String, format: 'uuid' }) id: string;
  @ApiProperty({ enum: RUN_STATUSES }) status: RunStatus;
  @ApiProperty({ type: 'integer', minimum: 0, maximum: 100 }) progress: number;
  @ApiPropertyOptional({ type: RunErrorView, nullable: true }) error?: RunErrorView | null;
}
