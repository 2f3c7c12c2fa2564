import type { PageQuery } from '@app/contracts';
import { Problem } from './problem.js';

/** One page of a list, by keyset: stable while rows come and go. */
export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/** The key after which a page starts, or null for the first page. */
export function cursorOf(query: PageQuery): string | null {
  if (query.cursor === undefined) return null;
  const key = Buffer.from(query.cursor, 'base64url').toString('utf8');
  // Decoding never fails: what does not encode back was not ours.
  if (key === '' || Buffer.from(key, 'utf8').toString('base64url') !== query.cursor)
    throw new Problem('malformed-cursor');
  return key;
}

/** Makes a page of up to `limit + 1` rows that were read in the order of `key`. */
export function pageOf<Row, T>(
  rows: Row[],
  query: PageQuery,
  key: (row: Row) => string,
  view: (row: Row) => T,
): Page<T> {
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  const more = rows.length > query.limit && last !== undefined;
  return {
    items: shown.map(view),
    nextCursor: more ? Buffer.from(key(last), 'utf8').toString('base64url') : null,
  };
}
