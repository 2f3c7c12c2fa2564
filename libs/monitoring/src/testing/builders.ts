import type { ChangePair, Measure } from '../change/measure.js';

/** A measure on a 0–100 scale where more is better, with what a test wants changed. */
export function aMeasure(change: Partial<Measure> = {}): Measure {
  return {
    indicator: 'engagement',
    instrument: 'engagement-sheet',
    version: '1',
    title: 'Вовлечённость',
    direction: 'higher',
    kind: 'score',
    ordinal: false,
    psychological: false,
    min: 0,
    max: 100,
    change: { better: 'рост вовлечённости', worse: 'снижение вовлечённости' },
    ...change,
  };
}

/** Pairs of entry and exit values; everybody has a mentor of their own unless clusters are given. */
export function pairsOf(
  x: readonly number[],
  y: readonly number[],
  clusters?: readonly (string | number)[],
): ChangePair[] {
  return x.map((value, index) => ({
    person: `p${String(index).padStart(5, '0')}`,
    cluster: String(clusters?.[index] ?? `m${index}`),
    x: value,
    y: y[index] ?? NaN,
  }));
}

/** Fails on any `NaN` or infinity, however deep. */
export function expectNoNaN(value: unknown, path = '$'): void {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`${path} is ${value}`);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) expectNoNaN(inner, `${path}.${key}`);
}
