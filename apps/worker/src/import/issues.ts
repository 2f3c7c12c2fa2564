import { MAX_KEPT_ISSUES } from '@app/contracts';
import type { FieldError, IssueSeverity } from '@app/contracts';
import type { EntityManager } from 'typeorm';
import { inTable } from './issue-place.js';
import type { TablePlace } from './issue-place.js';

/** Errors or warnings of one import: all are counted, the first 100,000 are kept. */
export class Issues {
  readonly kept: FieldError[] = [];
  private counted = 0;

  get count(): number {
    return this.counted;
  }

  add(issues: readonly FieldError[]): void {
    this.counted += issues.length;
    for (const issue of issues) if (this.kept.length < MAX_KEPT_ISSUES) this.kept.push(issue);
  }

  /** Rows that at least one of the kept issues names. */
  static rowsOf(issues: readonly FieldError[]): number {
    return new Set(issues.map((issue) => issue.row).filter((row) => row !== undefined)).size;
  }
}

const BATCH = 5_000;

/**
 * Stores issues in the order of their rows. What a wrong cell says goes with the file, after a day. A message is kept
 * where the code alone does not say enough, such as a questionnaire's own bounds; it is made of the catalogue's words
 * only.
 */
export async function storeIssues(
  tx: EntityManager,
  target: { id: string; organisation: string },
  severity: IssueSeverity,
  issues: readonly FieldError[],
  table: TablePlace = {},
): Promise<void> {
  const sorted = [...issues].sort((a, b) => (a.row ?? 0) - (b.row ?? 0));
  for (let from = 0; from < sorted.length; from += BATCH) {
    const batch = sorted
      .slice(from, from + BATCH)
      .map((found, at) => rowOf(inTable(table, found), from + at + 1));
    await tx.query(
      `INSERT INTO import_issue (organisation_id, import_id, severity, ordinal, row_number, line, sheet,
                                 column_name, cell, field, code, message)
       SELECT $1, $2, $3, ordinal, row_number, line, sheet, column_name, cell, field, code, message
       FROM jsonb_to_recordset($4) AS r (ordinal integer, row_number integer, line integer, sheet text,
         column_name text, cell text, field text, code text, message text)`,
      [target.organisation, target.id, severity, JSON.stringify(batch).replaceAll('\\u0000', '')],
    );
  }
}

const rowOf = (issue: FieldError, ordinal: number) => ({
  ordinal,
  row_number: issue.row ?? null,
  line: issue.line ?? null,
  sheet: issue.sheet ?? null,
  column_name: issue.column?.slice(0, MAX_FIELD) ?? null,
  cell: issue.value ?? null,
  field: issue.field.slice(0, MAX_FIELD),
  code: issue.code,
  message: issue.message,
});

/** An unknown field's name is the client's text: what is kept of it has an end. */
const MAX_FIELD = 200;
