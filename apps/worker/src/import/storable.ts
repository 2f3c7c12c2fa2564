/** In JSON: the character zero and halves of surrogate pairs, which PostgreSQL stores in no text. */
const UNSTORABLE = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/;
const UNSTORABLE_TEXT = /\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/**
 * The field, as a dotted path, whose text the database could not keep; null where all can be kept.
 * @param json the value, or what is stored of it, as `JSON.stringify` writes it: it escapes just those characters
 */
export function unstorableField(value: object, json: string): string | null {
  if (!json.includes('\\u') || !UNSTORABLE.test(json)) return null;
  return fieldWithin(value, '') ?? '';
}

function fieldWithin(value: unknown, path: string): string | null {
  if (typeof value === 'string') return UNSTORABLE_TEXT.test(value) ? path : null;
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, own] of Object.entries(value)) {
    // A key that cannot be kept cannot be told either: its owner is.
    if (UNSTORABLE_TEXT.test(key)) return path;
    const name = Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
    const found = fieldWithin(own, name);
    if (found !== null) return found;
  }
  return null;
}
