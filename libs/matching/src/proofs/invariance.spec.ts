import * as fc from 'fast-check';
import { isInfeasible, type Problem, type Result } from '../problem/types.js';
import { solve } from '../solver/solve.js';
import { bruteForce } from '../testing/brute-force.js';
import { crowded } from '../testing/made-problems.js';
import { problems } from '../testing/problems.js';
import { randomSource } from '../testing/random.js';
import { proveAnew } from '../testing/second-proof.js';
import { verify } from '../verify/index.js';

const small = problems({ mentees: 12, mentors: 9, maxPoints: 3 });

function permutation(length: number, seed: number): number[] {
  const random = randomSource(seed);
  return Array.from({ length }, (_, k) => ({ k, pick: random() }))
    .sort((a, b) => a.pick - b.pick)
    .map(({ k }) => k);
}

function verified(problem: Problem): Result {
  const answer = solve(problem);
  expect(verify(problem, answer)).toEqual([]);
  if (isInfeasible(answer)) throw new Error('this problem has a solution');
  return answer;
}

const valuesOf = ({ levels }: Result) => levels.map(({ value }) => value);

describe('the same problem', () => {
  it('with its pairs and locks in another order, in typed arrays: the same answer', () => {
    fc.assert(
      fc.property(small, fc.nat(), (problem, seed) => {
        const order = permutation(problem.pairs.mentee.length, seed);
        const { mentee, mentor, points } = problem.pairs;
        const pairs = {
          mentee: order.map((k) => mentee[k]!),
          mentor: Int32Array.from(order, (k) => mentor[k]!),
          points: Float64Array.from(order, (k) => points[k]!),
        };
        const locks = [...(problem.locks ?? [])].reverse();
        const [first, second] = [solve(problem), solve({ ...problem, pairs, locks })];
        if (isInfeasible(first)) return expect(second).toEqual(first);
        expect(second).toEqual({ ...first, durationMs: expect.any(Number) });
      }),
      { numRuns: 500, seed: 31 },
    );
  });

  it('with its people renumbered: the same levels', () => {
    fc.assert(
      fc.property(small, fc.nat(), (problem, seed) => {
        const mentee = permutation(problem.mentees, seed);
        const mentor = permutation(problem.mentors, seed + 1);
        const moved = <T>(list: ArrayLike<T>, to: number[]) => {
          const at: T[] = [];
          to.forEach((place, k) => (at[place] = list[k]!));
          return at;
        };
        const renumbered: Problem = {
          ...problem,
          capacity: moved(problem.capacity, mentor),
          minimum: moved(problem.minimum ?? [], mentor),
          tier: moved(problem.tier ?? [], mentee),
          pairs: {
            mentee: Array.from(problem.pairs.mentee, (i) => mentee[i]!),
            mentor: Array.from(problem.pairs.mentor, (j) => mentor[j]!),
            points: problem.pairs.points,
          },
          locks: (problem.locks ?? []).map(([i, j]) => [mentee[i]!, mentor[j]!] as const),
        };
        const [first, second] = [solve(problem), solve(renumbered)];
        expect(verify(renumbered, second)).toEqual([]);
        expect(isInfeasible(second)).toBe(isInfeasible(first));
        if (!isInfeasible(first) && !isInfeasible(second)) expect(valuesOf(second)).toEqual(valuesOf(first));
      }),
      { numRuns: 500, seed: 32 },
    );
  });

  it('with all points times 1,000: the same assignment, 1,000 times the points', () => {
    fc.assert(
      fc.property(small, (problem) => {
        const points = Array.from(problem.pairs.points, (of) => of * 1000);
        const first = solve(problem);
        const second = solve({ ...problem, pairs: { ...problem.pairs, points }, maxPoints: 10_000_000 });
        if (isInfeasible(first) || isInfeasible(second)) return expect(second).toEqual(first);
        expect(second.assignment).toEqual(first.assignment);
        expect(second.totalPoints).toBe(1000 * first.totalPoints);
      }),
      { numRuns: 500, seed: 33 },
    );
  });

  it('with ties settled any way: the same levels', () => {
    fc.assert(
      fc.property(small, (problem) => {
        const [canonical, any] = [solve(problem), solve({ ...problem, ties: 'any' })];
        expect(verify(problem, any)).toEqual([]);
        if (isInfeasible(canonical) || isInfeasible(any)) return expect(any).toEqual(canonical);
        expect(valuesOf(any)).toEqual(valuesOf(canonical));
      }),
      { numRuns: 500, seed: 34 },
    );
  });
});

describe('large numbers stay exact', () => {
  it('points up to 2^31 − 1', () => {
    const most = 2 ** 31 - 1;
    const large = problems({ mentees: 6, mentors: 5, maxPoints: 2, objectives: ['total'] });
    fc.assert(
      fc.property(large, (made) => {
        const points = Array.from(made.pairs.points, (of) => most - of);
        const problem: Problem = { ...made, pairs: { ...made.pairs, points }, maxPoints: most };
        const answer = solve(problem);
        expect(verify(problem, answer)).toEqual([]);
        const expected = bruteForce(problem);
        if (isInfeasible(answer)) return expect(expected).toBeNull();
        expect(valuesOf(answer)).toEqual(expected?.levels);
      }),
      { numRuns: 300, seed: 35 },
    );
  });

  it.each([1, 2, 3, 5, 10, 20, 29, 30, 31, 40])('%i tiers', (tiers) => {
    const made = crowded(40 + tiers, 120, 30, 0.2);
    const problem = { ...made, tier: Array.from({ length: 120 }, (_, i) => ((i * 7) % tiers) * 3 - 5) };
    const answer = verified(problem);
    expect(answer.levels).toHaveLength(tiers + 1);
    expect(proveAnew(problem, answer)).toEqual([]);
    expect(verified({ ...problem, objective: 'worst-off-first' }).levels).toHaveLength(tiers + 2);
  });
});
