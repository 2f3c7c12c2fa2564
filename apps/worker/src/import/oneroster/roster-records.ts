import { CsvError, parse } from 'csv-parse';
import type { Info } from 'csv-parse';
import { Readable } from 'node:stream';
import { decodeUtf8 } from '../read/decode.js';
import { FileError } from '../read/file-error.js';
import { MAX_COLUMNS, MAX_ROW_LENGTH } from '../read/read-row.js';
import type { ZipArchive } from '../read/zip-archive.js';

/** A record of one file of a package. */
export class RosterRecord {
  constructor(
    readonly file: string,
    readonly line: number,
    readonly header: readonly string[],
    readonly cells: readonly string[],
  ) {}

  /** What stands in a column; empty where the file has no such column. */
  get(column: string): string {
    const at = this.header.indexOf(column);
    return at < 0 ? '' : (this.cells[at] ?? '').trim();
  }

  /** The ids of a list, `a,b`. */
  list(column: string): string[] {
    return this.get(column)
      .split(',')
      .map((id) => id.trim())
      .filter((id) => id !== '');
  }
}

/**
 * Records of a file: RFC 4180 in UTF-8, with or without a byte order mark, no line breaks inside a field, each record
 * as long as the header. @throws FileError `roster-file`, `broken-csv`, `broken-encoding`, `empty-file`
 */
export async function* rosterRecords(zip: ZipArchive, file: string): AsyncGenerator<RosterRecord> {
  const records = Readable.from(decodeUtf8(zip.read(file))).pipe(
    parse({ bom: true, info: true, max_record_size: MAX_ROW_LENGTH, skip_empty_lines: true }),
  );
  let header: string[] | undefined;
  let count = 0;
  try {
    for await (const { record, info } of records as AsyncIterable<{ record: string[]; info: Info }>) {
      const line = info.lines;
      if (!header) {
        if (record.length > MAX_COLUMNS) throw new FileError('too-many-columns', { sheet: file });
        header = record;
      } else if (record.some((cell) => /[\r\n]/.test(cell)))
        throw new FileError('broken-csv', { sheet: file, line });
      else {
        count++;
        yield new RosterRecord(file, line, header, record);
      }
    }
  } catch (error) {
    throw error instanceof CsvError ? brokenCsv(error, file) : named(error, file);
  }
  if (count === 0) throw new FileError('empty-file', { sheet: file });
}

function brokenCsv(error: CsvError, file: string): FileError {
  const line = typeof error['lines'] === 'number' ? { line: error['lines'] } : {};
  return new FileError('broken-csv', { sheet: file, ...line });
}

/** A wrong encoding knows no file by itself. */
function named(error: unknown, file: string): unknown {
  if (!(error instanceof FileError) || error.place.sheet !== undefined) return error;
  return new FileError(error.code, { ...error.place, sheet: file });
}
