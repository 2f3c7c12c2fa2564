import { cronbachAlpha } from '../reliability.js';
import { aMeasure, expectNoNaN, pairsOf } from '../testing/builders.js';
import { expectAllClose, expectClose, references } from '../testing/reference.js';
import { changeFigures } from './change-figures.js';
import { clusteredMean, meanInterval } from './clustered.js';
import { comparisonDifference } from './comparison.js';
import { hedgesG } from './effects.js';
import { hodgesLehmann } from './hodges-lehmann.js';
import { holm } from './holm.js';
import { regressionToMean, reliableChange } from './individual.js';
import { mcnemarExact, wilson } from './proportions.js';
import { countValues } from './weighted.js';
import { signedRank } from './wilcoxon.js';

const R = references('change');

const series = (n: number, f: (k: number) => number): number[] =>
  Array.from({ length: n }, (_, k) => f(k + 1));

/** The data of test/reference/monitoring/change.R, in the same order. */
const CASES: Record<string, [number[], number[]]> = {
  // R datasets::sleep
  sleep: [
    [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2],
    [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4],
  ],
  // R MASS::anorexia, Treat == "FT"
  anorexia: [
    [83.8, 83.3, 86, 82.5, 86.7, 79.6, 76.9, 94.2, 73.4, 80.5, 81.6, 82.1, 77.6, 83.5, 89.9, 86, 87.3],
    [95.2, 94.3, 91.5, 91.9, 100.3, 76.7, 76.8, 101.6, 94.9, 75.2, 77.8, 95.5, 90.7, 92.5, 93.8, 91.7, 98],
  ],
  rating: [
    [3, 5, 6, 4, 7, 8, 5, 5, 2, 6, 7, 4, 5, 9, 6, 3, 4, 8, 7, 5, 6, 2, 5, 4],
    [5, 5, 8, 6, 7, 9, 4, 7, 5, 6, 8, 6, 4, 9, 8, 5, 4, 7, 9, 6, 8, 4, 5, 6],
  ],
  marks: [
    [3.1, 3.2, 3.3, 3.4, 3.5, 3.6, 3.7, 4.1, 4.3, 4.6, 2.9, 3.8],
    [3.4, 3.5, 3.6, 3.1, 3.8, 3.9, 3.7, 4.4, 4.0, 4.9, 3.3, 4.2],
  ],
  long: [series(150, (k) => (k * 37) % 11), series(150, (k) => ((k * 53) % 13) + (k % 3))],
};

describe('the figures of one comparison equal R', () => {
  it.each(Object.keys(CASES))('%s', (name) => {
    const [x, y] = CASES[name] ?? [[], []];
    const figures = changeFigures(pairsOf(x, y), aMeasure(), 2);
    const { change, effect, tTest, wilcoxon } = figures;
    expectAllClose([change?.mean, change?.sd], [R.one(`${name}.mean`), R.one(`${name}.sd`)]);
    expectAllClose(change?.ci ?? [], R.many(`${name}.ci`));
    expectAllClose([tTest?.t, tTest?.p], [R.one(`${name}.t`), R.one(`${name}.p`)]);
    expectAllClose(
      [effect.dz?.estimate, ...(effect.dz?.ci ?? [])],
      [R.one(`${name}.dz`), ...R.many(`${name}.dzCi`)],
    );
    expectAllClose(
      [effect.gav?.estimate, ...(effect.gav?.ci ?? [])],
      [R.one(`${name}.gav`), ...R.many(`${name}.gavCi`)],
    );
    expectAllClose([effect.smcr?.estimate, effect.smcr?.variance], R.many(`${name}.smcr`));
    const location = change?.hodgesLehmann;
    expectAllClose([location?.estimate, ...(location?.ci ?? [])], R.many(`${name}.hl`));
    expectClose(wilcoxon?.p, R.one(`${name}.exact`));
    expectAllClose([wilcoxon?.w, wilcoxon?.n, effect.rankBiserial], R.many(`${name}.w`));
    const wave = (w: typeof figures.entry): (number | undefined)[] => [
      w?.mean,
      w?.sd,
      w?.median,
      w?.q1,
      w?.q3,
    ];
    expectAllClose(wave(figures.entry), R.many(`${name}.entry`));
    expectAllClose(wave(figures.exit), R.many(`${name}.exit`));
    expectClose(figures.correlation, R.one(`${name}.r`));
  });

  it('Wilcoxon and Hodges–Lehmann above 200 differences are the normal ones', () => {
    const d = countValues(series(230, (k) => ((k * 53) % 13) - ((k * 37) % 11)));
    expect(signedRank(d).method).toBe('normal');
    expectClose(signedRank(d).p, R.one('big.normal'));
    const location = hodgesLehmann(d);
    expectAllClose([location?.estimate, ...(location?.ci ?? [])], R.many('big.hl'));
  });

  it('Wilcoxon without ties equals wilcox.test(exact = TRUE)', () => {
    const found = signedRank(countValues([-1.1, 0.4, 2.3, 3.7, 1.9, 0.8, -0.3, 2.2]));
    expectAllClose([found.p, found.w], [R.one('untied.exact'), R.one('untied.w')]);
  });

  it('CR2 of a mean equals the definition with matrices', () => {
    const d = [2, 1, 0, 3, 2, -1, 0, 1, 4, 2, 1, 0];
    const g = [1, 1, 1, 2, 2, 3, 3, 3, 3, 4, 5, 5];
    const figures = changeFigures(
      pairsOf(
        d.map(() => 5),
        d.map((v) => v + 5),
        g,
      ),
      aMeasure(),
    );
    expectAllClose(figures.change?.ci ?? [], R.many('cr2.ci'));
    expectAllClose([figures.change?.df, figures.p], [R.many('cr2')[1] ?? NaN, R.one('cr2.p')]);
    expect(figures.primaryTest).toBe('cr2');
  });

  it('shares, McNemar, Holm, g, ANCOVA, alpha', () => {
    expectAllClose(wilson(7, 24) ?? [], R.many('wilson'));
    expectAllClose(wilson(0, 24) ?? [], R.many('wilson.none'));
    expectAllClose(wilson(24, 24) ?? [], R.many('wilson.all'));
    expect(wilson(0, 0)).toBeNull();
    expectClose(mcnemarExact({ gained: 86, lost: 150 }), R.one('mcnemar.agresti'));
    expectClose(mcnemarExact({ gained: 9, lost: 2 }), R.one('mcnemar.small'));
    expect(mcnemarExact({ gained: 0, lost: 0 })).toBe(1);
    const adjusted = holm([0.01, 0.04, null, 0.03, 0.005, 0.2]);
    expect(adjusted[2]).toBeNull();
    expectAllClose(
      adjusted.filter((p) => p !== null),
      R.many('holm'),
    );
    const sums = (n: number, mean: number, sd: number) => ({ n, mean, m2: (n - 1) * sd * sd });
    // metafor's SMD uses the exact factor too
    expectClose(hedgesG(sums(14, 5.2, 1.1), sums(6, 4.6, 1.4)), R.one('hedges.g'));
    expect(hedgesG(sums(14, 5.2, 1.1), sums(1, 4.6, 0))).toBeNull();
  });

  it('ANCOVA against a comparison group equals lm(y ~ x + group)', () => {
    // R MASS::anorexia, Treat == "Cont"
    const x = [
      80.7, 89.4, 91.8, 74, 78.1, 88.3, 87.3, 75.1, 80.6, 78.4, 77.6, 88.7, 81.3, 78.1, 70.5, 77.3, 85.2, 86,
      84.1, 79.7, 85.5, 84.4, 79.6, 77.5, 72.3, 89,
    ];
    const y = [
      80.2, 80.1, 86.4, 86.3, 76.1, 78.1, 75.1, 86.7, 73.5, 84.6, 77.4, 79.5, 89.6, 81.4, 81.8, 77.3, 84.2,
      75.4, 79.5, 73, 88.3, 84.7, 81.4, 81.2, 88.2, 78.8,
    ];
    const [ftX, ftY] = CASES['anorexia'] ?? [[], []];
    const found = comparisonDifference({ x: ftX, y: ftY }, { x, y }, 1);
    expectAllClose([found?.difference, ...(found?.ci ?? []), found?.p], R.many('ancova'));
    expectClose(
      comparisonDifference({ x: ftX, y: ftY }, { x, y }, -1)?.difference,
      -(R.many('ancova')[0] ?? NaN),
    );
    expect(comparisonDifference({ x: [1], y: [2] }, { x, y }, 1)).toBeNull();
  });

  it("Cronbach's alpha with Feldt's interval", () => {
    // R datasets::attitude
    const sheets = [
      [43, 51, 30, 39, 61, 92, 45],
      [63, 64, 51, 54, 63, 73, 47],
      [71, 70, 68, 69, 76, 86, 48],
      [61, 63, 45, 47, 54, 84, 35],
      [81, 78, 56, 66, 71, 83, 47],
      [43, 55, 49, 44, 54, 49, 34],
      [58, 67, 42, 56, 66, 68, 35],
      [71, 75, 50, 55, 70, 66, 41],
      [72, 82, 72, 67, 71, 83, 31],
      [67, 61, 45, 47, 62, 80, 41],
      [64, 53, 53, 58, 58, 67, 34],
      [67, 60, 47, 39, 59, 74, 41],
      [69, 62, 57, 42, 55, 63, 25],
      [68, 83, 83, 45, 59, 77, 35],
      [77, 77, 54, 72, 79, 77, 46],
      [81, 90, 50, 72, 60, 54, 36],
      [74, 85, 64, 69, 79, 79, 63],
      [65, 60, 65, 75, 55, 80, 60],
      [65, 70, 46, 57, 75, 85, 46],
      [50, 58, 68, 54, 64, 78, 52],
      [50, 40, 33, 34, 43, 64, 33],
      [64, 61, 52, 62, 66, 80, 41],
      [53, 66, 52, 50, 63, 80, 37],
      [40, 37, 42, 58, 50, 57, 49],
      [63, 54, 42, 48, 66, 75, 33],
      [66, 77, 66, 63, 88, 76, 72],
      [78, 75, 58, 74, 80, 78, 49],
      [48, 57, 44, 45, 51, 83, 38],
      [85, 85, 71, 71, 77, 74, 55],
      [82, 82, 39, 59, 64, 78, 39],
    ];
    const found = cronbachAlpha(sheets);
    expectAllClose([found?.alpha, ...(found?.ci ?? [])], [R.one('alpha'), ...R.many('alpha.ci')]);
    expect(cronbachAlpha(sheets.slice(0, 9))).toBeNull();
    expect(cronbachAlpha(Array.from({ length: 12 }, () => [1, 1]))).toBeNull();
  });
});

describe('Wilcoxon with 200 differences, many of them tied', () => {
  it('is still exact', () => {
    const d = countValues(series(200, (k) => ((k * 7919) % 101) - 50 + (k % 2)));
    expect(signedRank(d)).toMatchObject({ method: 'exact' });
  });
});

describe('clusters', () => {
  it('of one person each give Student', () => {
    const d = [2, 1, 0, 3, 2, -1, 0, 1];
    const robust = clusteredMean(d.map((sum) => ({ n: 1, sum })));
    expectClose(robust?.df, 7);
    // R t.test(d)$conf.int
    const found = robust ? meanInterval(1, robust) : [];
    const figures = changeFigures(
      pairsOf(
        d.map(() => 0),
        d,
      ),
      aMeasure(),
      2,
    );
    expectAllClose(found, figures.change?.ci ?? []);
  });

  it('one cluster alone gives no interval, and says so', () => {
    const d = series(12, (k) => k % 4);
    const figures = changeFigures(
      pairsOf(
        d.map(() => 3),
        d,
        d.map(() => 'm'),
      ),
      aMeasure(),
    );
    expect(figures.change).toMatchObject({ clustered: true, ci: null, df: null });
    expect(figures.p).toBeNull();
    expect(figures.reasons).toMatchObject({ 'change.ci': 'one-cluster', p: 'one-cluster' });
    expect(figures.tTest?.p).toBeGreaterThan(0);
  });
});

describe('individual change', () => {
  it('is reliable beyond 1.96 standard errors of a difference', () => {
    const [x, y] = CASES['anorexia'] ?? [[], []];
    const figures = changeFigures(pairsOf(x, y), aMeasure({ reliability: { retest: 0.84 } }), 2);
    // ecosystem: SE_diff 2.83786995515 with SD_pre 5.01669272353 and r 0.84; improved 11, worse 0
    expect(figures.reliableChange).toMatchObject({ improved: 11, worse: 0, same: 6, sdFrom: 'entry' });
    expect(reliableChange([1], 2, { direction: 'band', reliability: { retest: 0.8 } })).toBe('band');
    expect(reliableChange([1], 0, { direction: 'higher', reliability: { retest: 0.8 } })).toBe(
      'zero-variance',
    );
    expect(
      reliableChange([9, -9, 0], 0, { direction: 'higher', reliability: { retest: 0.8, normSd: 2 } }),
    ).toMatchObject({ improved: 1, worse: 1, same: 1, sdFrom: 'norm' });
  });

  it('regression to the mean is oriented like the change', () => {
    const reliability = { retest: 0.7, normMean: 40 };
    expectClose(regressionToMean(50, { direction: 'lower', reliability }) as number, 3);
    expectClose(regressionToMean(50, { direction: 'higher', reliability }) as number, -3);
    expect(regressionToMean(50, { direction: 'higher', reliability: { retest: 0.7 } })).toBe(
      'no-reliability',
    );
  });
});

describe('a band indicator', () => {
  it('is compared by its distance to the band; entry and exit stay raw', () => {
    const band = { from: 45, to: 74 };
    const x = [90, 80, 40, 60, 95, 30, 50, 85, 44, 76];
    const y = [70, 78, 50, 60, 80, 44, 80, 74, 46, 70];
    const pairs = pairsOf(x, y).map((pair) => ({ ...pair, band }));
    const figures = changeFigures(pairs, aMeasure({ direction: 'band' }));
    // distances 16 6 5 0 21 15 0 11 1 2 → 0 4 0 0 6 1 6 0 0 0
    expectClose(figures.change?.mean, (16 + 2 + 5 + 0 + 15 + 14 - 6 + 11 + 1 + 2) / 10);
    expectClose(figures.entry?.mean, 65);
    expect(figures.binary).toMatchObject({
      kind: 'in-band',
      gained: 5,
      lost: 1,
      entry: { share: 0.2 },
      exit: { share: 0.6 },
    });
    expect(figures.reasons).toMatchObject({ reliableChange: 'band', regressionToMean: 'band' });
    expect(figures.primaryTest).toBe('wilcoxon');
    expectNoNaN(figures);
  });
});

describe('few or equal values', () => {
  const cases: [string, number[], number[]][] = [
    ['no pair', [], []],
    ['one pair', [3], [4]],
    ['two pairs', [3, 4], [4, 6]],
    ['two equal pairs', [3, 3], [3, 3]],
    ['all the same change', series(12, (k) => k), series(12, (k) => k + 1)],
    ['all the same change in decimals', series(12, (k) => k / 10), series(12, (k) => k / 10 + 0.1)],
    ['no change at all', series(12, () => 5), series(12, () => 5)],
    ['entry all equal', series(12, () => 5), series(12, (k) => k)],
    ['all ties', series(12, () => 5), series(12, (k) => (k % 2 ? 4 : 6))],
  ];

  it.each(cases)('%s: no NaN, and a reason for what is missing', (_, x, y) => {
    for (const direction of ['higher', 'lower', 'band'] as const) {
      for (const fewest of [2, 10]) {
        const pairs = pairsOf(x, y).map((pair) => ({ ...pair, band: { from: 4, to: 6 } }));
        const figures = changeFigures(pairs, aMeasure({ direction }), fewest);
        expectNoNaN(figures);
        if (figures.p === null) expect(Object.keys(figures.reasons).length).toBeGreaterThan(0);
        for (const key of ['tTest', 'wilcoxon'] as const) {
          if (figures[key] === null && x.length >= 2) expect(figures.reasons[key]).toBeDefined();
        }
      }
    }
  });

  it('a constant change has no t, also when floating point smears it', () => {
    const figures = changeFigures(
      pairsOf(
        series(12, (k) => k / 10),
        series(12, (k) => k / 10 + 0.1),
      ),
      aMeasure(),
    );
    expect(figures.tTest).toBeNull();
    expect(figures.reasons['tTest']).toBe('zero-variance');
  });

  it('from 2 to 9 pairs: description, no p, no interval', () => {
    const figures = changeFigures(
      pairsOf(
        series(9, (k) => k),
        series(9, (k) => (k * 3) % 7),
      ),
      aMeasure(),
    );
    expect(figures).toMatchObject({ tTest: null, wilcoxon: null, p: null, notes: ['small-n'] });
    expect(figures.change).toMatchObject({ ci: null, hodgesLehmann: { ci: null } });
    expect(figures.change?.mean).toBeDefined();
    expect(figures.effect.dz?.ci).toBeNull();
    expect(figures.share).not.toBeNull();
  });
});
