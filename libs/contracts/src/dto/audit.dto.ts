import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsUUID, Matches, Max, Min } from 'class-validator';
import { PageQuery } from './common.dto.js';
import { EXTERNAL_ID, IsDay } from './decorators.js';

export class AuditQuery extends PageQuery {
  @ApiPropertyOptional({ type: String, description: 'External id' })
  @IsOptional()
  @Matches(EXTERNAL_ID)
  person?: string;

  @ApiPropertyOptional({ type: String, format: 'uuid', description: 'Id of an API key' })
  @IsOptional()
  @IsUUID()
  key?: string;

  @IsOptional()
  @IsDay()
  from?: string;

  @IsOptional()
  @IsDay()
  until?: string;

  @ApiPropertyOptional({ enum: ['changes', 'reads'] })
  @IsOptional()
  @IsIn(['changes', 'reads'])
  what?: 'changes' | 'reads';
}

/** One request: who did what to whose data, and how it ended; never a value. */
export class AuditEntryView {
  @ApiProperty({ type: 'integer', description: 'Place in the chain, from 1' }) sequence: number;
  @ApiProperty({ type: String, format: 'uuid' }) id: string;
  @ApiProperty({ type: String, format: 'date-time' }) at: string;
  @ApiProperty({ type: String, format: 'uuid', description: 'Id of the API key' }) key: string;
  @ApiProperty({ type: String }) role: string;
  @ApiProperty({ type: String, example: 'GET' }) method: string;
  @ApiProperty({ type: String, description: 'Template of the path' }) route: string;
  @ApiProperty({ type: String, nullable: true, description: 'External id of the person it was about' })
  person: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Id of the resource' }) target: string | null;
  @ApiProperty({ type: 'integer', nullable: true, description: 'Rows shown, people asked for' })
  subjects: number | null;
  @ApiProperty({ enum: ['done', 'refused', 'failed'] }) outcome: 'done' | 'refused' | 'failed';
  @ApiProperty({ type: String, nullable: true, description: 'Code of the refusal' }) code: string | null;
  @ApiProperty({ type: String, description: 'SHA-256 over the hash before and this entry, hexadecimal' })
  hash: string;
}

export class AuditPage {
  @ApiProperty({ type: [AuditEntryView] }) items: AuditEntryView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

/** A head that was written down earlier: the log must still hold it. */
export class AuditVerificationQuery {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, description: '`entries` of an earlier verification' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  entries?: number;

  @ApiPropertyOptional({ type: String, description: '`head` of the same verification' })
  @IsOptional()
  @Matches(/^[0-9a-f]{64}$/)
  head?: string;
}

export class AuditVerificationView {
  @ApiProperty({ type: Boolean }) valid: boolean;
  @ApiProperty({ type: 'integer', description: 'Entries that follow from each other' }) entries: number;
  @ApiProperty({ type: String, description: 'Hash of the last of them, hexadecimal' }) head: string;
  @ApiProperty({ type: 'integer', nullable: true, description: 'First place that does not fit' })
  brokenAt: number | null;
}
