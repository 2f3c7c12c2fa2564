import { readFileSync, statSync } from 'node:fs';
import { parseWithLists } from './number-lists.js';

/** A file that cannot be used, said in one line; programs answer it with exit code 2. */
export class InputError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'InputError';
  }
}

const LARGEST_FILE_MB = 500;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

function oneLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/\s+/g, ' ').slice(0, 200);
}

/**
 * Reads a JSON file of up to 500 MB (a string of V8 holds 512 MB); with `lists: 'typed'` long lists of whole numbers
 * become typed arrays. Throws `InputError` for a file that is missing, larger, or no JSON; `NaN` and `Infinity`
 * are no JSON.
 */
export function readJson(path: string, { lists }: { lists?: 'typed' } = {}): unknown {
  const bytes = readBytes(path);
  try {
    if (lists === 'typed') return parseWithLists(bytes);
  } catch {
    // What is wrong is told with its place in the whole text.
  }
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw new InputError(`${path} is not JSON: ${oneLine(error)}`);
  }
}

/** The file without a byte order mark. */
function readBytes(path: string): Buffer {
  try {
    const { size } = statSync(path);
    if (size > LARGEST_FILE_MB * 2 ** 20) {
      throw new InputError(
        `${path} has ${Math.ceil(size / 2 ** 20)} MB, at most ${LARGEST_FILE_MB} MB can be read`,
      );
    }
    const bytes = readFileSync(path);
    return bytes.subarray(0, 3).equals(BYTE_ORDER_MARK) ? bytes.subarray(3) : bytes;
  } catch (error) {
    throw error instanceof InputError ? error : new InputError(`cannot read ${path}: ${oneLine(error)}`);
  }
}
