import { solve } from '../solver/solve.js';
import { verify } from '../verify/index.js';
import { checkProblem } from './check-problem.js';
import { isInfeasible, ProblemError, type Problem } from './types.js';

const good: Problem = {
  mentees: 2,
  mentors: 2,
  capacity: [1, 1],
  pairs: { mentee: [0, 1], mentor: [0, 1], points: [5, 10_000] },
};

function refusal(change: Record<string, unknown>): { code: string; path: string; value: unknown } {
  try {
    checkProblem({ ...good, ...change });
  } catch (error) {
    if (error instanceof ProblemError) return { code: error.code, path: error.path, value: error.value };
    throw error;
  }
  throw new Error('nothing was refused');
}

const pairs = (mentee: unknown, mentor: unknown, points: unknown) => ({ pairs: { mentee, mentor, points } });

describe('a malformed problem is refused, with its place and value', () => {
  it.each<[string, Record<string, unknown>, string, string, unknown]>([
    ['a duplicate pair', pairs([0, 1, 0], [1, 1, 1], [1, 2, 3]), 'duplicate-pair', 'pairs[2]', [0, 1]],
    ['a mentee out of range', pairs([2], [0], [1]), 'out-of-range', 'pairs.mentee[0]', 2],
    ['a mentor below 0', pairs([0], [-1], [1]), 'out-of-range', 'pairs.mentor[0]', -1],
    ['NaN', pairs([0], [0], [Number.NaN]), 'not-a-whole-number', 'pairs.points[0]', Number.NaN],
    ['infinite points', pairs([0], [0], [Infinity]), 'not-a-whole-number', 'pairs.points[0]', Infinity],
    ['points below 0', pairs([0], [0], [-5]), 'out-of-range', 'pairs.points[0]', -5],
    ['points above the most', pairs([0], [0], [10_001]), 'out-of-range', 'pairs.points[0]', 10_001],
    ['points that are not whole', pairs([0], [0], [0.5]), 'not-a-whole-number', 'pairs.points[0]', 0.5],
    ['a number as text', pairs(['0'], [0], [1]), 'wrong-type', 'pairs.mentee[0]', '0'],
    ['lists of different lengths', pairs([0, 1], [0], [1]), 'wrong-length', 'pairs.mentor.length', 1],
    ['no pairs', { pairs: undefined }, 'missing', 'pairs', undefined],
    ['a capacity too few', { capacity: [1] }, 'wrong-length', 'capacity.length', 1],
    ['a capacity below 0', { capacity: [1, -1] }, 'out-of-range', 'capacity[1]', -1],
    ['a minimum below 0', { minimum: [0, -1] }, 'out-of-range', 'minimum[1]', -1],
    ['a tier that is not whole', { tier: [1, 1.5] }, 'not-a-whole-number', 'tier[1]', 1.5],
    ['a lock out of range', { locks: [[0, 7]] }, 'out-of-range', 'locks[0][1]', 7],
    ['a lock that is no pair', { locks: [[0]] }, 'wrong-length', 'locks[0]', [0]],
    ['an unknown objective', { objective: 'fair' }, 'unknown-value', 'objective', 'fair'],
    ['an unknown field', { seeds: 1 }, 'unknown-field', 'seeds', 1],
    ['people below 0', { mentees: -1 }, 'out-of-range', 'mentees', -1],
    ['a load cost below 0', { loadCost: [-1] }, 'out-of-range', 'loadCost[0]', -1],
    ['load costs that fall', { loadCost: [0, 5, 4] }, 'out-of-range', 'loadCost[2]', 4],
    ['a group minimum below 0', { groupMinimum: -1 }, 'out-of-range', 'groupMinimum', -1],
    ['a group minimum too few', { groupMinimum: [2] }, 'wrong-length', 'groupMinimum.length', 1],
    ['a group minimum not whole', { groupMinimum: [2, 1.5] }, 'not-a-whole-number', 'groupMinimum[1]', 1.5],
    ['quotas that are no list', { quotas: {} }, 'wrong-type', 'quotas', {}],
    ['a quota of nothing', { quotas: [{ mentees: [0] }] }, 'missing', 'quotas[0].share', undefined],
    ['a quota of nobody', { quotas: [{ count: 1 }] }, 'missing', 'quotas[0].mentees', undefined],
    [
      'a quota for a mentee out of range',
      { quotas: [{ mentees: [2], count: 1 }] },
      'out-of-range',
      'quotas[0].mentees[0]',
      2,
    ],
    [
      'a quota that names a mentor twice',
      { quotas: [{ mentees: [0], mentors: [1, 1], count: 1 }] },
      'duplicate-index',
      'quotas[0].mentors[1]',
      1,
    ],
    [
      'a share above the whole',
      { quotas: [{ mentees: [0], share: [4, 3] }] },
      'out-of-range',
      'quotas[0].share[0]',
      4,
    ],
    [
      'a share of nothing',
      { quotas: [{ mentees: [0], share: [0, 3] }] },
      'out-of-range',
      'quotas[0].share[0]',
      0,
    ],
    [
      'a quota with an unknown field',
      { quotas: [{ mentees: [0], atLeast: 1 }] },
      'unknown-field',
      'quotas[0].atLeast',
      1,
    ],
    ['a mentee apart from itself', { apart: [[1, 1]] }, 'duplicate-index', 'apart[0]', [1, 1]],
    ['a mentee apart from nobody', { apart: [[0, 2]] }, 'out-of-range', 'apart[0][1]', 2],
    [
      'a pair that excludes itself',
      {
        exclusive: [
          [
            [0, 1],
            [0, 1],
          ],
        ],
      },
      'duplicate-pair',
      'exclusive[0]',
      [
        [0, 1],
        [0, 1],
      ],
    ],
    ['an exclusion of one pair', { exclusive: [[[0, 1]]] }, 'wrong-length', 'exclusive[0]', [[0, 1]]],
    ['too high a top', { maxPoints: 2 ** 31 }, 'out-of-range', 'maxPoints', 2 ** 31],
  ])('%s', (_, change, code, path, value) => {
    expect(refusal(change)).toEqual({ code, path, value });
  });

  it.each([null, 7, 'problem', []])('%j is no problem', (raw) => {
    expect(() => checkProblem(raw)).toThrow(expect.objectContaining({ code: 'not-an-object' }));
  });

  it('sums past 2^53 are refused and never computed wrongly', () => {
    const mentees = 3000;
    const numbers = Array.from({ length: mentees }, (_, i) => i);
    const huge = { mentee: numbers, mentor: numbers, points: numbers.map(() => 2 ** 31 - 1) };
    const problem = {
      mentees,
      mentors: mentees,
      capacity: numbers.map(() => 1),
      tier: numbers,
      pairs: huge,
      maxPoints: 2 ** 31 - 1,
    };
    expect(() => solve(problem)).toThrow(expect.objectContaining({ code: 'too-large' }));
  });
});

describe('an odd but well-formed problem is answered', () => {
  const answer = (change: Partial<Problem>) => {
    const problem = { ...good, ...change };
    const answered = solve(problem);
    expect(verify(problem, answered)).toEqual([]);
    return answered;
  };
  const none = { mentee: [], mentor: [], points: [] };

  it('nobody at all, no mentors, no mentees', () => {
    expect(answer({ mentees: 0, mentors: 0, capacity: [], pairs: none })).toMatchObject({
      assignment: [],
      matched: 0,
      worstPoints: null,
      totalPoints: 0,
    });
    expect(answer({ mentors: 0, capacity: [], pairs: none })).toMatchObject({ assignment: [null, null] });
    expect(answer({ mentees: 0, pairs: none, objective: 'worst-off-first' })).toMatchObject({
      assignment: [],
    });
  });

  it('mentors without places', () => {
    expect(answer({ capacity: [0, 1] })).toMatchObject({ assignment: [null, 1], totalPoints: 10_000 });
  });

  it('pairs of 0 points count as pairs', () => {
    expect(answer({ pairs: { ...good.pairs, points: [0, 0] } })).toMatchObject({
      assignment: [0, 1],
      matched: 2,
      worstPoints: 0,
    });
  });

  it('points up to 2^31 − 1 are added exactly', () => {
    const most = 2 ** 31 - 1;
    expect(answer({ maxPoints: most, pairs: { ...good.pairs, points: [most, most] } })).toMatchObject({
      totalPoints: 2 * most,
    });
  });

  it.each<[string, Partial<Problem>, object]>([
    [
      'a lock on a pair that is not eligible',
      { locks: [[0, 1]] },
      { reason: 'lock-ineligible', mentees: [0], mentors: [1] },
    ],
    [
      'a mentee locked twice',
      {
        locks: [
          [0, 0],
          [0, 1],
        ],
        pairs: { mentee: [0, 0], mentor: [0, 1], points: [1, 1] },
      },
      { reason: 'capacity', mentees: [0], mentors: [0, 1] },
    ],
    [
      'locks past a capacity',
      {
        locks: [
          [0, 0],
          [1, 0],
        ],
        pairs: { mentee: [0, 1], mentor: [0, 0], points: [1, 1] },
      },
      { reason: 'capacity', mentees: [0, 1], mentors: [0] },
    ],
    ['a minimum above the capacity', { minimum: [0, 2] }, { reason: 'minimum', mentees: [], mentors: [1] }],
    [
      'minimums that too few mentees can meet',
      { minimum: [1, 1], pairs: { mentee: [0, 0], mentor: [0, 1], points: [1, 1] } },
      { reason: 'minimum', mentees: [0], mentors: [0, 1] },
    ],
  ])('%s: infeasible, with a set that cannot be made smaller', (_, change, infeasible) => {
    expect(answer(change)).toEqual({ infeasible });
  });

  it('the same lock given twice is one lock', () => {
    expect(
      isInfeasible(
        answer({
          locks: [
            [0, 0],
            [0, 0],
          ],
        }),
      ),
    ).toBe(false);
  });
});
