import * as fc from 'fast-check';
import { isInfeasible, type Problem, type Result } from '../problem/types.js';
import { solve } from '../solver/solve.js';
import { problems } from '../testing/problems.js';
import { verify } from './verify.js';

const problem: Problem = {
  mentees: 4,
  mentors: 3,
  capacity: [2, 1, 1],
  minimum: [0, 0, 1],
  tier: [1, 1, 2, 2],
  pairs: {
    mentee: [0, 0, 1, 1, 2, 2, 3, 3],
    mentor: [0, 1, 0, 2, 1, 2, 0, 1],
    points: [900, 800, 700, 300, 650, 500, 400, 200],
  },
};
const fair: Problem = { ...problem, objective: 'worst-off-first' };

function solved(of: Problem): Result {
  const answer = solve(of);
  if (isInfeasible(answer)) throw new Error('this problem has a solution');
  return answer;
}

/** A deep copy of a good result, changed by the forger. */
function forged(of: Problem, forge: (result: Result) => void): string[] {
  const result = structuredClone(solved(of));
  forge(result);
  return verify(of, result);
}

describe('verify refuses', () => {
  it('nothing that the solver gives', () => {
    expect(verify(problem, solved(problem))).toEqual([]);
    expect(verify(fair, solved(fair))).toEqual([]);
  });

  it.each<[string, (result: Result) => void, RegExp]>([
    ['a pair that is not eligible', (r) => (r.assignment[0] = 2), /places|eligible/],
    ['a mentor that does not exist', (r) => (r.assignment[0] = 9), /no mentor there is/],
    ['more mentees than places', (r) => (r.assignment = [0, 0, 2, 0]), /more mentees than places/],
    ['a minimum not met', (r) => (r.assignment[r.assignment.indexOf(2)] = null), /minimum/],
    ['a wrong total', (r) => r.totalPoints++, /totalPoints/],
    ['a wrong count', (r) => r.matched--, /matched/],
    ['a wrong worst pair', (r) => (r.worstPoints = 1), /worstPoints/],
    ['a wrong level', (r) => (r.levels[0]!.value = 3), /levels/],
    ['a price below 0 for a mentee', (r) => (r.prices.mentees[0] = [0, 0, -1]), /below 0/],
    ['a price that is not whole', (r) => (r.prices.mentors[0] = [0, 0, 0.5]), /whole numbers/],
    [
      'prices below a pair’s value',
      (r) => (r.prices.mentors = r.prices.mentors.map(() => [0, 0, 0])),
      /worth more|add up/,
    ],
    ['prices that allow more', (r) => (r.prices.mentees[0] = [5, 0, 0]), /add up/],
    ['prices for one person too few', (r) => r.prices.mentees.pop(), /3 entries and not 4/],
  ])('%s', (_, forge, complaint) => {
    expect(forged(problem, forge).join()).toMatch(complaint);
  });

  it('a pair dropped with the sums adjusted', () => {
    const complaints = forged(problem, (result) => {
      const dropped = 0;
      const pair = problem.pairs.mentor[0] === result.assignment[0] ? 0 : 1;
      const points = problem.pairs.points[pair]!;
      result.assignment[dropped] = null;
      result.matched--;
      result.totalPoints -= points;
      const level = result.levels[0];
      if (level?.kind === 'count') level.value--;
      const total = result.levels[2];
      if (total?.kind === 'total') total.value = result.totalPoints;
    });
    expect(complaints.join()).toMatch(/add up/);
  });

  it('a swapped tier', () => {
    expect(forged(problem, ({ levels }) => levels.splice(0, 2, levels[1]!, levels[0]!)).join()).toMatch(
      /tier|levels/,
    );
  });

  it('a matching that is not the best, whatever its prices', () => {
    const worse = {
      ...problem,
      pairs: { ...problem.pairs, points: [900, 800, 700, 300, 650, 100, 400, 200] },
    };
    expect(verify(problem, solved(worse))).not.toEqual([]);
  });

  it('a worst-off that is not the lowest pair, or lies one step too low', () => {
    expect(forged(fair, ({ levels }) => (levels[2]!.value = 1)).join()).toMatch(/levels\[2\], the worst/);
    const pairs = { mentee: [0, 0, 1, 1], mentor: [0, 1, 0, 1], points: [1000, 500, 400, 100] };
    const two: Problem = { mentees: 2, mentors: 2, capacity: [1, 1], pairs };
    const twoFair: Problem = { ...two, objective: 'worst-off-first' };
    const rich = solved(two);
    const levels = solved(twoFair).levels;
    expect([rich.worstPoints, levels[1]!.value]).toEqual([100, 400]);
    const low = {
      ...rich,
      levels: [levels[0]!, { ...levels[1]!, value: 100 }, { kind: 'total', value: 1100 }],
    };
    expect(verify(twoFair, low)).toEqual([expect.stringContaining('abovePrices')]);
  });

  it('a missing or an unasked worst-off', () => {
    expect(verify(fair, solved(problem))).toEqual([expect.stringContaining('levels has 3 entries')]);
    expect(verify(problem, solved(fair))).toEqual([expect.stringContaining('levels has 4 entries')]);
  });

  it.each([null, 7, {}, { infeasible: null }, { assignment: 'all' }])('%j, which is no answer', (answer) => {
    expect(verify(problem, answer)).not.toEqual([]);
  });

  it.each([
    ['lock-ineligible', [0], [0]],
    ['capacity', [0, 1, 2], [0]],
    ['minimum', [1, 2], [2]],
    ['minimum', [1], [2]],
    ['weather', [], []],
  ])('the claim that a possible problem is not: %s', (reason, mentees, mentors) => {
    expect(verify(problem, { infeasible: { reason, mentees, mentors } })).not.toEqual([]);
  });
});

describe('verify, on many problems', () => {
  it('accepts every answer of the solver and refuses one with a mentee dropped or prices moved', () => {
    fc.assert(
      fc.property(problems({ mentees: 7, mentors: 6 }), fc.nat(), (made, pick) => {
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
