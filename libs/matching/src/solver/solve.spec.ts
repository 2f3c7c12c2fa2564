import * as fc from 'fast-check';
import { buildGraph } from '../problem/graph.js';
import { isInfeasible, type Problem } from '../problem/types.js';
import { foldWeights } from '../problem/weights.js';
import { bruteForce } from '../testing/brute-force.js';
import { problems } from '../testing/problems.js';
import { verify } from '../verify/index.js';
import { isSolution, solve, solveInFull } from './solve.js';

const small = problems({ mentees: 7, mentors: 6 });

describe('solve, against exhaustive search', () => {
  it('finds the optimum of every level, the canonical assignment and a certificate that holds', () => {
    fc.assert(
      fc.property(small, (problem) => {
        const expected = bruteForce(problem);
        const answer = solve(problem);
        expect(verify(problem, answer)).toEqual([]);
        if (isInfeasible(answer)) {
          expect(expected).toBeNull();
          return;
        }
        expect(answer.levels.map((level) => level.value ?? 0)).toEqual(expected?.levels);
        expect(answer.assignment).toEqual(expected?.assignment);
      }),
      { numRuns: 2000, seed: 1 },
    );
  });

  it('tells the pairs that are in every optimum from ties', () => {
    fc.assert(
      fc.property(small, (problem) => {
        const outcome = solveInFull(problem);
        if (!isSolution(outcome)) return;
        const options = bruteForce(problem)?.options ?? [];
        const locked = new Set((problem.locks ?? []).map(([mentee]) => mentee));
        options.forEach((set, i) =>
          expect([i, outcome.tied[i]]).toEqual([i, set.size > 1 && !locked.has(i) ? 1 : 0]),
        );
      }),
      { numRuns: 500, seed: 2 },
    );
  });
});

describe('solve', () => {
  it('answers the example of the contract', () => {
    const problem: Problem = {
      mentees: 3,
      mentors: 2,
      capacity: [2, 1],
      minimum: [0, 0],
      tier: [1, 1, 2],
      pairs: { mentee: [0, 0, 1, 2], mentor: [0, 1, 0, 1], points: [9120, 8000, 5001, 700] },
      locks: [[2, 1]],
      objective: 'total',
      ties: 'canonical',
      seed: 1,
    };
    const answer = solve(problem);
    expect(answer).toMatchObject({
      assignment: [0, 0, 1],
      matched: 3,
      worstPoints: 700,
      totalPoints: 14821,
      levels: [
        { kind: 'count', tier: 1, value: 2 },
        { kind: 'count', tier: 2, value: 1 },
        { kind: 'total', value: 14821 },
      ],
      seed: 1,
    });
    expect(verify(problem, answer)).toEqual([]);
  });
});

describe('solve, of very many mentees', () => {
  it('refuses points that may add up to more than 2^53 − 1, and takes as many of fewer points', () => {
    const mentees = 2 ** 22 + 8;
    const most = 2 ** 31 - 1;
    const each = (points: number): Problem => ({
      mentees,
      mentors: 1,
      capacity: [1],
      maxPoints: most,
      pairs: {
        mentee: Int32Array.from({ length: mentees }, (_, i) => i),
        mentor: new Int32Array(mentees),
        points: new Int32Array(mentees).fill(points),
      },
    });
    const locked = new Int32Array(mentees).fill(-1);
    expect(() => solve(each(most))).toThrow(expect.objectContaining({ code: 'too-large' }));
    expect(() => foldWeights(buildGraph(each(most - 2 ** 14), locked))).not.toThrow();
  });
});
