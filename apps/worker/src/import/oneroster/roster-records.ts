import { csvRecords } from '../read/csv-records.js';
import { decodeUtf8 } from '../read/decode.js';
import { FileError } from '../read/file-error.js';
import { MAX_COLUMNS } from '../read/read-row.js';
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
  let header: string[] | undefined;
  let count = 0;
  try {
    for await (const { cells, line } of csvRecords(decodeUtf8(zip.read(file)), { bom: true })) {
      if (header === undefined && cells.length > MAX_COLUMNS) throw new FileError('too-many-columns');
      const whole = cells.length === (header ?? cells).length;
      if (!whole || cells.some((cell) => /[\r\n]/.test(cell))) throw new FileError('broken-csv', { line });
      if (header) yield new RosterRecord(file, line, header, cells);
      if (header) count++;
      header ??= cells;
    }
  } catch (error) {
    throw named(error, file);
  }
  if (count === 0) throw new FileError('empty-file', { sheet: file });
}

/** What is wrong with a text does not know in which file. */
function named(error: unknown, file: string): unknown {
  if (!(error instanceof FileError) || error.place.sheet !== undefined) return error;
  return new FileError(error.code, { ...error.place, sheet: file });
}
