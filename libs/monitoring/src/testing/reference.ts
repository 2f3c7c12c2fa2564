import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Reference numbers that R gave, each stored beside its call: `test/reference/monitoring/<file>.json`, made by
 * the script of the same name.
 */
export function references(file: string): { one(name: string): number; many(name: string): number[] } {
  const path = join(import.meta.dirname, '../../../../test/reference/monitoring', `${file}.json`);
  const stored = JSON.parse(readFileSync(path, 'utf8')) as Record<
    string,
    { call: string; value: number | number[] }
  >;
  const many = (name: string): number[] => {
    const entry = stored[name];
    if (!entry) throw new Error(`No reference number ${name} in ${path}`);
    return [entry.value].flat();
  };
  return { many, one: (name) => many(name)[0] ?? NaN };
}

/** Equal to a relative error (1e-9 unless told), or absolutely where the expected value is about 0. */
export function expectClose(actual: number | null | undefined, expected: number, relative = 1e-9): void {
  if (actual === null || actual === undefined || !Number.isFinite(actual)) {
    throw new Error(`Expected about ${expected}, got ${actual}`);
  }
  const allowed = Math.max(relative * Math.abs(expected), 1e-12);
  if (Math.abs(actual - expected) > allowed)
    throw new Error(`Expected ${expected} ± ${allowed}, got ${actual}`);
}

export function expectAllClose(
  actual: readonly (number | null | undefined)[],
  expected: readonly number[],
  relative = 1e-9,
): void {
  if (actual.length !== expected.length)
    throw new Error(`Expected ${expected.length} numbers, got ${actual.length}`);
  expected.forEach((value, index) => expectClose(actual[index], value, relative));
}
