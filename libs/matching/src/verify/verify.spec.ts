import * as fc from 'fast-check';
import { isInfeasible, type Problem, type Result } from '../problem/types.js';
import { solve } from '../solver/solve.js';
import { problems } from '../testing/problems.js';
import { verify } from './verify.js';

function solved(of: Problem): Result {
  const answer = solve(of);
  if (isInfeasible(answer)) throw new Error('this problem has a solution');
  expect(verify(of, answer)).toEqual([]);
  return structuredClone(answer);
}

describe('verify, on many problems', () => {
  it('accepts every answer of the solver and refuses one with a mentee dropped or prices moved', () => {
    fc.assert(
      fc.property(problems({ mentees: 7, mentors: 6, withLoadCosts: true }), fc.nat(), (made, pick) => {
        const answer = solve(made);
        expect(verify(made, answer)).toEqual([]);
        if (isInfeasible(answer) || answer.matched === 0) return;
        const matched = answer.assignment.flatMap((mentor, i) => (mentor === null ? [] : [i]));
        const dropped = structuredClone(answer);
        dropped.assignment[matched[pick % matched.length]!] = null;
        expect(verify(made, dropped)).not.toEqual([]);
        const priced = structuredClone(answer);
        const free = priced.prices.mentees.find((price) => price !== null);
        if (!free) return;
        free[free.length - 1]!++;
        expect(verify(made, priced)).not.toEqual([]);
      }),
      { numRuns: 500, seed: 3 },
    );
  });
});

/** Four mentees whom mentor 0 would take, two by two; what else is asked for comes with each test. */
const group: Problem = {
  mentees: 4,
  mentors: 2,
  capacity: [4, 4],
  pairs: {
    mentee: [0, 0, 1, 1, 2, 2, 3, 3],
    mentor: [0, 1, 0, 1, 0, 1, 0, 1],
    points: [90, 10, 80, 20, 30, 70, 60, 10],
  },
};

describe('verify counts side conditions', () => {
  // Without the conditions the best is [0, 0, 1, 0], of 300 points.
  it.each<[string, Partial<Problem>, RegExp]>([
    ['a group that is too small', { groupMinimum: 2 }, /mentor 1 has a group of 1, the least is 2/],
    ['a group that is too small for its mentor', { groupMinimum: [0, 2] }, /mentor 1 has a group of 1/],
    ['a quota by count', { quotas: [{ mentees: [2, 3], mentors: [0], count: 2 }] }, /quotas\[0\]: 1 mentees/],
    [
      'a quota by share',
      { quotas: [{ mentees: [2], mentors: [0], share: [1, 4] }] },
      /0 of 3 mentees is below/,
    ],
    ['two who must not meet', { apart: [[0, 3]] }, /apart\[0\]: 0 and 3 share a mentor/],
    ['two pairs of which one may be', { exclusive: [[[0, 0], [2, 1]]] }, /exclusive\[0\]: both/], // prettier-ignore
  ])('refuses %s', (_, conditions, complaint) => {
    const problem: Problem = { ...group, ...conditions };
    expect(verify(problem, solved(group))).toEqual([expect.stringMatching(complaint)]);
    expect(solved(problem).bound?.optimal).toBe(true);
  });

  const apart: Problem = { ...group, apart: [[0, 3]] };
  it.each<[string, (result: Result) => void, RegExp]>([
    ['no bound', (r) => delete r.bound, /bound is not an object/],
    ['a bound below the value', (r) => (r.bound!.levels[1]! -= 1), /bound.gap\[1\]/],
    ['a negative gap', (r) => { r.bound!.levels[1]! -= 1; r.bound!.gap[1]! -= 1; }, /bound.gap\[1\]/], // prettier-ignore
    ['a bound above the relaxation', (r) => { r.bound!.levels[0]! += 1; r.bound!.gap[0]! += 1; }, /above the relaxation/], // prettier-ignore
    ['a relaxation that the prices do not prove', (r) => (r.bound!.relaxation[1]! -= 1), /prices add up/],
    ['a bound with an entry more', (r) => r.bound!.levels.push(0), /bound.levels has 3/],
    ['a gap that says optimal', (r) => (r.bound!.optimal = false), /optimal/],
    ['no count of nodes', (r) => Object.assign(r.bound!, { nodes: 'many' }), /nodes/],
  ])('refuses %s', (_, forge, complaint) => {
    const result = solved(apart);
    forge(result);
    expect(verify(apart, result)).toEqual([expect.stringMatching(complaint)]);
  });
});

describe('verify, of conditions that contradict one another', () => {
  const torn: Problem = { ...group, apart: [[0, 1]], locks: [[0, 0], [1, 0]] }; // prettier-ignore
  const claim = (conditions: unknown) => ({
    infeasible: { reason: 'side-conditions', mentees: [], mentors: [], conditions },
  });

  it('accepts conditions of the problem', () => {
    expect(verify(torn, solve(torn))).toEqual([]);
  });

  it.each<[string, Problem, unknown, RegExp]>([
    ['a condition that is none', torn, [{ kind: 'apart', index: 1 }], /no condition of the problem/],
    ['a lock that is none', torn, [{ kind: 'lock', mentee: 2, mentor: 0 }], /no condition of the problem/],
    ['a condition twice', torn, [{ kind: 'apart', index: 0 }, { kind: 'apart', index: 0 }], /twice/], // prettier-ignore
    ['no list', torn, 'all', /not a list/],
    ['a problem that nobody need be matched in', { ...group, groupMinimum: 2 }, [], /leaving everybody out/],
  ])('refuses %s', (_, problem, conditions, complaint) => {
    expect(verify(problem, claim(conditions))).toEqual([expect.stringMatching(complaint)]);
  });
});
