import { message } from '@app/catalogue';
import type { FieldCode, IssueSeverity, RunJob, WarningCode } from '@app/contracts';
import { markedTable } from '@app/documents';
import type { Mark, MarkedRow } from '@app/documents';
import { scopeOf } from '@app/persistence';
import type { Database, Import } from '@app/persistence';
import type { Readable } from 'node:stream';
import { storedParts } from '../import/payload.js';
import { readRows } from '../import/read/index.js';
import type { ReadRow } from '../import/read/index.js';

/** A row of `import_issue`, as far as people read it. */
interface Issue {
  severity: IssueSeverity;
  row: number;
  column: string | null;
  field: string;
  code: FieldCode | WarningCode;
  message: string;
}

/** So many rows wait for their issues at a time. */
const BLOCK = 5_000;

/** The stored table of an import with what was found wrong in it; read while it is written. */
export async function markFile(
  database: Database,
  job: RunJob,
  imported: Import,
  signal: AbortSignal,
): Promise<Readable> {
  const stored = storedParts(database, { ...job, run: imported.id }, signal);
  const blocks = blocksOf(readRows(stored, imported.mediaType));
  const first = await blocks.next();
  const { sheet, headers } = (first.done ? undefined : first.value[0]) ?? {};
  return markedTable({
    name: sheet ?? 'Таблица',
    headers: headers ?? [],
    rows: markedRows(database, job, imported.id, joined(first, blocks)),
    summary: [
      ['Принято строк', imported.accepted],
      ['Отклонено строк', imported.rejected],
      ['Ошибок', imported.errorCount],
      ['Предупреждений', imported.warningCount],
    ],
  });
}

async function* blocksOf(rows: AsyncIterable<ReadRow>): AsyncGenerator<ReadRow[]> {
  let block: ReadRow[] = [];
  for await (const row of rows) {
    block.push(row);
    if (block.length < BLOCK) continue;
    yield block;
    block = [];
  }
  if (block.length > 0) yield block;
}

async function* joined<T>(first: IteratorResult<T, unknown>, others: AsyncIterable<T>): AsyncGenerator<T> {
  if (first.done) return;
  yield first.value;
  yield* others;
}

async function* markedRows(
  database: Database,
  job: RunJob,
  importId: string,
  blocks: AsyncIterable<ReadRow[]>,
): AsyncGenerator<MarkedRow> {
  for await (const block of blocks) {
    const issues = await issuesOf(database, job, importId, block);
    for (const { row, headers = [], cells = [] } of block)
      yield { cells, marks: (issues.get(row) ?? []).map((issue) => markOf(issue, headers)) };
  }
}

async function issuesOf(
  database: Database,
  job: RunJob,
  importId: string,
  block: readonly ReadRow[],
): Promise<Map<number, Issue[]>> {
  const issues = await database.within(scopeOf(job), (tx) =>
    tx.query<Issue[]>(
      `SELECT severity, row_number AS "row", column_name AS "column", field, code, message FROM import_issue
       WHERE import_id = $1 AND row_number BETWEEN $2 AND $3 ORDER BY severity, ordinal`,
      [importId, block[0]?.row, block.at(-1)?.row],
    ),
  );
  const byRow = new Map<number, Issue[]>();
  for (const issue of issues) {
    const others = byRow.get(issue.row);
    if (others) others.push(issue);
    else byRow.set(issue.row, [issue]);
  }
  return byRow;
}

function markOf(issue: Issue, headers: readonly string[]): Mark {
  const where = issue.column ?? issue.field;
  const text = issue.message || message(issue.code, 'ru', { field: where });
  const column = headers.indexOf(where);
  return {
    severity: issue.severity,
    ...(column >= 0 && { column }),
    text: where === '' ? text : `${where}: ${text}`,
  };
}
