import * as fc from 'fast-check';
import { isInfeasible, type Prices, type Problem } from '../problem/types.js';
import { solve } from '../solver/solve.js';
import { bruteForce } from '../testing/brute-force.js';
import { problems } from '../testing/problems.js';
import { verify } from '../verify/index.js';
import { loadCostOf } from './load-costs.js';
import { solveBalanced, type Balanced } from './solve-balanced.js';
import { compareVectors } from './split-places.js';
import { valuesOf } from './tally.js';

const balanced = (problem: Problem): Balanced => {
  const answer = solveBalanced(problem);
  if (isInfeasible(answer)) throw new Error(answer.infeasible.reason);
  return answer;
};

const costs = fc
  .array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 })
  .map((steps) => steps.map((_, k) => steps.slice(0, k + 1).reduce((sum, step) => sum + step, 0)));

/** The most that any matching of unlocked pairs is worth by these prices, load costs counted; checks that pairs are covered. */
function dualBound(problem: Problem, prices: Prices, floor: number): number[] {
  const tiers = [...new Set(Array.from({ length: problem.mentees }, (_, i) => problem.tier?.[i] ?? 1))];
  if (tiers.length === 0) tiers.push(1);
  tiers.sort((a, b) => a - b);
  const bound = new Array<number>(tiers.length + 1).fill(0);
  const locked = new Map((problem.locks ?? []).map(([i, j]) => [i, j]));
  prices.mentees.forEach((u) => u?.forEach((entry, k) => (bound[k]! += entry)));
  prices.mentors.forEach((v, j) => {
    const taken = [...locked.values()].filter((mentor) => mentor === j).length;
    const worth = (k: number) => {
      const vector = v.map((entry) => entry * k);
      vector[vector.length - 1]! -=
        loadCostOf(problem.loadCost, taken + k) - loadCostOf(problem.loadCost, taken);
      return vector;
    };
    const least = Math.max(0, (problem.minimum?.[j] ?? 0) - taken);
    let most = worth(least);
    for (let k = least; k <= problem.capacity[j]! - taken; k++)
      if (compareVectors(worth(k), most) > 0) most = worth(k);
    most.forEach((entry, k) => (bound[k]! += entry));
  });
  Array.from(problem.pairs.mentee).forEach((i, k) => {
    const [u, v] = [prices.mentees[i], prices.mentors[problem.pairs.mentor[k]!]!];
    const points = problem.pairs.points[k]!;
    if (!u || points < floor) return;
    const value = tiers.map((tier) => (tier === (problem.tier?.[i] ?? 1) ? 1 : 0));
    expect(
      compareVectors(
        u.map((entry, at) => entry + v[at]!),
        [...value, points],
      ),
    ).toBeGreaterThanOrEqual(0);
  });
  return bound;
}

describe('balanced loads', () => {
  it('give the second mentee to another mentor once the first one’s place costs more than it brings', () => {
    const problem: Problem = {
      mentees: 2,
      mentors: 2,
      capacity: [2, 2],
      pairs: { mentee: [0, 0, 1, 1], mentor: [0, 1, 0, 1], points: [100, 90, 100, 80] },
    };
    expect(balanced(problem).result.assignment).toEqual([0, 0]);
    const even = balanced({ ...problem, loadCost: [0, 15] }).result;
    expect(even.assignment).toEqual([1, 0]);
    expect([even.totalPoints, even.levels.at(-1)]).toEqual([190, { kind: 'total', value: 190 }]);
    expect(balanced({ ...problem, loadCost: [0, 5] }).result.levels.at(-1)).toEqual({
      kind: 'total',
      value: 195,
    });
  });

  it('count locked mentees as the first of their mentor', () => {
    const problem: Problem = {
      mentees: 2,
      mentors: 2,
      capacity: [2, 2],
      pairs: { mentee: [0, 1, 1], mentor: [0, 0, 1], points: [10, 100, 80] },
      locks: [[0, 0]],
      loadCost: [0, 30],
    };
    expect(balanced(problem).result.assignment).toEqual([0, 1]);
  });

  it('never leave a mentee out to save a cost', () => {
    const pairs = { mentee: [0, 1], mentor: [0, 0], points: [1, 1] };
    const { result } = balanced({ mentees: 2, mentors: 1, capacity: [2], pairs, loadCost: [500, 1000] });
    expect([result.matched, result.levels.at(-1)?.value]).toEqual([2, -1498]);
  });

  it('without costs are the plain optimum', () => {
    fc.assert(
      fc.property(problems({ mentees: 7, mentors: 5 }), (problem) => {
        const plain = solve(problem);
        const answer = solveBalanced(problem);
        if (isInfeasible(answer) || isInfeasible(plain)) return expect(answer).toEqual(plain);
        expect(answer.result.assignment).toEqual(plain.assignment);
        expect(verify(problem, answer.result)).toEqual([]);
      }),
      { numRuns: 300, seed: 11 },
    );
  });

  it('are the optimum of an exhaustive search, ties and backbone included, and proved by one price per mentor', () => {
    fc.assert(
      fc.property(problems({ mentees: 6, mentors: 4, maxPoints: 6 }), costs, (made, loadCost) => {
        const problem = { ...made, loadCost };
        const best = bruteForce(problem);
        const answer = solveBalanced(problem);
        if (isInfeasible(answer)) return expect(best === null || !lockable(problem)).toBe(true);
        const { result, tied, graph } = answer;
        expect(valuesOf(result.levels)).toEqual(best?.levels);
        expect(result.assignment).toEqual(best?.assignment);
        result.assignment.forEach((_, i) =>
          expect([i, tied[i] === 1]).toEqual([i, (best?.options[i]?.size ?? 0) > 1]),
        );
        const floor = result.levels.find(({ kind }) => kind === 'worst')?.value ?? 0;
        const bound = dualBound(problem, result.prices, floor);
        const free = freeValue(problem, graph.locked, result.assignment);
        expect(bound).toEqual(free);
      }),
      { numRuns: 800, seed: 12 },
    );
  });
});

/** Locks on pairs that are eligible. */
function lockable(problem: Problem): boolean {
  return (problem.locks ?? []).every(([i, j]) =>
    Array.from(problem.pairs.mentee).some((mentee, k) => mentee === i && problem.pairs.mentor[k] === j),
  );
}

/** Counts of unlocked mentees by tier, and their points less what they add to load costs. */
function freeValue(problem: Problem, locked: Int32Array, assignment: (number | null)[]): number[] {
  const own = Array.from({ length: problem.mentees }, (_, i) => problem.tier?.[i] ?? 1);
  const tiers = [...new Set(problem.mentees > 0 ? own : [1])].sort((a, b) => a - b);
  const value = new Array<number>(tiers.length + 1).fill(0);
  const load = new Array<number>(problem.mentors).fill(0);
  const taken = new Array<number>(problem.mentors).fill(0);
  Array.from(problem.pairs.mentee).forEach((i, k) => {
    const j = problem.pairs.mentor[k]!;
    if (assignment[i] !== j) return;
    load[j]!++;
    if (locked[i]! >= 0) {
      taken[j]!++;
      return;
    }
    value[tiers.indexOf(own[i]!)]!++;
    value[tiers.length]! += problem.pairs.points[k]!;
  });
  load.forEach((mentees, j) => {
    value[tiers.length]! -= loadCostOf(problem.loadCost, mentees) - loadCostOf(problem.loadCost, taken[j]!);
  });
  return value.map((entry) => entry + 0);
}
