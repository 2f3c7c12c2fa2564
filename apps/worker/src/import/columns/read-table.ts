import type { ImportKind } from '@app/contracts';
import type { ReadRow } from '../read/index.js';
import { TableColumns } from './table-columns.js';

/** Rows whose `value` is what a DTO is checked against: of a table what its cells mean, else what the file says. */
export async function* readRecords(kind: ImportKind, rows: AsyncIterable<ReadRow>): AsyncGenerator<ReadRow> {
  let columns: TableColumns | undefined;
  for await (const row of rows) {
    if (!row.cells || !row.headers) {
      yield row;
      continue;
    }
    if (columns?.headers !== row.headers) columns = new TableColumns(kind, row.headers);
    yield row.broken ? row : { ...row, value: columns.read(row.cells) };
  }
}
