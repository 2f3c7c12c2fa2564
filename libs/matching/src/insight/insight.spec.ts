import { isInfeasible, type Problem } from '../problem/types.js';
import { solve } from '../solver/solve.js';
import { diffRuns } from './diff-runs.js';
import { fairness } from './fairness.js';
import { priceOfFairness } from './price-of-fairness.js';
import type { SolvedRun } from './run.js';

const PROBLEM: Problem = {
  mentees: 4,
  mentors: 2,
  capacity: [1, 1],
  pairs: { mentee: [0, 0, 1, 1, 2], mentor: [0, 1, 0, 1, 0], points: [90, 80, 70, 20, 10] },
};

function run(problem: Problem, mentees: string[], mentors = ['m0', 'm1']): SolvedRun {
  const result = solve(problem);
  if (isInfeasible(result)) throw new Error('infeasible');
  return { problem, result, ids: { mentors, mentees } };
}

const change = (
  mentee: string,
  from: string | null,
  to: string | null,
  before: number | null,
  after: number | null,
) => ({
  mentee,
  from,
  to,
  pointsBefore: before,
  pointsAfter: after,
});

describe('The difference of two runs', () => {
  const before = run(PROBLEM, ['a', 'b', 'c', 'd']);

  it('is nothing between a run and itself', () => {
    const diff = diffRuns(before, before);
    expect(diff).toMatchObject({ moved: [], matched: [], leftOut: [], gone: [], joined: [] });
    expect(diff.loss).toEqual({ matched: [0], worst: null, points: 0 });
    expect(diff.kept).toEqual([change('a', 'm1', 'm1', 80, 80), change('b', 'm0', 'm0', 70, 70)]);
  });

  it('says who moves, who comes in and who is left out, with points and the loss', () => {
    const after = run({ ...PROBLEM, locks: [[2, 0]] }, ['a', 'b', 'c', 'd']);
    expect(diffRuns(before, after)).toEqual({
      before: { mentees: 4, matched: 2, totalPoints: 150, worstPoints: 70 },
      after: { mentees: 4, matched: 2, totalPoints: 90, worstPoints: 10 },
      loss: { matched: [0], worst: null, points: 60 },
      kept: [change('a', 'm1', 'm1', 80, 80)],
      moved: [],
      matched: [change('c', null, 'm0', null, 10)],
      leftOut: [change('b', 'm0', null, 70, null)],
      gone: [],
      joined: [],
    });
  });

  it('goes by ids, not by indices, and tells those who are only in one of the two', () => {
    const renumbered = run(
      {
        ...PROBLEM,
        pairs: { mentee: [3, 3, 2, 2, 1], mentor: [1, 0, 1, 0, 1], points: [90, 80, 70, 20, 10] },
      },
      ['new', 'c', 'b', 'a'],
      ['m1', 'm0'],
    );
    const diff = diffRuns(before, renumbered);
    expect(diff.kept.map(({ mentee }) => mentee)).toEqual(['a', 'b']);
    expect(diff.gone).toEqual(['d']);
    expect(diff.joined).toEqual(['new']);
  });
});

describe('Fairness by group', () => {
  it('counts, covers and spreads the points of each group', () => {
    const figures = fairness(run(PROBLEM, []), [['x'], ['x', 'y'], ['y'], []]);
    expect(figures).toEqual([
      // 70 and 80: the mean difference over all ordered pairs is 5, over twice the mean 150: 1/30.
      {
        group: 'x',
        n: 2,
        matched: 2,
        coverage: 1,
        mean: 75,
        median: 75,
        worst: 70,
        gini: expect.closeTo(1 / 30),
      },
      { group: 'y', n: 2, matched: 1, coverage: 0.5, mean: 70, median: 70, worst: 70, gini: 0 },
      { group: null, n: 1, matched: 0, coverage: 0, mean: null, median: null, worst: null, gini: null },
    ]);
  });
});

describe('The price of fairness', () => {
  it('is what the sum loses while the weakest pair gains, each point the best of its kind', () => {
    const problem: Problem = {
      mentees: 3,
      mentors: 3,
      capacity: [1, 1, 1],
      pairs: {
        mentee: [0, 0, 1, 1, 1, 2, 2],
        mentor: [0, 1, 0, 1, 2, 2, 1],
        points: [100, 60, 40, 10, 30, 95, 35],
      },
    };
    const price = priceOfFairness(problem);
    expect(price).toEqual({
      total: { worst: 10, total: 205 },
      worstOffFirst: { worst: 40, total: 195 },
      frontier: [
        { worst: 10, total: 205 },
        { worst: 40, total: 195 },
      ],
      lostPerPoint: 10 / 30,
    });
  });

  it('does not look at locked pairs, and is nothing where the weakest pair cannot gain', () => {
    const locked: Problem = { ...PROBLEM, locks: [[2, 0]] };
    expect(priceOfFairness(locked)).toEqual({
      total: { worst: 80, total: 90 },
      worstOffFirst: { worst: 80, total: 90 },
      frontier: [{ worst: 80, total: 90 }],
      lostPerPoint: null,
    });
    expect(priceOfFairness({ ...PROBLEM, minimum: [2, 0], capacity: [1, 1] })).toBeNull();
  });
});
