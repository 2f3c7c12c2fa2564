import { MAX_IMPORT_ROWS } from '@app/contracts';
import { csvRows } from './csv-rows.js';
import { FileError } from './file-error.js';
import { jsonRows } from './json-rows.js';
import { ndjsonRows } from './ndjson-rows.js';
import type { Parts, ReadRow } from './read-row.js';

export { FileError } from './file-error.js';
export type { Parts, ReadRow } from './read-row.js';

/** Whether rows of this media type are cells by header. */
export const isTable = (mediaType: string): boolean => mediaType.startsWith('text/csv');

/**
 * Reads a file row by row, never all at once.
 * @param mediaType `application/json`, `application/x-ndjson`, or `text/csv` with an optional `charset`
 * @throws FileError when the file cannot be read, or has more than 100,000 rows
 */
export async function* readRows(parts: Parts, mediaType: string): AsyncGenerator<ReadRow> {
  for await (const row of rowsOf(parts, mediaType)) {
    if (row.row > MAX_IMPORT_ROWS) throw new FileError('too-many-rows', { row: row.row });
    yield row;
  }
}

function rowsOf(parts: Parts, mediaType: string): AsyncGenerator<ReadRow> {
  if (isTable(mediaType)) return csvRows(parts, /charset="?([^";]+)"?/i.exec(mediaType)?.[1] ?? null);
  if (mediaType === 'application/x-ndjson') return ndjsonRows(parts());
  return jsonRows(parts());
}
