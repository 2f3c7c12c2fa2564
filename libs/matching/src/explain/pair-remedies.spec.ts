import * as fc from 'fast-check';
import type { Problem } from '../problem/types.js';
import { isSolution, solveInFull } from '../solver/solve.js';
import { problems } from '../testing/problems.js';
import { Alternatives } from './alternatives.js';
import { regretIfAllowed, pairRemedies } from './pair-remedies.js';
import { losesNothing, type Regret } from './regret.js';

/** What holding a pair loses in a problem solved anew. */
function regretIn(problem: Problem, mentee: number, mentor: number): Regret | null {
  const solution = solveInFull(problem);
  return isSolution(solution) ? new Alternatives(solution).cost(mentee, mentor).regret : null;
}

const isFree = (regret: Regret | null): boolean => regret !== null && losesNothing(regret);

function withPoints(problem: Problem, place: number, change: number): Problem {
  const points = Array.from(problem.pairs.points);
  points[place]! += change;
  return { ...problem, pairs: { ...problem.pairs, points } };
}

describe('what would bring a pair into an optimum', () => {
  it('is just so many points as it lacks, and a place where one more is enough', () => {
    let byPoints = 0;
    let byPlace = 0;
    fc.assert(
      fc.property(problems({ mentees: 6, mentors: 4 }), (problem) => {
        const solution = solveInFull(problem);
        if (!isSolution(solution)) return;
        const alternatives = new Alternatives(solution);
        for (let k = 0; k < problem.pairs.mentee.length; k++) {
          const [i, j] = [problem.pairs.mentee[k]!, problem.pairs.mentor[k]!];
          const { regret } = alternatives.cost(i, j);
          if (regret === null || losesNothing(regret)) continue;
          const remedies = pairRemedies(problem, solution.result, [i, j], regret);
          if (remedies.missingPoints !== null) {
            byPoints++;
            expect(isFree(regretIn(withPoints(problem, k, remedies.missingPoints), i, j))).toBe(true);
            expect(isFree(regretIn(withPoints(problem, k, remedies.missingPoints - 1), i, j))).toBe(false);
          }
          const capacity = Array.from(problem.capacity);
          capacity[j]!++;
          expect(remedies.onePlaceMore).toBe(isFree(regretIn({ ...problem, capacity }, i, j)));
          if (remedies.onePlaceMore) byPlace++;
        }
      }),
      { numRuns: 400, seed: 41 },
    );
    expect(Math.min(byPoints, byPlace)).toBeGreaterThan(50);
  });

  it('tells what a pair that rules keep out would cost', () => {
    const problem: Problem = {
      mentees: 2,
      mentors: 2,
      capacity: [1, 1],
      pairs: { mentee: [0, 1, 1], mentor: [0, 0, 1], points: [90, 50, 70] },
    };
    const solution = solveInFull(problem);
    if (!isSolution(solution)) throw new Error('impossible');
    // 0–1 for 60 leaves 1 with mentor 0 for 50: 110 instead of 160.
    expect(regretIfAllowed(problem, solution.result, [0, 1], 60)).toEqual({
      matched: [0],
      worst: null,
      points: 50,
    });
    expect(regretIfAllowed(problem, solution.result, [0, 1], 100)).toMatchObject({ points: 10 });
  });
});
