import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { EntityManager } from 'typeorm';
import { copyLines, STAGED_COLUMNS } from './copy-lines.js';
import type { StagedImport, StagedRow } from './copy-lines.js';

/**
 * Streams rows into the staging table by COPY, in the caller's transaction, whose connection is busy until `rows` ends:
 * they must be read by another. What earlier starts of the import have left is removed. Throws what `rows` throws.
 */
export async function stageRows(
  tx: EntityManager,
  staged: StagedImport,
  rows: AsyncIterable<StagedRow>,
): Promise<void> {
  await tx.query(`DELETE FROM import_row WHERE import_id = $1`, [staged.id]);
  const client = (await tx.queryRunner?.connect()) as ClientBase | undefined;
  if (!client) throw new Error('rows are staged within a transaction');
  const copy = client.query(copyFrom(`COPY import_staging (${STAGED_COLUMNS}) FROM STDIN`));
  await pipeline(Readable.from(copyLines(staged, rows)), copy);
}

/** A row as it comes back. */
export interface StagedValue<Value> {
  row: number;
  line?: number;
  value: Value;
}

/** Staged rows in the order of the file, `size` at a time. */
export async function* stagedBatches<Value>(
  tx: EntityManager,
  { id, attempt }: StagedImport,
  size: number,
): AsyncGenerator<StagedValue<Value>[]> {
  for (let after = 0; ;) {
    const rows = await tx.query<{ row: number; line: number | null; value: Value }[]>(
      `SELECT ordinal AS row, line, value FROM import_row
       WHERE import_id = $1 AND attempt = $2 AND ordinal > $3 ORDER BY ordinal LIMIT $4`,
      [id, attempt, after, size],
    );
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map(({ row, line, value }) => ({ row, ...(line !== null && { line }), value }));
    after = last.row;
  }
}

/**
 * Runs statements that join all staged rows with a table. The planner's statistics know neither the rows of a running
 * import nor, the first time, those of its organisation: it takes both for one row and would compare each with each.
 */
export async function joiningInBulk<Result>(tx: EntityManager, work: () => Promise<Result>): Promise<Result> {
  await tx.query(`SET LOCAL enable_nestloop = off`);
  const result = await work();
  await tx.query(`SET LOCAL enable_nestloop = on`);
  return result;
}
