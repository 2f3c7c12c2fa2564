/** Reference numbers by name, each beside the call that gave it. */
export type References = Record<string, { call: string; value: number | null | (number | null)[] }>;

export interface Comparison {
  count: number;
  /** The largest relative difference. */
  furthest: number;
  /** One line per number that is missing or too far off. */
  faults: string[];
}

/** Relative, or absolute where the number is about 0. */
const ALLOWED = 1e-9;
const ALLOWED_NEAR_ZERO = 1e-12;

/** Compares what R gives now with what is stored; `null` stands for R's NA. */
export function compareReferences(stored: References, now: References): Comparison {
  const result: Comparison = { count: 0, furthest: 0, faults: [] };
  for (const name of new Set([...Object.keys(stored), ...Object.keys(now)])) {
    const [before, after] = [listOf(stored, name), listOf(now, name)];
    if (!before || !after || before.length !== after.length) {
      result.faults.push(`${name}: ${before ? 'not computed any more' : 'not stored'}`);
      continue;
    }
    before.forEach((value, i) => compareOne(result, name, value, after[i] ?? null));
  }
  return result;
}

function listOf(references: References, name: string): (number | null)[] | null {
  const found = references[name];
  return found ? [found.value].flat() : null;
}

function compareOne(result: Comparison, name: string, before: number | null, after: number | null): void {
  result.count++;
  if (before === after) return;
  if (before === null || after === null) {
    result.faults.push(`${name}: ${before} is stored, R gives ${after}`);
    return;
  }
  const difference = Math.abs(before - after);
  if (difference <= ALLOWED_NEAR_ZERO) return;
  const relative = difference / Math.abs(before);
  result.furthest = Math.max(result.furthest, relative);
  if (!(relative <= ALLOWED)) result.faults.push(`${name}: ${before} is stored, R gives ${after}`);
}
