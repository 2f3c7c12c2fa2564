/** A row on its way into the staging table. */
export interface StagedRow {
  /** Number of the record in its file, from 1. */
  ordinal: number;
  line: number | undefined;
  /** Tells the row from all others of the file. */
  key: string;
  /** What the row says, as JSON without line breaks. */
  json: string;
  /** By which the same row is known again; only of rows that are compared. */
  digest: Buffer | null;
}

/** Whose rows they are: one start of an import. */
export interface StagedImport {
  id: string;
  attempt: number;
}

/** Characters are gathered into chunks of about this many. */
const CHUNK_LENGTH = 64 * 1024;

/** The columns of a line of `copyLines`, in their order. */
export const STAGED_COLUMNS = 'import_id, attempt, ordinal, line, key, value, digest';

/** Rows as PostgreSQL's COPY reads them, in chunks. */
export async function* copyLines(
  { id, attempt }: StagedImport,
  rows: AsyncIterable<StagedRow>,
): AsyncGenerator<string> {
  const start = `${id}\t${attempt}\t`;
  let chunk = '';
  for await (const row of rows) {
    chunk += start + fieldsOf(row);
    if (chunk.length < CHUNK_LENGTH) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}

function fieldsOf({ ordinal, line, key, json, digest }: StagedRow): string {
  const known = digest ? `\\\\x${digest.toString('hex')}` : NULL;
  return `${ordinal}\t${line ?? NULL}\t${escaped(key)}\t${escaped(json)}\t${known}\n`;
}

const NULL = '\\N';
const SPECIAL = /[\\\n\r\t]/;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** What COPY takes for more than itself gets a backslash. */
function escaped(text: string): string {
  return SPECIAL.test(text) ? text.replace(/[\\\n\r\t]/g, (character) => ESCAPES[character] ?? '') : text;
}
