import { csvRecords } from './csv-records.js';
import { decodeTable, detectEncoding } from './decode.js';
import { FileError } from './file-error.js';
import { MAX_COLUMNS, MAX_ROW_LENGTH } from './read-row.js';
import type { Parts, ReadRow } from './read-row.js';

const DELIMITERS = [';', ',', '\t'] as const;

/** Excel saves empty columns to the right too, as many as the table ever had. */
const MAX_LINE = 20_000;

/**
 * Records of a table with a header (RFC 4180, or as Excel saves it: `;`, windows-1251), as cells under headers. The
 * separator is the one the first line has most of. @throws FileError `broken-csv` for a quote that is never closed
 */
export async function* csvRows(parts: Parts, charset: string | null): AsyncGenerator<ReadRow> {
  const encoding = charset ?? (await detectEncoding(parts));
  const text = decodeTable(parts, encoding)[Symbol.asyncIterator]();
  const { start, delimiter, skipped } = await beginning(text);
  const reading = { encoding: encoding.toLowerCase(), delimiter };
  let headers: string[] | undefined;
  let row = 0;
  for await (const { cells, line } of csvRecords(rest(start, text), { delimiter }, skipped)) {
    if (!headers) headers = headersOf(cells, line);
    else if (cells.some((cell) => cell.trim() !== ''))
      yield { ...rowOf(headers, cells, ++row, line), text: reading };
  }
  if (row === 0) throw new FileError('empty-file');
}

/** The beginning of the text up to the end of its first line at least, and which separator that line uses. */
async function beginning(text: AsyncIterator<string>) {
  let start = '';
  let done = false;
  while (!done && !hasWholeLine(start)) {
    if (start.length > MAX_ROW_LENGTH) throw new FileError('row-too-long', { line: 1 });
    const next = await text.next();
    done = next.done === true;
    if (!done) start += next.value;
  }
  if (start.trim() === '') throw new FileError('empty-file');
  // Excel's own hint, a line of its own before the header.
  const hint = /^sep=([;,\t])\r?\n/.exec(start);
  if (hint) return { start: start.slice(hint[0].length), delimiter: hint[1] ?? ';', skipped: 1 };
  return { start, delimiter: delimiterOf(start.trimStart().split('\n', 1)[0] ?? ''), skipped: 0 };
}

/** Whether a line that is not empty has come to its end. */
function hasWholeLine(text: string): boolean {
  const begins = text.search(/\S/);
  return begins >= 0 && text.includes('\n', begins);
}

/** @throws FileError `too-many-columns` before a line of them is taken apart */
function delimiterOf(line: string): string {
  const bare = line.replace(/"[^"]*"/g, '');
  const counts = DELIMITERS.map((delimiter) => bare.split(delimiter).length);
  if (Math.max(...counts) > MAX_LINE) throw new FileError('too-many-columns', { line: 1 });
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ';';
}

async function* rest(start: string, text: AsyncIterator<string>): AsyncGenerator<string> {
  yield start;
  for (;;) {
    const next = await text.next();
    if (next.done) return;
    yield next.value;
  }
}

function headersOf(record: string[], line: number): string[] {
  const headers = record.map((cell) => cell.trim());
  while (headers.at(-1) === '') headers.pop();
  if (headers.length > MAX_COLUMNS) throw new FileError('too-many-columns', { line });
  const twice = headers.find((header, at) => headers.indexOf(header) !== at);
  if (twice !== undefined) throw new FileError('duplicate', { line, field: twice });
  if (headers.includes('')) throw new FileError('broken-csv', { line });
  return headers;
}

/** Cells beyond the header belong to nothing: that row is refused, since its cells have probably shifted. */
function rowOf(headers: readonly string[], cells: string[], row: number, line: number): ReadRow {
  for (let at = 0; at < cells.length; at++) {
    const cell = cells[at] ?? '';
    if (cell.startsWith("'") && ESCAPED.test(cell)) cells[at] = cell.slice(1);
    if (at >= headers.length && cell.trim() !== '')
      return { row, line, headers, cells, broken: 'broken-csv' };
  }
  return { row, line, headers, cells };
}

/** What our own tables put an apostrophe before, so that no spreadsheet takes it for a formula. */
const ESCAPED = /^'[=+\-@\t\r＝＋－＠]/;
