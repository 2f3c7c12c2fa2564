import type { ImportAnswer } from './api-types.js';
import type { Body, Client } from './client.js';

/** The example data is right: a row that is refused means that the demo or the server is wrong. */
export class RefusedRowsError extends Error {
  constructor(path: string, answer: ImportAnswer) {
    const lines = (answer.errors ?? [])
      .slice(0, 5)
      .map((error) => `  строка ${error.row ?? '?'}, ${error.field}: ${error.message} (${error.code})`);
    super([`${path}: не принято строк: ${answer.rejected}`, ...lines].join('\n'));
    this.name = 'RefusedRowsError';
  }
}

/** Sends rows and waits until they are in; not one may be refused. */
export async function importRows(
  client: Client,
  path: string,
  rows: Body | unknown[],
): Promise<ImportAnswer> {
  const answer = await client.run<ImportAnswer>(path, Array.isArray(rows) ? { entries: rows } : rows);
  if (answer.rejected > 0) throw new RefusedRowsError(path, answer);
  return answer;
}
