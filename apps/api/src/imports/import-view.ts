import { message } from '@app/catalogue';
import type { FieldError, ImportIssueView, ImportView } from '@app/contracts';
import type { Import, Run } from '@app/persistence';
import { viewOf } from '../runs/runs.service.js';

/** A row of `import_issue`. */
export interface IssueRow {
  ordinal: number;
  row: number | null;
  line: number | null;
  sheet: string | null;
  column: string | null;
  /** Null also where it is not the reader's to see. */
  value: string | null;
  field: string;
  code: FieldError['code'];
  /** Empty: the code's own text says it. */
  message: string;
}

/** Most texts are made when they are read; what the cell said is kept no longer than the file. */
export function issueView(issue: IssueRow): ImportIssueView {
  return {
    ...(issue.row !== null && { row: issue.row }),
    ...(issue.line !== null && { line: issue.line }),
    ...(issue.sheet !== null && { sheet: issue.sheet }),
    ...(issue.column !== null && { column: issue.column }),
    ...(issue.value !== null && { value: issue.value }),
    field: issue.field,
    code: issue.code,
    message: issue.message || message(issue.code, 'ru', { field: issue.column ?? issue.field }),
  };
}

export function importView(
  run: Run,
  found: Import,
  issues: { errors: IssueRow[]; warnings: IssueRow[] },
  markedUntil: Date | null,
): ImportView {
  return {
    ...viewOf(run),
    kind: found.kind,
    bank: found.bank,
    programme: found.programmeId,
    mode: found.mode,
    dryRun: found.dryRun,
    accepted: found.accepted,
    rejected: found.rejected,
    created: found.created,
    updated: found.updated,
    unchanged: found.unchanged,
    warnings: issues.warnings.map(issueView),
    errors: issues.errors.map(issueView),
    warningsCut: found.warningCount - issues.warnings.length,
    errorsCut: found.errorCount - issues.errors.length,
    reading: found.reading,
    markedUntil: markedUntil?.toISOString() ?? null,
  };
}
