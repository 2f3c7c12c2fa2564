import { CsvError, parse } from 'csv-parse';
import type { Info, Options } from 'csv-parse';
import { pipeline, Readable } from 'node:stream';
import { FileError } from './file-error.js';
import { MAX_ROW_LENGTH } from './read-row.js';

/** A record of a CSV text, and the line that it ends in. */
export interface CsvRecord {
  cells: string[];
  line: number;
}

/**
 * Records of a CSV text (RFC 4180), a few at a time.
 * @param linesBefore how many lines stand before the text in its file
 * @throws FileError `broken-csv`, `row-too-long`, with the line; and whatever the text itself throws
 */
export async function* csvRecords(
  text: AsyncIterable<string>,
  options: Options,
  linesBefore = 0,
): AsyncGenerator<CsvRecord> {
  const settings = { info: true, skip_empty_lines: true, max_record_size: MAX_ROW_LENGTH, ...options };
  // An error of the text reaches the reader as one of the parser, and an early end closes the text.
  const records = pipeline(Readable.from(text), parse(settings), () => undefined);
  try {
    for await (const { record, info } of records as AsyncIterable<{ record: string[]; info: Info }>)
      yield { cells: record, line: info.lines + linesBefore };
  } catch (error) {
    throw error instanceof CsvError ? fileErrorOf(error, linesBefore) : error;
  }
}

function fileErrorOf(error: CsvError, linesBefore: number): FileError {
  const place = typeof error['lines'] === 'number' ? { line: error['lines'] + linesBefore } : {};
  return new FileError(error.code === 'CSV_MAX_RECORD_SIZE' ? 'row-too-long' : 'broken-csv', place);
}
