import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import type { Schema } from './schemas/common.schema.js';

export interface SchemaIssue {
  /** `rules[2].compare[1]`; empty for the value itself. */
  path: string;
  reason: string;
  keyword: string;
  params: Record<string, unknown>;
}

const ajv = new Ajv({ allErrors: true, discriminator: true, allowUnionTypes: true, strictTuples: false });
const compiled = new WeakMap<Schema, ValidateFunction>();

/** What is wrong with a value by a schema; empty if nothing. Each schema is compiled once. */
export function checkSchema(schema: Schema, value: unknown): SchemaIssue[] {
  let validate = compiled.get(schema);
  if (!validate) {
    validate = ajv.compile(schema);
    compiled.set(schema, validate);
  }
  if (validate(value)) return [];
  return (validate.errors ?? []).map(toIssue);
}

function toIssue(error: ErrorObject): SchemaIssue {
  const params = error.params as Record<string, unknown>;
  const path = toPath(error.instancePath);
  const { keyword, message = 'is not valid' } = error;
  if (keyword === 'additionalProperties') {
    const field = String(params['additionalProperty']);
    return { path: path === '' ? field : `${path}.${field}`, reason: 'unknown field', keyword, params };
  }
  if (keyword === 'required') {
    const field = String(params['missingProperty']);
    return { path: path === '' ? field : `${path}.${field}`, reason: 'is required', keyword, params };
  }
  const allowed = Array.isArray(params['allowedValues']) ? `: ${params['allowedValues'].join(', ')}` : '';
  return { path, reason: `${message}${allowed}`, keyword, params };
}

/** A JSON Pointer as people write paths: `/rules/2/title` → `rules[2].title`. */
function toPath(pointer: string): string {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce((path, part) => {
      if (/^\d+$/.test(part)) return `${path}[${part}]`;
      return path === '' ? part : `${path}.${part}`;
    }, '');
}
