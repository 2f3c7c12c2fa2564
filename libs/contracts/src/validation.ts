import type { ValidationError } from 'class-validator';
import type { FieldCode, FieldError } from './error-codes.js';

/** Which code a broken class-validator constraint has for clients. Decorators may give their own by `context: { code }`. */
const CODE_OF: Record<string, FieldCode> = {
  whitelistValidation: 'unknown-field',
  isDefined: 'required',
  isNotEmpty: 'required',
  isString: 'wrong-type',
  isInt: 'wrong-type',
  isNumber: 'wrong-type',
  isBoolean: 'wrong-type',
  isArray: 'wrong-type',
  isObject: 'wrong-type',
  nestedValidation: 'wrong-type',
  unknownValue: 'wrong-type',
  isIn: 'not-allowed',
  isEnum: 'not-allowed',
  min: 'out-of-range',
  max: 'out-of-range',
  arrayMinSize: 'out-of-range',
  arrayMaxSize: 'out-of-range',
  arrayUnique: 'duplicate',
  minLength: 'required',
  maxLength: 'too-long',
  matches: 'bad-format',
  isUuid: 'bad-format',
  isTimeZone: 'bad-format',
};

/**
 * The tree of class-validator as a flat list with dotted paths (`competences[0].level`). One error per field: a value
 * of the wrong type is not also out of range. Messages are empty; the message catalogue has them by code.
 */
export function fieldErrors(errors: ValidationError[], prefix = ''): FieldError[] {
  return errors.flatMap((error) => {
    const field = pathOf(prefix, error.property);
    const children = fieldErrors(error.children ?? [], field);
    const codes = Object.keys(error.constraints ?? {}).map((name) => codeOf(error, name));
    const code = SEVERITY.find((candidate) => codes.includes(candidate)) ?? codes[0];
    return code ? [{ field, code, message: '' }, ...children] : children;
  });
}

/** What is said when several constraints of one field are broken. */
const SEVERITY: FieldCode[] = ['unknown-field', 'required', 'wrong-type'];

function codeOf(error: ValidationError, constraint: string): FieldCode {
  // Nothing is there: whatever else the constraint would say of it is beside the point.
  if (constraint !== 'whitelistValidation' && (error.value === undefined || error.value === null))
    return 'required';
  const context = error.contexts?.[constraint] as { code?: FieldCode } | undefined;
  return context?.code ?? CODE_OF[constraint] ?? 'bad-format';
}

function pathOf(prefix: string, property: string): string {
  if (/^\d+$/.test(property)) return `${prefix}[${property}]`;
  return prefix === '' ? property : `${prefix}.${property}`;
}
