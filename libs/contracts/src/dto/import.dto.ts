import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional } from 'class-validator';
import { BANKS, IMPORT_KINDS, IMPORT_MODES } from '../vocabulary.js';
import type { Bank, ImportKind, ImportMode } from '../vocabulary.js';
import { PageQuery, RunView } from './common.dto.js';

/** At most so many rows in one import. */
export const MAX_IMPORT_ROWS = 100_000;

/** At most so many errors, and so many warnings, stand in the answer itself; `…/errors` pages through the rest. */
export const MAX_INLINE_ISSUES = 1_000;

/** At most so many errors, and so many warnings, of one import are kept; further ones are counted. */
export const MAX_KEPT_ISSUES = 100_000;

/** `?mode=&dryRun=` of every import. */
export class ImportQuery {
  @ApiPropertyOptional({
    enum: IMPORT_MODES,
    default: 'partial',
    description: '`strict`: one wrong row refuses the whole file',
  })
  @IsOptional()
  @IsIn(IMPORT_MODES)
  mode: ImportMode = 'partial';

  @ApiPropertyOptional({ type: Boolean, default: false, description: 'Check and count, write nothing' })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => booleanOf(value))
  @IsBoolean()
  dryRun: boolean = false;
}

/** `?dryRun` alone means yes; anything that is no boolean is left for the validator to refuse. */
function booleanOf(value: unknown): unknown {
  if (value === 'true' || value === '1' || value === '') return true;
  if (value === 'false' || value === '0') return false;
  return value;
}

export const ISSUE_SEVERITIES = ['error', 'warning'] as const;
export type IssueSeverity = (typeof ISSUE_SEVERITIES)[number];

/** `?severity=&limit=&cursor=` of the account of an import. */
export class ImportIssueQuery extends PageQuery {
  @ApiPropertyOptional({ enum: ISSUE_SEVERITIES, default: 'error' })
  @IsOptional()
  @IsIn(ISSUE_SEVERITIES)
  severity: IssueSeverity = 'error';
}

/** One thing that is wrong with a row, or worth knowing about it. */
export class ImportIssueView {
  @ApiPropertyOptional({ type: 'integer', description: 'The record, from 1; absent for the whole file' })
  row?: number;
  @ApiPropertyOptional({ type: 'integer', description: 'The line of a text file, from 1' }) line?: number;
  @ApiProperty({ type: String, example: 'competences[0].topic' }) field: string;
  @ApiProperty({ type: String, example: 'unknown-topic' }) code: string;
  @ApiProperty({ type: String, description: 'For people' }) message: string;
}

export class ImportIssuePage {
  @ApiProperty({ type: [ImportIssueView] }) items: ImportIssueView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
  @ApiProperty({ type: 'integer', description: 'How many there were' }) total: number;
  @ApiProperty({ type: 'integer', description: 'How many of them were not kept' }) cut: number;
}

/** An import: a piece of long work, and the account of what came of it. */
export class ImportView extends RunView {
  @ApiProperty({ enum: IMPORT_KINDS }) kind: ImportKind;
  @ApiProperty({ enum: BANKS, nullable: true }) bank: Bank | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) programme: string | null;
  @ApiProperty({ enum: IMPORT_MODES }) mode: ImportMode;
  @ApiProperty({ type: Boolean }) dryRun: boolean;
  @ApiProperty({ type: 'integer' }) accepted: number;
  @ApiProperty({ type: 'integer' }) rejected: number;
  @ApiProperty({ type: 'integer' }) created: number;
  @ApiProperty({ type: 'integer' }) updated: number;
  @ApiProperty({ type: 'integer' }) unchanged: number;
  @ApiProperty({ type: [ImportIssueView], description: 'At most 1,000' }) warnings: ImportIssueView[];
  @ApiProperty({ type: [ImportIssueView], description: 'At most 1,000' }) errors: ImportIssueView[];
  @ApiProperty({ type: 'integer', description: 'Warnings that are not shown here' }) warningsCut: number;
  @ApiProperty({ type: 'integer', description: 'Errors that are not shown here' }) errorsCut: number;
}
