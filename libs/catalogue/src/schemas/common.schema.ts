/** Building blocks of the JSON Schemas. Everything is closed: an unknown field is a mistake, not an extension. */
export type Schema = Record<string, unknown>;

export const CODE: Schema = { type: 'string', pattern: '^[a-z0-9]+([.-][a-z0-9]+)*$', maxLength: 64 };
export const LINE: Schema = { type: 'string', minLength: 1, maxLength: 1000 };
export const NUMBER: Schema = { type: 'number' };
export const BOOLEAN: Schema = { type: 'boolean' };
export const TEXT: Schema = closed({ ru: LINE, en: LINE }, ['ru']);

export function closed(properties: Record<string, Schema>, required = Object.keys(properties)): Schema {
  return { type: 'object', properties, required, additionalProperties: false };
}

export function listOf(items: Schema, more: Schema = {}): Schema {
  return { type: 'array', items, ...more };
}

export function oneOf(...values: readonly (string | number | boolean)[]): Schema {
  return { enum: values };
}

/** Exactly these items, in this order. */
export function tuple(...items: Schema[]): Schema {
  return { type: 'array', items, minItems: items.length, maxItems: items.length, additionalItems: false };
}

export function integer(minimum: number, maximum: number): Schema {
  return { type: 'integer', minimum, maximum };
}

export function numberIn(minimum: number, maximum: number): Schema {
  return { type: 'number', minimum, maximum };
}

/** A catalogue entry with further fields, all of them required unless named in `optional`. */
export function entry(properties: Record<string, Schema>, optional: Record<string, Schema> = {}): Schema {
  const own = { code: CODE, version: VERSION, title: TEXT, source: LINE, ...properties };
  return closed({ ...own, aliases: listOf(LINE), ...optional }, Object.keys(own));
}

const VERSION: Schema = { type: 'string', pattern: '^[0-9]+(\\.[0-9]+)*$', maxLength: 32 };
export const CODES: Schema = listOf(CODE, { uniqueItems: true });
export const VERSIONED = { version: VERSION, source: LINE };
