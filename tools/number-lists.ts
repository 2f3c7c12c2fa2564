import { randomUUID } from 'node:crypto';

const QUOTE = 0x22;
const COMMA = 0x2c;
const ZERO = 0x30;
const OPEN = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE = 0x5d;

/** Shorter lists are left to `JSON.parse`. */
const SHORTEST = 1000;
/** So many digits always fit 32 bits; larger numbers are left to `JSON.parse` with their list. */
const MOST_DIGITS = 9;
/** No list of a problem lies deeper. */
const DEEPEST = 4;

/**
 * Parses JSON as `JSON.parse` does, but long lists of whole numbers from 0 become typed arrays, which takes less
 * time and half the memory. Each such list is read from the bytes and a mark stands for it
 * in the text that `JSON.parse` gets, which so still is what says what JSON is. Throws what `JSON.parse` throws.
 */
export function parseWithLists(bytes: Buffer): unknown {
  const mark = randomUUID();
  const lists: Int32Array[] = [];
  const text: string[] = [];
  let kept = 0;
  let at = 0;
  let close = 0;
  while (at < bytes.length) {
    const byte = bytes[at++]!;
    if (byte === QUOTE) at = endOfText(bytes, at);
    if (byte !== OPEN) continue;
    if (close < at) close = bytes.indexOf(CLOSE, at);
    if (close < 0) break;
    if (close - at < 2 * SHORTEST - 1) continue;
    const list = scanList(bytes, at, close);
    if (!list || list.length < SHORTEST) continue;
    text.push(bytes.toString('utf8', kept, at - 1), JSON.stringify(mark + lists.length));
    lists.push(list);
    kept = at = close + 1;
  }
  if (lists.length === 0) return JSON.parse(bytes.toString('utf8'));
  text.push(bytes.toString('utf8', kept));
  return putBack(JSON.parse(text.join('')), 0, (value) =>
    value.startsWith(mark) ? lists[Number(value.slice(mark.length))] : value,
  );
}

/** The place after a text's closing quote; of one that never ends, the end of the bytes. */
function endOfText(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
  return at + 1;
}

const isSpace = (byte: number | undefined): boolean =>
  byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/** The list between `from` and its `close`, if it holds nothing but whole numbers from 0; `null` for any other. */
function scanList(bytes: Uint8Array, from: number, close: number): Int32Array | null {
  const values = new Int32Array((close - from + 1) >> 1);
  let count = 0;
  let at = from;
  for (;;) {
    while (isSpace(bytes[at])) at++;
    const first = at;
    let value = 0;
    let digit = bytes[at]! - ZERO;
    while (digit >= 0 && digit <= 9) {
      value = value * 10 + digit;
      digit = bytes[++at]! - ZERO;
    }
    const digits = at - first;
    if (digits === 0 || digits > MOST_DIGITS || (digits > 1 && bytes[first] === ZERO)) return null;
    values[count++] = value;
    while (isSpace(bytes[at])) at++;
    if (at === close) return values.slice(0, count);
    if (bytes[at++] !== COMMA) return null;
  }
}

function putBack(value: unknown, depth: number, replace: (text: string) => unknown): unknown {
  if (typeof value === 'string') return replace(value);
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return value;
  const entries = value as Record<string, unknown>;
  // Of a list only what can hold a mark: millions of numbers need no look.
  if (Array.isArray(value)) {
    value.forEach((item: unknown, k) => {
      if (typeof item === 'object') putBack(item, depth + 1, replace);
      else if (typeof item === 'string') value[k] = replace(item);
    });
    return value;
  }
  for (const key of Object.keys(entries)) entries[key] = putBack(entries[key], depth + 1, replace);
  return value;
}
