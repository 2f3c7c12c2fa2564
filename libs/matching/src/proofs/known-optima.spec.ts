import { isInfeasible, type Problem, type Result } from '../problem/types.js';
import { solve } from '../solver/solve.js';
import { planted, square } from '../testing/made-problems.js';
import { proveAnew } from '../testing/second-proof.js';
import { verify } from '../verify/index.js';

function verified(problem: Problem): Result {
  const answer = solve(problem);
  expect(verify(problem, answer)).toEqual([]);
  if (isInfeasible(answer)) throw new Error('this problem has a solution');
  return answer;
}

describe('the optimum, where it is known beforehand', () => {
  it.each<[string, Parameters<typeof planted>]>([
    ['2,000 × 2,000, every pair', [21, 2000, 2000, 2000, 2000]],
    ['500 × 120, half the places, every pair', [22, 500, 120, 120, 250]],
    ['20,000 × 6,000, 50 pairs each, scarce places', [23, 20_000, 6000, 50, 18_000]],
  ])('planted with its prices: %s', (_, shape) => {
    const { problem, matched, totalPoints } = planted(...shape);
    expect(verified({ ...problem, ties: 'any' })).toMatchObject({ matched, totalPoints });
  });

  it('planted, 400 × 400: also by prices recomputed from the assignment', () => {
    const { problem, totalPoints } = planted(24, 400, 400, 400, 400);
    const answer = verified(problem);
    expect(answer.totalPoints).toBe(totalPoints);
    expect(proveAnew(problem, answer)).toEqual([]);
  });

  it.each([1, 2, 3, 50, 400])(
    'Machol and Wien’s hard case (Oper. Res. 24:190, 1976): cost i · j, n = %i',
    (n) => {
      const problem = square(n, (i, j) => n * n - (i + 1) * (j + 1), { maxPoints: n * n });
      // The least sum of i · j over permutations is n (n + 1)(n + 2) / 6.
      expect(verified(problem).totalPoints).toBe(n ** 3 - (n * (n + 1) * (n + 2)) / 6);
    },
  );

  it('everybody gets the first possible mentor where every matching is optimal', () => {
    const n = 200;
    const answer = verified(square(n, (i, j) => i + 3 * j));
    expect(answer.assignment).toEqual(Array.from({ length: n }, (_, i) => i));
    expect(answer.totalPoints).toBe(4 * ((n * (n - 1)) / 2));
  });

  it('equal points: the first mentees get the places, mentor by mentor', () => {
    const problem = square(6, () => 7, { capacity: [2, 0, 1, 2, 0, 0] });
    expect(verified(problem).assignment).toEqual([0, 0, 2, 3, 3, null]);
  });
});
