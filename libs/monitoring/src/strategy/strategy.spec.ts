import fc from 'fast-check';
import type { Measure } from '../change/index.js';
import { expectAllClose, expectClose, references } from '../testing/reference.js';
import { leastSquares } from './least-squares.js';
import { rankCorrelation } from './rank-correlation.js';
import { strategy } from './strategy.js';
import type { PairScore } from './strategy.js';

const r = references('strategy');
const FEWEST = 10;

// The data of test/reference/monitoring/strategy.R.
const k = Array.from({ length: 48 }, (_, i) => i + 1);
const x = k.map((i) => 3 + ((i * 7) % 5) + (i % 3) / 2);
const request = k.map((i) => ((i * 37) % 101) / 100);
const profile = k.map((i) => ((i * 53) % 89) / 88);
const compatibility = k.map((i) => ((i * 29) % 61) / 60);
const y = k.map(
  (i, at) => 0.6 * (x[at] ?? 0) + 2 * (request[at] ?? 0) - 0.4 * (profile[at] ?? 0) + ((i * 17) % 13) / 4,
);

describe('least squares with HC3 errors', () => {
  const fitted = leastSquares(y, [
    { name: 'x', values: x },
    { name: 'request', values: request },
    { name: 'profile', values: profile },
    { name: 'compatibility', values: compatibility },
  ]);

  it("gives R's estimates, errors, intervals and p", () => {
    expect(fitted?.df).toBe(43);
    const terms = fitted?.terms ?? [];
    expectAllClose(
      terms.map((term) => term.estimate),
      r.many('ols.estimate'),
    );
    expectAllClose(
      terms.map((term) => term.se),
      r.many('ols.hc3'),
    );
    expectAllClose(
      terms.flatMap((term) => term.ci),
      r.many('ols.ci'),
    );
    expectAllClose(
      terms.map((term) => term.p),
      r.many('ols.p'),
    );
  });

  it('loses no digits on a column far from zero', () => {
    const far = leastSquares(y, [{ name: 'far', values: k.map((i) => 1e4 + i / 7) }]);
    expectClose(far?.terms[0]?.estimate, r.one('far.estimate'));
  });

  it('leaves out what is constant or a sum of others, and says so', () => {
    const both = leastSquares(y, [
      { name: 'x', values: x },
      { name: 'constant', values: x.map(() => 7) },
      { name: 'sum', values: x.map((value) => 3 * value - 2) },
      { name: 'request', values: request },
    ]);
    expect(both?.dropped).toEqual(['constant', 'sum']);
    expect(both?.terms.map((term) => term.name)).toEqual(['x', 'request']);
  });

  it('does not depend on the order of the observations', () => {
    const order = fc.shuffledSubarray(
      k.map((_, i) => i),
      { minLength: 48 },
    );
    fc.assert(
      fc.property(order, (at) => {
        const pick = (values: readonly number[]) => at.map((i) => values[i] ?? 0);
        const again = leastSquares(pick(y), [
          { name: 'x', values: pick(x) },
          { name: 'request', values: pick(request) },
        ]);
        const before = leastSquares(y, [
          { name: 'x', values: x },
          { name: 'request', values: request },
        ]);
        (again?.terms ?? []).forEach((term, i) => {
          expectClose(term.estimate, before?.terms[i]?.estimate ?? NaN, 1e-9);
          expectClose(term.se, before?.terms[i]?.se ?? NaN, 1e-9);
        });
      }),
      { numRuns: 20 },
    );
  });

  it('gives nothing where an observation alone determines a term, or there are too few', () => {
    expect(leastSquares([1, 2, 3, 5], [{ name: 'one', values: [0, 0, 0, 1] }])).toBeNull();
    expect(leastSquares([1, 2], [{ name: 'x', values: [1, 3] }])).toBeNull();
  });
});

describe("Spearman's correlation", () => {
  it("gives R's value and the interval of Bonett and Wright", () => {
    const plain = rankCorrelation(request, y, FEWEST);
    expectClose(plain.rho, r.one('spearman.rho'));
    expectAllClose(plain.ci ?? [], r.many('spearman.ci'));
    const ties = rankCorrelation(x, y.map(Math.round), FEWEST);
    expectClose(ties.rho, r.one('ties.rho'));
    expectAllClose(ties.ci ?? [], r.many('ties.ci'));
  });

  it('says why it has no value or no interval', () => {
    expect(rankCorrelation([1, 2], [1, 2], FEWEST)).toMatchObject({ rho: null, reason: 'too-few' });
    expect(rankCorrelation([1, 1, 1, 1], [1, 2, 3, 4], FEWEST)).toMatchObject({
      rho: null,
      reason: 'constant',
    });
    expect(rankCorrelation([1, 2, 3, 4], [1, 2, 3, 4], FEWEST)).toEqual({
      n: 4,
      rho: 1,
      ci: null,
      reason: 'too-few',
    });
    expect(rankCorrelation(k, k, FEWEST).ci).toEqual([1, 1]);
  });
});

const MEASURE: Measure = {
  indicator: 'anxiety',
  instrument: 'stai.state',
  version: '1',
  title: 'Тревожность',
  direction: 'lower',
  kind: 'score',
  ordinal: true,
  psychological: true,
  min: 0,
  max: 100,
  change: { better: 'снижение тревожности', worse: 'рост тревожности' },
};

describe('the evidence on the pairing strategy', () => {
  const person = (i: number) => `e-${i}`;
  const pairs = k.map((i, at) => ({
    person: person(i),
    cluster: `m-${i}`,
    x: x[at] ?? 0,
    y: 50 - (y[at] ?? 0),
  }));
  const scores = new Map(
    k.map((i, at): [string, PairScore] => [
      person(i),
      {
        points: Math.round(10_000 * (request[at] ?? 0)),
        components: {
          request: 10_000 * (request[at] ?? 0),
          profile: 10_000 * (profile[at] ?? 0),
          compatibility: null,
        },
      },
    ]),
  );
  const change = { measure: MEASURE, topic: null, respondent: 'mentee', pairs };

  it('[S0-21] [S3-15] names the component whose weight could move, oriented so that up is better', () => {
    const { changes, directions } = strategy({ changes: [change], scores, satisfaction: new Map() });
    // The made-up anxiety falls where the request is covered well, and only there.
    expect(changes[0]?.regression?.terms.map(({ name }) => name)).toEqual(['entry', 'request', 'profile']);
    expect(directions).toEqual([
      { component: 'request', move: 'up', basis: 'regression', indicator: 'anxiety' },
    ]);
    expect(changes[0]?.correlations.points.rho).toBeGreaterThan(0);
    expect(changes[0]?.correlations.compatibility).toMatchObject({ n: 0, rho: null, reason: 'too-few' });
  });

  it('says nothing on pairs that the engine never scored, and no regression on few', () => {
    const none = strategy({ changes: [change], scores: new Map(), satisfaction: new Map() });
    expect(none.changes[0]).toMatchObject({ n: 0, regression: null });
    expect(none.directions).toEqual([]);
    const few = strategy({
      changes: [{ ...change, pairs: pairs.slice(0, 20) }],
      scores,
      satisfaction: new Map(),
    });
    expect(few.changes[0]).toMatchObject({ n: 20, regression: null });
  });

  it('goes by the correlation where there are too few for a regression', () => {
    const falling = pairs.slice(0, 20).map((pair, i) => ({ ...pair, x: 50, y: 50 - 10 * (request[i] ?? 0) }));
    const { directions } = strategy({
      changes: [{ ...change, pairs: falling }],
      scores,
      satisfaction: new Map(),
    });
    expect(directions).toContainEqual({
      component: 'request',
      move: 'up',
      basis: 'correlation',
      indicator: 'anxiety',
    });
  });

  it('sets satisfaction beside the scores', () => {
    const satisfaction = new Map(k.map((i, at) => [person(i), Math.round(10 * (request[at] ?? 0))]));
    const found = strategy({ changes: [], scores, satisfaction }).satisfaction;
    expect(found?.n).toBe(48);
    expect(found?.correlations.request.rho).toBeGreaterThan(0.9);
    expect(strategy({ changes: [], scores, satisfaction: new Map() }).satisfaction).toBeNull();
  });
});
