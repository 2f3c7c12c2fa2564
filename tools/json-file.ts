import { readFileSync, statSync } from 'node:fs';

/** A file that cannot be used, said in one line; programs answer it with exit code 2. */
export class InputError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'InputError';
  }
}

const LARGEST_FILE_MB = 500;

function oneLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/\s+/g, ' ').slice(0, 200);
}

/**
 * Reads a JSON file of up to 500 MB (a string of V8 holds 512 MB). Throws `InputError` for a file that is
 * missing, larger, or no JSON; `NaN` and `Infinity` are no JSON.
 */
export function readJson(path: string): unknown {
  let size: number;
  try {
    size = statSync(path).size;
  } catch (error) {
    throw new InputError(`cannot read ${path}: ${oneLine(error)}`);
  }
  if (size > LARGEST_FILE_MB * 2 ** 20) {
    throw new InputError(
      `${path} has ${Math.ceil(size / 2 ** 20)} MB, at most ${LARGEST_FILE_MB} MB can be read`,
    );
  }
  try {
    return JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new InputError(`${path} is not JSON: ${oneLine(error)}`);
  }
}
