import fc from 'fast-check';
import { aMeasure, pairsOf } from '../testing/builders.js';
import { expectClose } from '../testing/reference.js';
import { changeFigures } from './change-figures.js';
import { hodgesLehmann } from './hodges-lehmann.js';
import { countValues } from './weighted.js';
import { signedRank } from './wilcoxon.js';

describe('laws of a comparison', () => {
  const values = fc.array(fc.tuple(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 1, max: 10 })), {
    minLength: 2,
    maxLength: 40,
  });
  const split = (rows: [number, number][]) => [rows.map(([x]) => x), rows.map(([, y]) => y)] as const;
  const close = (a: number | null | undefined, b: number | null | undefined): void => {
    if (a === null || a === undefined || b === null || b === undefined) expect(a ?? null).toBe(b ?? null);
    else expectClose(a, b, 1e-7);
  };

  it('a shift of entry and exit changes no change; a scale scales it and leaves p and effects', () => {
    fc.assert(
      fc.property(
        values,
        fc.integer({ min: -50, max: 50 }),
        fc.constantFrom(2, 4, 8),
        (rows, shift, scale) => {
          const [x, y] = split(rows);
          const base = changeFigures(pairsOf(x, y), aMeasure(), 2);
          const moved = changeFigures(
            pairsOf(
              x.map((v) => v * scale + shift),
              y.map((v) => v * scale + shift),
            ),
            aMeasure(),
            2,
          );
          close(moved.change?.mean, (base.change?.mean ?? 0) * scale);
          close(moved.change?.hodgesLehmann?.estimate, (base.change?.hodgesLehmann?.estimate ?? 0) * scale);
          close(moved.tTest?.p, base.tTest?.p);
          close(moved.wilcoxon?.p, base.wilcoxon?.p);
          close(moved.effect.dz?.estimate, base.effect.dz?.estimate);
          close(moved.effect.gav?.ci?.[0], base.effect.gav?.ci?.[0]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('swapping entry and exit, or the direction, flips signs and keeps p', () => {
    fc.assert(
      fc.property(values, (rows) => {
        const [x, y] = split(rows);
        const base = changeFigures(pairsOf(x, y), aMeasure(), 2);
        for (const other of [
          changeFigures(pairsOf(y, x), aMeasure(), 2),
          changeFigures(pairsOf(x, y), aMeasure({ direction: 'lower' }), 2),
        ]) {
          close(other.change?.mean, -(base.change?.mean ?? 0));
          close(other.change?.ci?.[0], base.change?.ci ? -base.change.ci[1] : null);
          close(other.change?.hodgesLehmann?.estimate, -(base.change?.hodgesLehmann?.estimate ?? 0));
          close(other.tTest?.p, base.tTest?.p);
          close(other.wilcoxon?.p, base.wilcoxon?.p);
          close(other.effect.gav?.estimate, base.effect.gav ? -base.effect.gav.estimate : null);
          expect(other.share?.improved).toBe(base.share?.worse);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('the order of pairs changes nothing that is printed, and inputs are left alone', () => {
    fc.assert(
      fc.property(values, fc.infiniteStream(fc.nat()), (rows, keys) => {
        const [x, y] = split(rows);
        const pairs = pairsOf(x, y).map((pair) => Object.freeze(pair));
        const shuffled = pairs
          .map((pair) => ({ pair, key: keys.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ pair }) => pair);
        const [a, b] = [
          changeFigures(Object.freeze(pairs), aMeasure(), 2),
          changeFigures(shuffled, aMeasure(), 2),
        ];
        close(a.change?.sd, b.change?.sd);
        close(a.p, b.p);
        expect(b.change?.hodgesLehmann).toEqual(a.change?.hodgesLehmann);
      }),
      { numRuns: 40 },
    );
  });

  it('exact Wilcoxon equals the enumeration of all signs', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 1, maxLength: 10 }), (d) => {
        const found = signedRank(countValues(d));
        const nonZero = d.filter((v) => v !== 0);
        if (nonZero.length === 0) return expect(found.p).toBeNull();
        const size = nonZero.map(Math.abs);
        const ranks = size.map(
          (v) => size.filter((u) => u < v).length + (size.filter((u) => u === v).length + 1) / 2,
        );
        const expected = ranks.reduce((a, b) => a + b, 0) / 2;
        let extreme = 0;
        for (let signs = 0; signs < 2 ** ranks.length; signs += 1) {
          const w = ranks.reduce((total, rank, i) => total + ((signs >> i) & 1 ? rank : 0), 0);
          if (Math.abs(w - expected) >= Math.abs(found.w - expected) - 1e-12) extreme += 1;
        }
        expectClose(found.p, extreme / 2 ** ranks.length);
      }),
      { numRuns: 60 },
    );
  });

  it('Hodges–Lehmann equals the median of all listed Walsh averages', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -30, max: 30 }), { minLength: 1, maxLength: 30 }), (raw) => {
        const d = raw.map((v) => v / 10);
        const averages = d.flatMap((a, i) => d.slice(i).map((b) => (a + b) / 2)).sort((a, b) => a - b);
        const m = averages.length;
        const median =
          ((averages[Math.floor((m - 1) / 2)] ?? NaN) + (averages[Math.ceil((m - 1) / 2)] ?? NaN)) / 2;
        expectClose(hodgesLehmann(countValues(d))?.estimate, median);
      }),
      { numRuns: 80 },
    );
  });
});
