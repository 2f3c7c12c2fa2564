import { ProblemError, type Numbers, type ProblemErrorCode } from './types.js';

/** Points, loads and costs fit 32 bits. */
export const LARGEST_POINTS = 2 ** 31 - 1;

/** `undefined` for what JSON has no words for: a function, a bigint, a list in a list in … past the stack. */
function asJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return typeof value === 'object' ? 'an object that cannot be shown' : undefined;
  }
}

function shown(value: unknown): string {
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  const text = asJson(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

export function fail(code: ProblemErrorCode, path: string, value: unknown, what: string): never {
  throw new ProblemError(code, path, value, `${path} is ${shown(value)}: ${what}`);
}

export function checkWhole(value: unknown, path: string, from: number, to: number): number {
  if (typeof value !== 'number') fail('wrong-type', path, value, 'must be a number');
  if (!Number.isInteger(value)) fail('not-a-whole-number', path, value, 'must be a whole number');
  if (value < from || value > to) fail('out-of-range', path, value, `must be from ${from} to ${to}`);
  return value;
}

function isNumbers(value: unknown): value is Numbers {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

export function checkNumbers(
  value: unknown,
  path: string,
  length: number | null,
  from: number,
  to: number,
): Numbers {
  if (value === undefined) fail('missing', path, value, 'must be a list');
  if (!isNumbers(value)) fail('wrong-type', path, value, 'must be a list of whole numbers');
  if (length !== null && value.length !== length) {
    fail('wrong-length', `${path}.length`, value.length, `must be ${length}`);
  }
  for (let i = 0; i < value.length; i++) {
    const item = value[i];
    // The quick test keeps five million entries cheap; the slow one finds the words.
    if (typeof item !== 'number' || !Number.isInteger(item) || item < from || item > to) {
      checkWhole(item, `${path}[${i}]`, from, to);
    }
  }
  return value;
}

export function checkChoice(value: unknown, path: string, allowed: readonly string[]): void {
  if (value !== undefined && !(typeof value === 'string' && allowed.includes(value))) {
    fail('unknown-value', path, value, `must be one of ${allowed.join(', ')}`);
  }
}

/** `[mentee, mentor]`, both in range. */
export function checkPairOf(
  value: unknown,
  path: string,
  mentees: number,
  mentors: number,
): [number, number] {
  if (!Array.isArray(value)) fail('wrong-type', path, value, 'must be [mentee, mentor]');
  if (value.length !== 2) fail('wrong-length', path, value, 'must be [mentee, mentor]');
  return [
    checkWhole(value[0], `${path}[0]`, 0, mentees - 1),
    checkWhole(value[1], `${path}[1]`, 0, mentors - 1),
  ];
}
