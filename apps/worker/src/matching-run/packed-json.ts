import { gunzipSync, gzipSync } from 'node:zlib';

/** JSON, compressed: how certificates are stored. Blocks for as long as it takes, so use it in a thread. */
export const packJson = (value: unknown): Uint8Array => gzipSync(JSON.stringify(plain(value)));

/** What `packJson` packed. */
export const unpackJson = <T>(bytes: Uint8Array): T => JSON.parse(gunzipSync(bytes).toString('utf8')) as T;

/** Typed arrays as lists: JSON would make objects of them. Lists of numbers, the bulk, are not walked through. */
function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (ArrayBuffer.isView(value)) return Array.from(value as Uint8Array);
  if (Array.isArray(value)) return value.some((one) => typeof one === 'object') ? value.map(plain) : value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plain(member)]));
}
