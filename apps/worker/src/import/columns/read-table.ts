import type { ImportKind, ImportReadingView } from '@app/contracts';
import type { ReadRow } from '../read/index.js';
import { TableColumns } from './table-columns.js';

/**
 * Rows whose `value` is what a DTO is checked against: of a table what its cells mean, else what the file says.
 * @param onTable told how a table was read, first without its columns, then with them if its headers are understood
 * @throws FileError for headers that are not
 */
export async function* readRecords(
  kind: ImportKind,
  rows: AsyncIterable<ReadRow>,
  onTable: (reading: ImportReadingView) => Promise<void> = () => Promise.resolve(),
): AsyncGenerator<ReadRow> {
  let columns: TableColumns | undefined;
  for await (const row of rows) {
    if (!row.cells || !row.headers) {
      yield row;
      continue;
    }
    if (columns?.headers !== row.headers) {
      const { encoding = null, delimiter = null } = row.text ?? {};
      const reading = { encoding, delimiter, sheet: row.sheet ?? null, columns: [] };
      await onTable(reading);
      columns = new TableColumns(kind, row.headers);
      await onTable({ ...reading, columns: columns.understood });
    }
    yield { ...row, columns, ...(!row.broken && { value: columns.read(row.cells) }) };
  }
}
