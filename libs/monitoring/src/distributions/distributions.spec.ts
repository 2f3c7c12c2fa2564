import { expectAllClose, expectClose, references } from '../testing/reference.js';
import { noncentralTCdf, noncentralityLimits } from './noncentral-t.js';
import { signedRankQuantile } from './signed-rank.js';
import { hedgesFactor } from './small-sample.js';
import { chiSquareUpper, fUpper, studentTwoSided } from './tails.js';

const R = references('change');

describe('the noncentral t distribution', () => {
  it.each([
    // scipy.special.nctdtr(df, nc, t) and R pt(t, df, nc)
    [2, 5, 1, 0.778074662615947],
    [-1, 3, 2, 0.00300524759545007],
    [10, 50, 8, 0.917147041785598],
    [1, 1, 0.5, 0.59274773643996],
  ])('P(T ≤ %d) with %d degrees and noncentrality %d', (t, df, lambda, expected) => {
    expectClose(noncentralTCdf(t, df, lambda), expected, 1e-11);
  });

  it('is the central t without noncentrality', () => {
    for (const df of [1, 2, 9, 99, 5000]) {
      for (const t of [-3.2, -1, 0.1, 2.5]) {
        const upper = studentTwoSided(t, df) / 2;
        expectClose(noncentralTCdf(t, df, 0), t < 0 ? upper : 1 - upper, 1e-11);
      }
    }
  });

  it.each([
    [4.06212768338, 10],
    [0.3, 5],
    [-2, 2],
    [0, 12],
    [20, 200],
    [1, 30],
  ])('gives the limits of the noncentrality for t = %d, n = %d as R does', (t, n) => {
    // nct(t, n) of test/reference/monitoring/change.R
    expectAllClose(noncentralityLimits(t, n - 1), R.many(`nct.${t}.${n}`));
  });

  it('is right where R is not, beyond a noncentrality of 37', () => {
    // mpmath, 30 digits: findroot(lambda l: quad(ncdf(30 s − l)·density of sqrt(chi2_7/7)) − q)
    expectAllClose(noncentralityLimits(30, 7), [14.594659026418158, 45.48385171586283], 1e-12);
  });

  it('finds limits for very large t and very few degrees', () => {
    for (const [t, df] of [
      [5000, 1],
      [-800, 2],
      [120, 3000],
      [1e-9, 1],
    ] as const) {
      const [low, high] = noncentralityLimits(t, df);
      expectClose(noncentralTCdf(t, df, low), 0.975, 1e-9);
      expectClose(noncentralTCdf(t, df, high), 0.025, 1e-8);
    }
  });
});

describe('small-sample tools', () => {
  it("Hedges' factor is exact on both sides of the series", () => {
    const m = [2, 9, 16, 29, 299, 301, 302];
    expectAllClose(m.map(hedgesFactor), R.many('J'), 1e-12);
    expect(hedgesFactor(1)).toBeNull();
  });

  it('signed-rank quantiles equal qsignrank', () => {
    expect([6, 10, 50, 200].map((n) => signedRankQuantile(0.025, n))).toEqual(R.many('qsignrank'));
  });

  it('upper tails keep their digits', () => {
    // pf and pchisq with lower.tail = FALSE, 2 * pt(-12, 1000); below 1e-12 the check is relative
    const [small, tiny] = R.many('pf');
    expectClose(fUpper(2, 3, 20), small ?? NaN);
    expect(fUpper(50, 3, 20) / (tiny ?? NaN)).toBeCloseTo(1, 9);
    expect(studentTwoSided(12, 1000) / R.one('pt')).toBeCloseTo(1, 9);
    expect(chiSquareUpper(3, 5) / (R.many('pchisq')[0] ?? NaN)).toBeCloseTo(1, 9);
    expect(chiSquareUpper(200, 5) / (R.many('pchisq')[1] ?? NaN)).toBeCloseTo(1, 9);
  });
});
