import type { PageQuery } from '@app/contracts';
import { isUUID } from 'class-validator';
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

/** The id after which a page starts. @throws Problem `malformed-cursor` */
export function idCursorOf(query: PageQuery): string | null {
  const key = cursorOf(query);
  if (key !== null && !isUUID(key)) throw new Problem('malformed-cursor');
  return key;
}

/** The ordinal (from 0) after which a page starts, −1 for the first page. @throws Problem `malformed-cursor` */
export function ordinalCursorOf(query: PageQuery): number {
  const key = cursorOf(query) ?? '-1';
  if (key !== '-1' && !/^\d{1,9}$/.test(key)) throw new Problem('malformed-cursor');
  return Number(key);
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
