import * as fc from 'fast-check';
import { checkProblem } from '../problem/check-problem.js';
import { isInfeasible, type Demand, type Problem, type Result } from '../problem/types.js';
import { verify } from '../verify/index.js';
import { mixedProblems } from './conditions.arbitrary.js';
import { exhaustive } from './exhaustive.js';
import { loadMixedSolver } from './highs-solver.js';
import type { MixedLimits } from './limits.js';
import { hasSideConditions } from './side-conditions.js';
import { solveMixed } from './solve-mixed.js';
import { valuesOf } from './tally.js';

const PLAIN_REASONS = ['lock-ineligible', 'capacity', 'minimum'];

beforeAll(() => loadMixedSolver());

function mixed(problem: Problem, limits: MixedLimits = {}): Result {
  const answer = solveMixed(problem, {}, limits);
  if (isInfeasible(answer)) throw new Error(answer.infeasible.reason);
  return answer;
}

describe('side conditions', () => {
  it.each<['javascript-lp-solver' | 'highs', number]>([
    ['javascript-lp-solver', 700],
    ['highs', 250],
  ])(
    'with %s are kept at the optimum of an exhaustive search, verified, without a gap',
    (solver, numRuns) => {
      fc.assert(
        fc.property(mixedProblems({ mentees: 6, mentors: 5, maxPoints: 9 }), (problem) => {
          checkProblem(problem);
          fc.pre(hasSideConditions(problem));
          const best = exhaustive(problem);
          const answer = solveMixed(problem, {}, { solver });
          if (isInfeasible(answer)) {
            if (PLAIN_REASONS.includes(answer.infeasible.reason)) return;
            expect(best).toBeNull();
            expect(verify(problem, answer)).toEqual([]);
            return expectSmallest(problem, answer.infeasible.conditions ?? []);
          }
          expect(valuesOf(answer.levels)).toEqual(best?.levels);
          expect(answer.bound).toMatchObject({ optimal: true, levels: best?.levels });
          expect(verify(problem, answer)).toEqual([]);
        }),
        { numRuns, seed: 21 },
      );
    },
  );
});

/** Without any one of a conflict's demands the rest can be kept; with all of them nothing can. */
function expectSmallest(problem: Problem, demands: readonly Demand[]): void {
  expect(demands.length).toBeGreaterThan(0);
  expect(exhaustive(only(problem, demands))).toBeNull();
  for (const left of demands) {
    const others = demands.filter((demand) => demand !== left);
    expect(exhaustive(only(problem, others))).not.toBeNull();
  }
}

function only(problem: Problem, demands: readonly Demand[]): Problem {
  const has = (kind: Demand['kind'], key: number) =>
    demands.some(
      (demand) => demand.kind === kind && ('index' in demand ? demand.index : demand.mentor) === key,
    );
  const group = (j: number) =>
    typeof problem.groupMinimum === 'number' ? problem.groupMinimum : problem.groupMinimum![j]!;
  const each = (value: (j: number) => number) => Array.from({ length: problem.mentors }, (_, j) => value(j));
  return {
    ...problem,
    locks: (problem.locks ?? []).filter(([mentee, mentor]) =>
      demands.some((one) => one.kind === 'lock' && one.mentee === mentee && one.mentor === mentor),
    ),
    minimum: each((j) => (has('minimum', j) ? problem.minimum![j]! : 0)),
    groupMinimum: each((j) => (has('group-minimum', j) ? group(j) : 0)),
    quotas: problem.quotas!.filter((_, k) => has('quota', k)),
    apart: problem.apart!.filter((_, k) => has('apart', k)),
    exclusive: problem.exclusive!.filter((_, k) => has('exclusive', k)),
  };
}
