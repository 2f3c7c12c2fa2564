import { CsvError, parse } from 'csv-parse';
import type { Options } from 'csv-parse';
import { pipeline, Readable } from 'node:stream';
import { FileError } from './file-error.js';
import { MAX_ROW_LENGTH } from './read-row.js';

/** A record of a CSV text, and the line that it ends in. */
export interface CsvRecord {
  cells: string[];
  line: number;
}

/**
 * Records of a CSV text (RFC 4180), one at a time, without empty lines.
 * @param linesBefore how many lines stand before the text in its file
 * @throws FileError `broken-csv`, `row-too-long`, with the line; and whatever the text itself throws
 */
export async function* csvRecords(
  text: AsyncIterable<string>,
  options: Options,
  linesBefore = 0,
): AsyncGenerator<CsvRecord> {
  const settings = { max_record_size: MAX_ROW_LENGTH, relax_column_count: true, ...options };
  // An error of the text reaches the reader as one of the parser, and an early end closes the text.
  const records = pipeline(Readable.from(text), parse(settings), () => undefined);
  let line = linesBefore;
  try {
    for await (const cells of records as AsyncIterable<string[]>) {
      line += 1 + breaksIn(cells);
      if (cells.length > 1 || cells[0] !== '') yield { cells, line };
    }
  } catch (error) {
    throw error instanceof CsvError ? fileErrorOf(error, linesBefore) : error;
  }
}

/** The parser can tell lines too, at the price of a quarter of its speed. */
function breaksIn(cells: readonly string[]): number {
  let breaks = 0;
  for (const cell of cells) if (cell.includes('\n')) breaks += cell.split('\n').length - 1;
  return breaks;
}

function fileErrorOf(error: CsvError, linesBefore: number): FileError {
  const place = typeof error['lines'] === 'number' ? { line: error['lines'] + linesBefore } : {};
  return new FileError(error.code === 'CSV_MAX_RECORD_SIZE' ? 'row-too-long' : 'broken-csv', place);
}
