import { Readable } from 'node:stream';
import type { CellValue } from '@app/documents';
import { csvLine, BYTE_ORDER_MARK } from '../reports/csv.js';
import type { CsvCell } from '../reports/csv.js';

/** Lines go out in pieces of about this many characters. */
const PIECE = 64 * 1024;

/** A table as Excel in Russian opens it, written row by row; no text of it becomes a formula. */
export function csvStream(header: readonly string[], rows: AsyncIterable<readonly CellValue[]>): Readable {
  return Readable.from(pieces(header, rows), { objectMode: false });
}

async function* pieces(
  header: readonly string[],
  rows: AsyncIterable<readonly CellValue[]>,
): AsyncGenerator<string> {
  let piece = BYTE_ORDER_MARK + csvLine(header);
  for await (const row of rows) {
    piece += csvLine(row.map(cellOf));
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}

function cellOf(value: CellValue): CsvCell {
  if (value instanceof Date) return value.toISOString().slice(0, 10).split('-').reverse().join('.');
  return typeof value === 'boolean' ? (value ? 'да' : 'нет') : value;
}
