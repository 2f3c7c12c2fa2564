import * as fc from 'fast-check';
import * as highsModule from 'highs';
import { isInfeasible, type Problem } from '../problem/types.js';
import { randomSource } from '../testing/random.js';
import { problems } from '../testing/problems.js';
import { verify } from '../verify/index.js';
import { solve } from './solve.js';

/** A problem as large as asked for, by a seeded generator; points lean on a mentor's quality as real ones do. */
function made(seed: number, mentees: number, mentors: number, density: number, points = 10_000): Problem {
  const random = randomSource(seed);
  const quality = Array.from({ length: mentors }, () => 0.5 + random() / 2);
  const pairs = { mentee: [] as number[], mentor: [] as number[], points: [] as number[] };
  for (let i = 0; i < mentees; i++) {
    for (let j = 0; j < mentors; j++) {
      if (random() > density) continue;
      pairs.mentee.push(i);
      pairs.mentor.push(j);
      pairs.points.push(Math.floor(random() * quality[j]! * points));
    }
  }
  return {
    mentees,
    mentors,
    capacity: Array.from({ length: mentors }, () => Math.floor(random() * 4)),
    tier: Array.from({ length: mentees }, () => 1 + Math.floor(random() * 2)),
    pairs,
  };
}

interface Highs {
  solve(model: string): { Status: string; ObjectiveValue: number };
}
/** The package's types describe its CommonJS build; what an import gives is the loader as `default`. */
const loadHighs = highsModule.default as unknown as () => Promise<Highs>;

/** The same problem as a linear programme, levels folded by hand: optimal value or `null` if infeasible. */
function asLinearProgramme(problem: Problem): string {
  const { pairs } = problem;
  const weight = [2e6, 1e6];
  const names = Array.from(pairs.mentee, (mentee, k) => `x${mentee}_${pairs.mentor[k]!}`);
  const value = (k: number) => weight[(problem.tier?.[pairs.mentee[k]!] ?? 1) - 1]! + pairs.points[k]!;
  const sum = (take: (k: number) => boolean) => names.filter((_, k) => take(k)).join(' + ');
  const rows: string[] = [];
  for (let i = 0; i < problem.mentees; i++) {
    const terms = sum((k) => pairs.mentee[k] === i);
    if (terms) rows.push(` e${i}: ${terms} <= 1`);
  }
  for (let j = 0; j < problem.mentors; j++) {
    const terms = sum((k) => pairs.mentor[k] === j);
    if (!terms) continue;
    rows.push(` m${j}: ${terms} <= ${problem.capacity[j]!}`);
    if (problem.minimum?.[j]) rows.push(` l${j}: ${terms} >= ${problem.minimum[j]!}`);
  }
  return `Maximize\n obj: ${names.map((name, k) => `${value(k)} ${name}`).join(' + ')}\nSubject To\n${rows.join('\n')}\nBounds\n${names.map((name) => ` 0 <= ${name} <= 1`).join('\n')}\nEnd\n`;
}

function foldedValue(problem: Problem, assignment: readonly (number | null)[], total: number): number {
  return assignment.reduce<number>(
    (sum, mentor, i) => (mentor === null ? sum : sum + [2e6, 1e6][(problem.tier?.[i] ?? 1) - 1]!),
    total,
  );
}

describe('solve, against HiGHS', () => {
  it('finds the same optimum up to 60 × 25, with capacities, minimums and tiers', async () => {
    const highs = await loadHighs();
    for (let seed = 1; seed <= 40; seed++) {
      const random = randomSource(1000 + seed);
      const problem = made(
        seed,
        20 + Math.floor(random() * 41),
        5 + Math.floor(random() * 21),
        0.3 + random() / 2,
      );
      if (seed % 3 === 0) problem.minimum = Array.from(problem.capacity, (places) => Math.min(places, 1));
      const oracle = highs.solve(asLinearProgramme(problem));
      const answer = solve(problem);
      expect(verify(problem, answer)).toEqual([]);
      if (isInfeasible(answer)) {
        expect(oracle.Status).toBe('Infeasible');
        continue;
      }
      expect(oracle.Status).toBe('Optimal');
      expect(foldedValue(problem, answer.assignment, answer.totalPoints)).toBe(
        Math.round(oracle.ObjectiveValue),
      );
    }
  });
});

describe('solve, where the optimum is known', () => {
  it('finds a planted optimum of 400 × 400 with its prices', () => {
    const n = 400;
    const random = randomSource(9);
    const u = Array.from({ length: n }, () => Math.floor(random() * 3000));
    const v = Array.from({ length: n }, () => Math.floor(random() * 3000));
    const problem = made(1, 0, 0, 0);
    const pairs = { mentee: [] as number[], mentor: [] as number[], points: [] as number[] };
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        const planted = (i * 7 + 3) % n === j;
        pairs.mentee.push(i);
        pairs.mentor.push(j);
        pairs.points.push(Math.max(0, u[i]! + v[j]! - (planted ? 0 : Math.floor(random() * 500))));
      }
    }
    Object.assign(problem, {
      mentees: n,
      mentors: n,
      capacity: new Array(n).fill(1),
      tier: undefined,
      pairs,
    });
    const answer = solve(problem);
    const planted = u.reduce((sum, price) => sum + price, 0) + v.reduce((sum, price) => sum + price, 0);
    expect(answer).toMatchObject({ matched: n, totalPoints: planted });
    expect(verify(problem, answer)).toEqual([]);
  });

  it('solves Machol and Wien’s hard case (Oper. Res. 24:190, 1976): cost (i + 1)(j + 1) of 150 × 150', () => {
    const n = 150;
    const most = n * n;
    const cells = Array.from({ length: most }, (_, k) => ({ i: Math.floor(k / n), j: k % n }));
    const pairs = {
      mentee: cells.map(({ i }) => i),
      mentor: cells.map(({ j }) => j),
      points: cells.map(({ i, j }) => most - (i + 1) * (j + 1)),
    };
    const problem: Problem = {
      mentees: n,
      mentors: n,
      capacity: new Array(n).fill(1),
      pairs,
      maxPoints: most,
    };
    const answer = solve(problem);
    // The least sum of i · j over permutations is n (n + 1)(n + 2) / 6.
    expect(answer).toMatchObject({ totalPoints: n * most - (n * (n + 1) * (n + 2)) / 6 });
    expect(verify(problem, answer)).toEqual([]);
  });

  it('gives everybody the first possible mentor where every matching is optimal', () => {
    const n = 60;
    const cells = Array.from({ length: n * n }, (_, k) => ({ i: Math.floor(k / n), j: k % n }));
    const pairs = {
      mentee: cells.map(({ i }) => i),
      mentor: cells.map(({ j }) => j),
      points: cells.map(({ i, j }) => i + j),
    };
    const answer = solve({ mentees: n, mentors: n, capacity: new Array(n).fill(1), pairs });
    expect(answer).toMatchObject({ assignment: Array.from({ length: n }, (_, i) => i) });
  });
});

describe('the same problem', () => {
  it('gives the same assignment and levels whatever the order of its pairs', () => {
    fc.assert(
      fc.property(
        problems({ mentees: 12, mentors: 9, maxPoints: 3 }),
        fc.infiniteStream(fc.nat()),
        (problem, picks) => {
          const order = Array.from(problem.pairs.mentee, (_, k) => ({
            k,
            pick: picks.next().value ?? 0,
          })).sort((a, b) => a.pick - b.pick);
          const { mentee, mentor, points } = problem.pairs;
          const pairs = {
            mentee: order.map(({ k }) => mentee[k]!),
            mentor: Int32Array.from(order, ({ k }) => mentor[k]!),
            points: order.map(({ k }) => points[k]!),
          };
          const [first, second] = [
            solve(problem),
            solve({ ...problem, pairs, locks: [...(problem.locks ?? [])].reverse() }),
          ];
          if (isInfeasible(first)) return expect(second).toEqual(first);
          expect(second).toEqual({ ...first, durationMs: expect.any(Number) });
        },
      ),
      { numRuns: 500, seed: 8 },
    );
  });

  it('has the same levels with ties settled any way', () => {
    fc.assert(
      fc.property(problems({ mentees: 12, mentors: 9, maxPoints: 3 }), (problem) => {
        const [canonical, any] = [solve(problem), solve({ ...problem, ties: 'any' })];
        expect(verify(problem, any)).toEqual([]);
        if (isInfeasible(canonical) || isInfeasible(any)) return expect(any).toEqual(canonical);
        expect(any.levels).toEqual(canonical.levels);
      }),
      { numRuns: 500, seed: 9 },
    );
  });
});

describe('a long computation', () => {
  it('tells how far it is, never falling back, and can be cancelled', () => {
    const problem = made(3, 900, 400, 0.5);
    const shares: number[] = [];
    solve(problem, { onProgress: (share, stage) => (stage === 'optimum' ? shares.push(share) : 0) });
    expect(shares.length).toBeGreaterThan(0);
    expect([...shares].sort((a, b) => a - b)).toEqual(shares);
    let asked = 0;
    const signal = {
      get aborted() {
        return ++asked > 3;
      },
    };
    expect(() => solve(problem, { signal })).toThrow(expect.objectContaining({ name: 'CancelledError' }));
  });
});
