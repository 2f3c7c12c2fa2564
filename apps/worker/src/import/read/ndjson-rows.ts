import { decodeUtf8 } from './decode.js';
import { FileError } from './file-error.js';
import { MAX_ROW_LENGTH } from './read-row.js';
import type { ReadRow } from './read-row.js';

/** One JSON value a line; empty lines are skipped. A line that is no JSON spoils its own row only. */
export async function* ndjsonRows(parts: AsyncIterable<Uint8Array>): AsyncGenerator<ReadRow> {
  let row = 0;
  for await (const { text, line } of lines(decodeUtf8(parts))) {
    if (text.trim() === '') continue;
    row++;
    yield { row, line, ...parsed(text) };
  }
}

function parsed(text: string): Pick<ReadRow, 'value' | 'broken'> {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return { broken: 'broken-json' };
  }
}

async function* lines(chunks: AsyncIterable<string>): AsyncGenerator<{ text: string; line: number }> {
  let rest = '';
  let line = 0;
  for await (const chunk of chunks) {
    const pieces = (rest + chunk).split('\n');
    rest = pieces.pop() ?? '';
    for (const text of pieces) {
      line++;
      if (text.length > MAX_ROW_LENGTH) throw new FileError('row-too-long', { line });
      yield { text, line };
    }
    if (rest.length > MAX_ROW_LENGTH) throw new FileError('row-too-long', { line: line + 1 });
  }
  yield { text: rest, line: line + 1 };
}
