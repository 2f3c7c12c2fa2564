import { ApiPropertyOptional, ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { IMPORT_KINDS } from '../vocabulary.js';
import type { ImportKind } from '../vocabulary.js';
import { IsSlug } from './decorators.js';

/** `?form=` of a template: whose lists are offered. */
export class TemplateQuery {
  @ApiPropertyOptional({
    type: String,
    example: 'student-student',
    description: 'Absent: lists of all forms',
  })
  @IsOptional()
  @IsSlug()
  form?: string;
}

/** Kinds of imports that are not a bank's. */
export const TABLE_KINDS = IMPORT_KINDS.filter((kind) => kind !== 'bank' && kind !== 'responses');

/** `?kind=&form=` of the template of a table that is not a bank. */
export class TableTemplateQuery extends TemplateQuery {
  @ApiProperty({ enum: TABLE_KINDS })
  @IsIn(TABLE_KINDS)
  kind: Exclude<ImportKind, 'bank' | 'responses'>;
}
