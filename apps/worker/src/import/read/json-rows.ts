import { JSONParser } from '@streamparser/json';
import { decodeUtf8 } from './decode.js';
import { FileError } from './file-error.js';
import { MAX_ROW_LENGTH } from './read-row.js';
import type { ReadRow } from './read-row.js';

/** The parser gets the text in pieces of this many characters, so that a row that never ends is noticed soon. */
const PIECE = 64 * 1024;

/** Rows of `{"entries": […]}` or of a bare array, one at a time. @throws FileError when it is neither, or no JSON */
export async function* jsonRows(parts: AsyncIterable<Uint8Array>): AsyncGenerator<ReadRow> {
  let reader: RowParser | undefined;
  for await (const piece of pieces(decodeUtf8(parts))) {
    reader ??= startOf(piece);
    if (!reader) continue;
    reader.write(piece);
    yield* reader.taken();
  }
  if (!reader) throw new FileError('empty-file');
  reader.end();
  yield* reader.taken();
}

/** The parser for what the first character that is not white begins; nothing while there is none. */
function startOf(piece: string): RowParser | undefined {
  const first = piece.trimStart()[0];
  if (first === undefined) return undefined;
  if (first !== '{' && first !== '[') throw new FileError('broken-json', { line: 1 });
  return new RowParser(first === '[');
}

async function* pieces(texts: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const text of texts) {
    for (let at = 0; at < text.length; at += PIECE) yield text.slice(at, at + PIECE);
  }
}

/** Wraps the event-driven parser: what it has found since the last call, and what must not be there. */
class RowParser {
  private found: ReadRow[] = [];
  private row = 0;
  private sinceLastRow = 0;
  private sawEntries = false;
  private failure: FileError | undefined;
  private ended = false;
  private readonly parser: JSONParser;

  constructor(private readonly bare: boolean) {
    this.parser = new JSONParser({
      paths: bare ? ['$.*'] : ['$.entries.*', '$.*'],
      keepStack: false,
    });
    this.parser.onValue = ({ value, key, stack }) => {
      // A row lies in the array, which lies in the object (if there is one).
      if (stack.length === (this.bare ? 1 : 2)) this.take(value);
      else this.checkMember(String(key), value);
    };
    this.parser.onError = () => {
      this.failure ??= new FileError('broken-json', { row: this.row + 1 });
    };
    this.parser.onEnd = () => {
      this.ended = true;
    };
  }

  write(piece: string): void {
    this.sinceLastRow += piece.length;
    if (this.ended && piece.trim() !== '') throw new FileError('broken-json', { row: this.row + 1 });
    if (!this.ended) this.feed(() => this.parser.write(piece));
    if (this.sinceLastRow > MAX_ROW_LENGTH) throw new FileError('row-too-long', { row: this.row + 1 });
  }

  end(): void {
    if (!this.ended) throw new FileError('broken-json', { row: this.row + 1 });
    if (!this.bare && !this.sawEntries) throw new FileError('required', { field: 'entries' });
  }

  *taken(): Generator<ReadRow> {
    const found = this.found;
    this.found = [];
    yield* found;
  }

  private feed(work: () => void): void {
    try {
      work();
    } catch {
      this.failure ??= new FileError('broken-json', { row: this.row + 1 });
    }
    if (this.failure) throw this.failure;
  }

  private take(value: unknown): void {
    this.row++;
    this.sinceLastRow = 0;
    this.found.push({ row: this.row, value });
  }

  private checkMember(name: string, value: unknown): void {
    if (name !== 'entries') this.failure ??= new FileError('unknown-field', { field: name });
    else if (!Array.isArray(value)) this.failure ??= new FileError('wrong-type', { field: 'entries' });
    else if (this.sawEntries) this.failure ??= new FileError('duplicate', { field: 'entries' });
    this.sawEntries = true;
  }
}
