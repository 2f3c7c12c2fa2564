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

/** A table with errors can be had with the errors marked for so many hours after its import. */
export const KEPT_FILE_HOURS = 24;

/** Encodings that a sender may name where the guess was wrong. */
export const TABLE_ENCODINGS = ['utf-8', 'windows-1251', 'ibm866', 'koi8-r', 'utf-16le', 'utf-16be'] as const;
export type TableEncoding = (typeof TABLE_ENCODINGS)[number];

/** `?mode=&dryRun=&encoding=` of every import. */
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

  @ApiPropertyOptional({
    enum: TABLE_ENCODINGS,
    description: 'Of a CSV file, where the guess or the `charset` of its media type is wrong',
  })
  @IsOptional()
  @IsIn(TABLE_ENCODINGS)
  encoding?: TableEncoding;
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
  @ApiPropertyOptional({
    type: 'integer',
    description: 'The line of a text file, or the row in Excel, from 1',
  })
  line?: number;
  @ApiPropertyOptional({ type: String, description: 'The sheet of a workbook' }) sheet?: string;
  @ApiPropertyOptional({ type: String, description: 'The header of the column', example: 'Класс' })
  column?: string;
  @ApiPropertyOptional({ type: String, description: 'What the cell says; for a day only', example: '12 А' })
  value?: string;
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

/** A header of a table, and the field that it was taken for. */
export class ImportColumnView {
  @ApiProperty({ type: String, example: 'Класс' }) header: string;
  @ApiProperty({ type: String, example: 'grade' }) field: string;
}

/** How a table was read, for its sender to see whether that was right. */
export class ImportReadingView {
  @ApiProperty({ type: String, nullable: true, example: 'windows-1251', description: 'Of CSV' })
  encoding: string | null;
  @ApiProperty({ type: String, nullable: true, example: ';', description: 'Of CSV' })
  delimiter: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Of a workbook, or the file of a package' })
  sheet: string | null;
  @ApiProperty({ type: [ImportColumnView], description: 'Empty while the headers are not understood' })
  columns: ImportColumnView[];
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
  @ApiProperty({ type: ImportReadingView, nullable: true, description: 'Of a table, once it is read' })
  reading: ImportReadingView | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Until when `…/marked.xlsx` gives the table back with its errors marked',
  })
  markedUntil: string | null;
}
