import fc from 'fast-check';
import { expectNoNaN } from '../testing/builders.js';
import { expectAllClose, expectClose, references } from '../testing/reference.js';
import { randomEffects, type Study } from './random-effects.js';
import { reml } from './reml.js';

const R = references('pooling');

const studies = (y: readonly number[], v: readonly number[]): Study[] =>
  y.map((estimate, index) => ({ id: `s${index}`, estimate, variance: v[index] ?? NaN }));

describe('random effects over organisations equal metafor', () => {
  it.each(['bcg', 'bangertdrowns', 'hackshaw', 'normand', 'two', 'same', 'wild'])('%s', (name) => {
    const found = randomEffects(studies(R.many(`${name}.yi`), R.many(`${name}.vi`)));
    const [low, high] = found?.ci ?? [];
    expectClose(found?.tau2, R.one(`${name}.tau2`), 1e-8);
    expectAllClose([found?.estimate, found?.se, low, high, found?.p], R.many(`${name}.mean`), 1e-8);
    expectAllClose(found?.tau2Ci ?? [], R.many(`${name}.tau2Ci`), 1e-6);
    expectClose(found?.i2, R.one(`${name}.i2`), 1e-8);
    expectAllClose([found?.q, found?.qP], R.many(`${name}.q`));
    expectAllClose(found?.shrunken ?? [], R.many(`${name}.blup`), 1e-8);
    expectAllClose((found?.shrunkenCi ?? []).flat(), R.many(`${name}.blupCi`), 1e-8);
    if ((found?.k ?? 0) >= 5) expectAllClose(found?.predictionInterval ?? [], R.many(`${name}.pi`), 1e-8);
    else expect(found?.predictionInterval).toBeNull();
  });

  it('one organisation is no pool, a variance of zero no study', () => {
    expect(randomEffects([])).toBeNull();
    expect(randomEffects(studies([1], [1]))).toBeNull();
    expect(() => randomEffects(studies([1, 2], [1, 0]))).toThrow(RangeError);
  });
});

describe('laws of the pool', () => {
  const problem = fc.array(
    fc.tuple(fc.double({ min: -5, max: 5, noNaN: true }), fc.double({ min: 0.001, max: 3, noNaN: true })),
    { minLength: 2, maxLength: 15 },
  );

  it('τ² is the best of a fine grid, never negative, and every figure is a number', () => {
    const likelihood = (rows: [number, number][], tau2: number): number => {
      const w = rows.map(([, v]) => 1 / (v + tau2));
      const total = w.reduce((a, b) => a + b, 0);
      const mean = rows.reduce((a, [y], i) => a + y * (w[i] ?? 0), 0) / total;
      return -rows.reduce(
        (a, [y, v], i) => a + Math.log(v + tau2) + (w[i] ?? 0) * (y - mean) ** 2,
        Math.log(total),
      );
    };
    fc.assert(
      fc.property(problem, (rows) => {
        const tau2 = reml(
          rows.map(([y]) => y),
          rows.map(([, v]) => v),
        );
        expect(tau2).toBeGreaterThanOrEqual(0);
        const reached = likelihood(rows, tau2);
        for (let grid = 1e-6; grid < 300; grid *= 1.3) {
          expect(likelihood(rows, grid)).toBeLessThanOrEqual(reached + 1e-9 * Math.abs(reached) + 1e-9);
        }
        expectNoNaN(
          randomEffects(
            studies(
              rows.map(([y]) => y),
              rows.map(([, v]) => v),
            ),
          ),
        );
      }),
      { numRuns: 80 },
    );
  });

  it('moves with a shift, turns with the sign, scales with the unit', () => {
    fc.assert(
      fc.property(problem, fc.integer({ min: -9, max: 9 }), (rows, shift) => {
        const y = rows.map(([value]) => value);
        const v = rows.map(([, value]) => value);
        const base = randomEffects(studies(y, v));
        const moved = randomEffects(
          studies(
            y.map((value) => -4 * value + shift),
            v.map((value) => 16 * value),
          ),
        );
        if (!base || !moved) throw new Error('no pool');
        expect(moved.estimate).toBeCloseTo(-4 * base.estimate + shift, 6);
        expect(moved.tau2).toBeCloseTo(16 * base.tau2, 5);
        expect(moved.se).toBeCloseTo(4 * base.se, 6);
        expect(moved.i2).toBeCloseTo(base.i2, 5);
      }),
      { numRuns: 60 },
    );
  });
});
