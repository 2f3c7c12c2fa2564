import * as fc from 'fast-check';
import { isInfeasible, type Problem } from '../problem/types.js';
import { solve } from '../solver/solve.js';
import { bruteForce } from '../testing/brute-force.js';
import { problems } from '../testing/problems.js';
import { proveAnew } from '../testing/second-proof.js';
import { verify } from '../verify/index.js';

/** The optimum by exhaustive search, the certificate, and prices recomputed from the assignment agree with the answer. */
function agrees(problem: Problem): void {
  const expected = bruteForce(problem);
  const answer = solve(problem);
  expect(verify(problem, answer)).toEqual([]);
  if (isInfeasible(answer)) return expect(expected).toBeNull();
  expect(answer.levels.map((level) => level.value ?? 0)).toEqual(expected?.levels);
  expect(answer.assignment).toEqual(expected?.assignment);
  expect(proveAnew(problem, answer)).toEqual([]);
}

describe('the optimum, against exhaustive search and with two proofs', () => {
  it('of problems up to 7 × 6 with capacities, minimums, bans, locks and tiers, both objectives', () => {
    fc.assert(fc.property(problems({ mentees: 7, mentors: 6 }), agrees), { numRuns: 3000, seed: 11 });
  });

  it('of problems up to 8 × 8', () => {
    fc.assert(fc.property(problems({ mentees: 8, mentors: 8, maxPoints: 4 }), agrees), {
      numRuns: 300,
      seed: 12,
    });
  });

  it('of problems in which a mentor’s next mentee costs points', () => {
    fc.assert(fc.property(problems({ mentees: 6, mentors: 5, withLoadCosts: true }), agrees), {
      numRuns: 1000,
      seed: 13,
    });
  });
});

describe('the second proof', () => {
  it('finds an exchange in every assignment that is not the best', () => {
    fc.assert(
      fc.property(problems({ mentees: 6, mentors: 5, objectives: ['total'] }), fc.nat(), (problem, pick) => {
        const answer = solve(problem);
        if (isInfeasible(answer) || answer.matched === 0) return;
        const locked = new Set((problem.locks ?? []).map(([mentee]) => mentee));
        const free = answer.assignment.flatMap((mentor, i) => (mentor === null || locked.has(i) ? [] : [i]));
        if (free.length === 0) return;
        const assignment = [...answer.assignment];
        assignment[free[pick % free.length]!] = null;
        expect(proveAnew(problem, { ...answer, assignment })[0]).toMatch(/an exchange is worth more/);
      }),
      { numRuns: 500, seed: 14 },
    );
  });
});
