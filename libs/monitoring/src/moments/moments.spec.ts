import fc from 'fast-check';
import { changeFigures } from '../change/change-figures.js';
import type { ChangePair } from '../change/measure.js';
import { aMeasure, expectNoNaN, pairsOf } from '../testing/builders.js';
import { expectClose } from '../testing/reference.js';
import { figuresOfSums, unionOf } from './figures.js';
import { mergeMoments, momentsOf, seal, type Moments } from './moments.js';

const pairs = fc
  .array(
    fc.tuple(
      fc.integer({ min: 10, max: 100 }),
      fc.integer({ min: 10, max: 100 }),
      fc.integer({ min: 0, max: 5 }),
    ),
    {
      minLength: 2,
      maxLength: 60,
    },
  )
  .map((rows) =>
    pairsOf(
      rows.map(([x]) => x / 10),
      rows.map(([, y]) => y / 10),
      rows.map(([, , m]) => m),
    ),
  );

const measures = [
  aMeasure({ reliability: { retest: 0.8, normSd: 1.5 } }),
  aMeasure({ direction: 'lower' }),
  aMeasure({ direction: 'band', band: [{ from: 4, to: 7 }] }),
];

const withBand = (list: ChangePair[]): ChangePair[] =>
  list.map((pair) => ({ ...pair, band: { from: 4, to: 7 } }));

function expectSame(a: unknown, b: unknown): void {
  if (typeof a === 'number' && typeof b === 'number') {
    if (Math.abs(a - b) > 1e-9 * Math.max(1, Math.abs(b))) throw new Error(`${a} and ${b} differ`);
  } else if (typeof a === 'object' && a !== null && typeof b === 'object' && b !== null) {
    expect(Object.keys(a)).toEqual(Object.keys(b));
    for (const [key, value] of Object.entries(a)) expectSame(value, (b as Record<string, unknown>)[key]);
  } else {
    expect(a).toEqual(b);
  }
}

describe('stored moments', () => {
  it('merge in any grouping and order to the moments of the union', () => {
    fc.assert(
      fc.property(
        pairs,
        fc.constantFrom(...measures),
        fc.integer({ min: 1, max: 7 }),
        (list, measure, days) => {
          const all = withBand(list);
          const parts = Array.from({ length: days }, (_, day) =>
            momentsOf(
              all.filter((_pair, i) => i % days === day),
              measure,
            ),
          );
          const whole = momentsOf(all, measure);
          const frozen = JSON.stringify(parts);
          expectSame(mergeMoments(parts), whole);
          expectSame(mergeMoments([...parts].reverse()), whole);
          const half = Math.ceil(days / 2);
          expectSame(
            mergeMoments([mergeMoments(parts.slice(0, half)), mergeMoments(parts.slice(half))]),
            whole,
          );
          expect(JSON.stringify(parts)).toBe(frozen);
        },
      ),
      { numRuns: 80 },
    );
  });

  it('survive storage as JSON and give back every figure of the pairs', () => {
    fc.assert(
      fc.property(pairs, fc.constantFrom(...measures), (list, measure) => {
        const all = withBand(list);
        const stored = JSON.parse(JSON.stringify(momentsOf(all, measure))) as Moments;
        const direct = changeFigures(all, measure, 2);
        const found = figuresOfSums(stored.sums);
        expectNoNaN(found);
        expectSame(
          [found?.entry.mean, found?.entry.sd, found?.exit.mean, found?.exit.sd],
          [direct.entry?.mean, direct.entry?.sd, direct.exit?.mean, direct.exit?.sd],
        );
        expectSame(found?.correlation, direct.correlation);
        expectSame([found?.change.mean, found?.change.sd], [direct.change?.mean, direct.change?.sd]);
        expectSame(found?.share, direct.share);
        expectSame(found?.effect, { dz: direct.effect.dz, gav: direct.effect.gav, smcr: direct.effect.smcr });
        expectSame(found?.wilcoxon?.p ?? null, direct.wilcoxon?.p ?? null);
        expectSame(found?.hodgesLehmann, direct.change?.hodgesLehmann);
        const sealed = seal(stored);
        if (direct.change?.ci) expectClose(sealed.variance?.df, direct.change.df ?? NaN);
        else expect(sealed.reason).not.toBeNull();
        expect(JSON.stringify(sealed)).not.toMatch(/"p0|"m0/);
      }),
      { numRuns: 80 },
    );
  });

  it('count a person once, however many pairs they are in', () => {
    const list = pairsOf([1, 2, 3], [2, 3, 4]);
    const merged = mergeMoments([momentsOf(list, aMeasure()), momentsOf(list.slice(0, 2), aMeasure())]);
    expect([merged.sums.n, seal(merged).persons]).toEqual([5, 3]);
  });

  it('keep exact counts up to 64 values of d, not beyond', () => {
    const values = Array.from({ length: 70 }, (_, i) => i);
    const of = (from: number, to: number): Moments =>
      momentsOf(
        pairsOf(
          values.slice(from, to).map(() => 0),
          values.slice(from, to),
        ),
        aMeasure(),
      );
    expect(of(0, 64).sums.counts).toHaveLength(64);
    expect(of(0, 65).sums.counts).toBeNull();
    expect(mergeMoments([of(0, 40), of(40, 70)]).sums.counts).toBeNull();
    expect(figuresOfSums(of(0, 65).sums)).toMatchObject({ wilcoxon: null, hodgesLehmann: null });
  });

  it('are empty without pairs, and a union of one organisation has no interval', () => {
    const none = momentsOf([], aMeasure());
    expect(mergeMoments([])).toEqual(none);
    expect(figuresOfSums(none.sums)).toBeNull();
    expect(seal(none)).toMatchObject({ persons: 0, variance: null, reason: 'few-pairs' });
    const one = momentsOf(pairsOf([1, 2, 3], [2, 5, 4]), aMeasure());
    expect(unionOf([one.sums]).ci).toBeNull();
    expect(unionOf([]).ci).toBeNull();
  });

  it('of several organisations give the CR2 interval with organisations as clusters', () => {
    const x = [3, 5, 4, 6, 2, 7, 5, 4, 6, 3, 5];
    const y = [5, 5, 6, 7, 4, 7, 7, 5, 6, 6, 4];
    const organisation = [1, 1, 1, 2, 2, 2, 2, 3, 3, 4, 4];
    const direct = changeFigures(pairsOf(x, y, organisation), aMeasure());
    const parts = [1, 2, 3, 4].map((o) => pairsOf(x, y).filter((_, i) => organisation[i] === o));
    const union = unionOf(parts.map((part) => momentsOf(part, aMeasure()).sums));
    expectClose(union.ci?.[0], direct.change?.ci?.[0] ?? NaN);
    expectClose(union.ci?.[1], direct.change?.ci?.[1] ?? NaN);
    expectClose(union.df, direct.change?.df ?? NaN);
  });
});
