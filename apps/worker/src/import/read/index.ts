import { MAX_IMPORT_ROWS } from '@app/contracts';
import { XLSX_MEDIA_TYPE } from '@app/documents';
import { rosterRows } from '../oneroster/roster-rows.js';
import { csvRows } from './csv-rows.js';
import { FileError } from './file-error.js';
import { jsonRows } from './json-rows.js';
import { ndjsonRows } from './ndjson-rows.js';
import type { Parts, ReadRow } from './read-row.js';
import { beginsAsOle, beginsAsZip, xlsxRows } from './xlsx-rows.js';
import type { TablePurpose } from './xlsx-rows.js';

export { FileError } from './file-error.js';
export type { Parts, ReadRow } from './read-row.js';
export type { TablePurpose } from './xlsx-rows.js';

/** A OneRoster package, of a bank's people. */
export const ROSTER_MEDIA_TYPE = 'application/zip';

/** Whether rows of this media type are cells under headers. */
export const isTable = (mediaType: string): boolean =>
  mediaType.startsWith('text/csv') || mediaType === XLSX_MEDIA_TYPE;

/**
 * Reads a file row by row, never all at once.
 * @param mediaType `application/json`, `application/x-ndjson`, XLSX's, a OneRoster package's, or `text/csv` with an optional `charset`
 * @param purpose what the table is sent for, so that a template for something else is refused
 * @throws FileError when the file cannot be read, or has more than 100,000 rows
 */
export async function* readRows(
  parts: Parts,
  mediaType: string,
  purpose?: TablePurpose,
): AsyncGenerator<ReadRow> {
  for await (const row of rowsOf(parts, mediaType, purpose)) {
    if (row.row > MAX_IMPORT_ROWS) throw new FileError('too-many-rows', { row: row.row });
    yield row;
  }
}

function rowsOf(parts: Parts, mediaType: string, purpose?: TablePurpose): AsyncGenerator<ReadRow> {
  if (mediaType === XLSX_MEDIA_TYPE) return xlsxRows(parts(), purpose);
  if (mediaType === ROSTER_MEDIA_TYPE) {
    if (purpose?.kind !== 'bank' || !purpose.bank) throw new FileError('wrong-file-type');
    return rosterRows(parts(), purpose.bank);
  }
  const text = textOf(parts);
  if (isTable(mediaType)) return csvRows(text, /charset="?([^";]+)"?/i.exec(mediaType)?.[1] ?? null);
  if (mediaType === 'application/x-ndjson') return ndjsonRows(text());
  return jsonRows(text());
}

/** What is said to be text and begins as a workbook does is refused by that, not by its first odd byte. */
function textOf(parts: Parts): Parts {
  return async function* () {
    let begun = false;
    for await (const part of parts()) {
      if (!begun && (beginsAsZip(part) || beginsAsOle(part))) throw new FileError('wrong-file-type');
      begun = true;
      yield part;
    }
  };
}
