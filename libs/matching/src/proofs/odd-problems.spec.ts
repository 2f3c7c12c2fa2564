import { isInfeasible, ProblemError, type Problem, type Result } from '../problem/types.js';
import { solve } from '../solver/solve.js';
import { square } from '../testing/made-problems.js';
import { randomSource } from '../testing/random.js';
import { verify } from '../verify/index.js';

function verified(problem: Problem): Result {
  const answer = solve(problem);
  expect(verify(problem, answer)).toEqual([]);
  if (isInfeasible(answer)) throw new Error('this problem has a solution');
  return answer;
}

const list = (length: number, of: (k: number) => number = () => 1) => Array.from({ length }, (_, k) => of(k));

/** `[[[…]]]` */
function nested(depth: number): unknown {
  let value: unknown = [];
  for (let k = 0; k < depth; k++) value = [value];
  return value;
}

describe('problems as other people’s instances give them', () => {
  it('least cost as most points: points = the highest cost less the cost', () => {
    // The classical example of four workers and four jobs, of least cost 13.
    const costs = [9, 2, 7, 8, 6, 4, 3, 7, 5, 8, 1, 8, 7, 6, 9, 4];
    const problem = square(4, (i, j) => 9 - costs[i * 4 + j]!);
    expect(4 * 9 - verified(problem).totalPoints).toBe(13);
  });

  it('costs of nine digits, every mentee matched', () => {
    const n = 60;
    const random = randomSource(51);
    const points = list(n * n, () => Math.floor(random() * 2 ** 31));
    const result = verified(square(n, (i, j) => points[i * n + j]!, { maxPoints: 2 ** 31 - 1 }));
    expect(result.matched).toBe(n);
  });

  it('one mentee and many mentors: the best of them, of equals the first', () => {
    const pairs = {
      mentee: list(50, () => 0),
      mentor: list(50, (k) => k),
      points: list(50, (k) => (k * 7) % 10),
    };
    const result = verified({ mentees: 1, mentors: 50, capacity: list(50), pairs });
    expect([result.assignment, result.totalPoints]).toEqual([[7], 9]);
  });

  it('many mentees and one mentor: the best of them as far as there are places', () => {
    const pairs = { mentee: list(50, (k) => k), mentor: list(50, () => 0), points: list(50, (k) => k) };
    const result = verified({ mentees: 50, mentors: 1, capacity: [3], pairs });
    expect([result.matched, result.totalPoints]).toEqual([3, 47 + 48 + 49]);
  });

  it('mentees and mentors without pairs, and a mentor with more places than people', () => {
    const pairs = { mentee: [1, 3], mentor: [2, 2], points: [4, 5] };
    const result = verified({ mentees: 5, mentors: 4, capacity: [1, 0, 2 ** 31 - 1, 1], pairs });
    expect(result.assignment).toEqual([null, 2, null, 2, null]);
  });

  it('no pairs, no mentors, nobody', () => {
    const pairs = { mentee: [], mentor: [], points: [] };
    for (const objective of ['total', 'worst-off-first'] as const) {
      const alone = verified({ mentees: 3, mentors: 0, capacity: [], tier: [2, 1, 2], pairs, objective });
      expect(alone).toMatchObject({ assignment: [null, null, null], matched: 0, worstPoints: null });
      expect(verified({ mentees: 0, mentors: 2, capacity: [1, 1], pairs, objective }).assignment).toEqual([]);
      expect(verified({ mentees: 0, mentors: 0, capacity: [], pairs, objective }).matched).toBe(0);
    }
  });

  it('reviewers: more places than mentees, sparse, minimums for every mentor', () => {
    const random = randomSource(52);
    const pairs: { mentee: number[]; mentor: number[]; points: number[] } = {
      mentee: [],
      mentor: [],
      points: [],
    };
    for (let i = 0; i < 90; i++) {
      for (let j = 0; j < 30; j++) {
        if (random() > 0.2) continue;
        pairs.mentee.push(i);
        pairs.mentor.push(j);
        pairs.points.push(Math.floor(random() * 4));
      }
    }
    const result = verified({ mentees: 90, mentors: 30, capacity: list(30, () => 6), minimum: list(30, () => 2), pairs }); // prettier-ignore
    expect(result.matched).toBe(90);
  });
});

describe('what no float64 or list can hold is refused by name', () => {
  const good: Problem = {
    mentees: 2,
    mentors: 1,
    capacity: [1],
    pairs: { mentee: [0, 1], mentor: [0, 0], points: [3, 5] },
  };
  it.each<[string, unknown, string]>([
    ['more people than there are', { ...good, mentees: 2 ** 40 }, 'mentees'],
    ['infinitely many', { ...good, mentors: Infinity }, 'mentors'],
    ['a capacity past 32 bits', { ...good, capacity: [2 ** 31] }, 'capacity[0]'],
    ['a tier past 2^53', { ...good, tier: [1, 2 ** 54] }, 'tier[1]'],
    ['a hole in a list', { ...good, tier: new Array<number>(2) }, 'tier[0]'],
    ['a number as an object', { ...good, tier: [1, { valueOf: () => 1 }] }, 'tier[1]'],
    ['a bigint', { ...good, capacity: [1n] }, 'capacity[0]'],
    ['lists in lists without end', { ...good, capacity: nested(200_000) }, 'capacity[0]'],
    ['a lock with a mentor −1', { ...good, locks: [[0, -1]] }, 'locks[0][1]'],
    ['a lock of three', { ...good, locks: [[0, 0, 0]] }, 'locks[0]'],
    ['a field of the prototype', JSON.parse('{"__proto__": {"mentees": 1}, "mentees": 0}'), '__proto__'],
    ['a field “constructor”', { ...good, constructor: 1 }, 'constructor'],
    ['a field of pairs that is none', { ...good, pairs: { ...good.pairs, toString: [] } }, 'pairs.toString'],
  ])('%s', (_, problem, path) => {
    let refusal: unknown;
    try {
      solve(problem);
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toBeInstanceOf(ProblemError);
    expect((refusal as ProblemError).path).toBe(path);
  });

  it('−0 is 0, and a lock given twice is one lock', () => {
    const problem: Problem = { ...good, capacity: [2], tier: [-0, 0], locks: [[0, 0], [0, 0]], pairs: { ...good.pairs, points: [-0, 5] } }; // prettier-ignore
    expect(verified(problem)).toMatchObject({ assignment: [0, 0], totalPoints: 5 });
  });
});
