import * as fc from 'fast-check';
import { checkProblem } from '../problem/check-problem.js';
import { isInfeasible, type Demand, type Problem, type Result } from '../problem/types.js';
import { solve } from '../solver/solve.js';
import { CancelledError } from '../solver/watch.js';
import { bruteForce } from '../testing/brute-force.js';
import { randomSource } from '../testing/random.js';
import { verify } from '../verify/index.js';
import { mixedProblems } from './conditions.arbitrary.js';
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
    ['javascript-lp-solver', 400],
    ['highs', 200],
  ])(
    'with %s are kept at the optimum of an exhaustive search, verified, without a gap',
    (solver, numRuns) => {
      fc.assert(
        fc.property(mixedProblems({ mentees: 6, mentors: 5, maxPoints: 9 }), (problem) => {
          checkProblem(problem);
          fc.pre(hasSideConditions(problem));
          const best = bruteForce(problem);
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

  it('have the same best levels with either solver, and whatever the order of rows and conditions', () => {
    for (let seed = 1; seed <= 8; seed++) {
      const problem = school(seed, 16, 9, 0.5, {
        groupMinimum: 2 + (seed % 2),
        objective: seed % 2 ? 'total' : 'worst-off-first',
        quotas: [{ mentees: [0, 4, 8, 12], share: [1, 3] }],
        apart: [
          [1, 2],
          [3, 5],
        ],
        loadCost: [0, 300, 700],
      });
      const levels = valuesOf(mixed(problem, { solver: 'highs' }).levels);
      expect(valuesOf(mixed(problem, { solver: 'javascript-lp-solver' }).levels)).toEqual(levels);
      const turned: Problem = {
        ...problem,
        pairs: {
          mentee: Array.from(problem.pairs.mentee).reverse(),
          mentor: Array.from(problem.pairs.mentor).reverse(),
          points: Array.from(problem.pairs.points).reverse(),
        },
        apart: [
          [5, 3],
          [2, 1],
        ],
      };
      expect(valuesOf(mixed(turned).levels)).toEqual(levels);
      expect(mixed(problem).assignment).toEqual(mixed(problem).assignment);
    }
  });

  it('are solved to the optimum for a school of 60 mentees and 90 mentors', () => {
    const problem = school(5, 60, 90, 0.4, { groupMinimum: 2 });
    const answer = mixed(problem);
    expect(answer.solver).toBe('highs');
    expect(answer.bound).toMatchObject({ optimal: true, gap: [0, 0, 0] });
    expect(answer.bound!.relaxation.at(-1)).toBeGreaterThan(answer.levels.at(-1)!.value!);
    expect(verify(problem, answer)).toEqual([]);
  });

  it.each<'javascript-lp-solver' | 'highs'>(['javascript-lp-solver', 'highs'])(
    'with %s and too few nodes are kept all the same, and the gap is told',
    (solver) => {
      const problem = school(3, 40, 20, 0.4, {
        groupMinimum: 4,
        quotas: [{ mentees: [0, 4, 8, 12, 16, 20], share: [1, 3] }],
      });
      const answer = mixed(problem, { solver, nodes: solver === 'highs' ? 0 : 1 });
      expect(answer.bound!.optimal).toBe(false);
      expect(Math.max(...answer.bound!.gap)).toBeGreaterThan(0);
      expect(verify(problem, answer)).toEqual([]);
    },
  );

  it('that the network’s optimum happens to keep cost nothing and leave no gap', () => {
    const problem = school(9, 20, 12, 0.5);
    const plain = solve(problem);
    const answer = mixed({ ...problem, apart: [[0, 1]], quotas: [{ mentees: [0], count: 0 }] });
    if (isInfeasible(plain)) throw new Error('infeasible');
    expect(answer.assignment).toEqual(plain.assignment);
    expect(answer.bound).toMatchObject({ nodes: 0, optimal: true });
    expect(['highs', 'javascript-lp-solver']).not.toContain(answer.solver);
  });

  it('that contradict one another are named, and no more than need be', () => {
    const problem: Problem = {
      mentees: 3,
      mentors: 2,
      capacity: [2, 2],
      pairs: { mentee: [0, 1, 2], mentor: [0, 0, 1], points: [1, 1, 1] },
      groupMinimum: 2,
      locks: [
        [0, 0],
        [1, 0],
      ],
      apart: [
        [0, 2],
        [0, 1],
      ],
    };
    expect(solve(problem)).toEqual({
      infeasible: {
        reason: 'side-conditions',
        mentees: [],
        mentors: [],
        conditions: [
          { kind: 'lock', mentee: 0, mentor: 0 },
          { kind: 'lock', mentee: 1, mentor: 0 },
          { kind: 'apart', index: 1 },
        ],
      },
    });
  });

  it('can be cancelled', () => {
    const problem = school(5, 60, 90, 0.4, { groupMinimum: 2 });
    expect(() => solveMixed(problem, { signal: { aborted: true } })).toThrow(CancelledError);
  });
});

/** A made-up school: points lean on a mentor's quality as real ones do. */
function school(
  seed: number,
  mentees: number,
  mentors: number,
  density: number,
  more: Partial<Problem> = {},
): Problem {
  const random = randomSource(seed);
  const quality = Array.from({ length: mentors }, () => 0.5 + random() / 2);
  const pairs = { mentee: [] as number[], mentor: [] as number[], points: [] as number[] };
  for (let i = 0; i < mentees; i++) {
    for (let j = 0; j < mentors; j++) {
      if (random() > density) continue;
      pairs.mentee.push(i);
      pairs.mentor.push(j);
      pairs.points.push(Math.floor(random() * quality[j]! * 10_000));
    }
  }
  const capacity = Array.from({ length: mentors }, () => 1 + Math.floor(random() * 5));
  const tier = Array.from({ length: mentees }, () => 1 + Math.floor(random() * 2));
  return { mentees, mentors, capacity, tier, pairs, ...more };
}

/** Without any one of a conflict's demands the rest can be kept; with all of them nothing can. */
function expectSmallest(problem: Problem, demands: readonly Demand[]): void {
  expect(demands.length).toBeGreaterThan(0);
  expect(bruteForce(only(problem, demands))).toBeNull();
  for (const left of demands) {
    const others = demands.filter((demand) => demand !== left);
    expect(bruteForce(only(problem, others))).not.toBeNull();
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
