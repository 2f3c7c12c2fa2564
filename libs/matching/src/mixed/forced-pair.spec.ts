import * as fc from 'fast-check';
import { isInfeasible, type Problem } from '../problem/types.js';
import { solve } from '../solver/solve.js';
import { bruteForce } from '../testing/brute-force.js';
import { mixedProblems } from './conditions.arbitrary.js';
import { solveForced } from './forced-pair.js';
import { loadMixedSolver } from './highs-solver.js';

beforeAll(() => loadMixedSolver());

const isLocked = (problem: Problem, mentee: number) =>
  (problem.locks ?? []).some(([locked]) => locked === mentee);

describe('the price of a pair under side conditions and load costs', () => {
  it('is the optimum less the best matching with the pair, by exhaustive search', () => {
    fc.assert(
      fc.property(mixedProblems({ mentees: 5, mentors: 4, maxPoints: 9 }), fc.nat(), (problem, pick) => {
        const best = solve(problem);
        fc.pre(problem.pairs.mentee.length > 0 && !isInfeasible(best));
        if (isInfeasible(best)) return;
        const at = pick % problem.pairs.mentee.length;
        const [mentee, mentor] = [problem.pairs.mentee[at]!, problem.pairs.mentor[at]!];
        fc.pre(!isLocked(problem, mentee));
        const forced = solveForced(problem, best, mentee, mentor);
        const [all, held] = [bruteForce(problem), bruteForce(problem, [mentee, mentor])];
        if (!held) return expect(forced).toBeNull();
        const loss = all!.levels.map((value, k) => value - held.levels[k]!);
        const told = [...forced!.matched, ...(forced!.worst === null ? [] : [forced!.worst]), forced!.points];
        expect(told).toEqual(loss);
        expect(forced).toMatchObject({ isExact: true });
        expect(forced!.assignment[mentee]).toBe(mentor);
      }),
      { numRuns: 200, seed: 31 },
    );
  });
});
