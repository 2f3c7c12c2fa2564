import * as fc from 'fast-check';
import type { Problem } from '../problem/types.js';
import { isSolution, solveInFull, type Solution } from '../solver/solve.js';
import { bruteForce, compareLevels } from '../testing/brute-force.js';
import { crowded } from '../testing/made-problems.js';
import { problems } from '../testing/problems.js';
import { Alternatives } from './alternatives.js';
import { explainLeftOut } from './left-out.js';
import type { Regret } from './regret.js';

function solution(problem: Problem): Solution | null {
  const outcome = solveInFull(problem);
  return isSolution(outcome) ? outcome : null;
}

function levels(regret: Regret): number[] {
  return [...regret.matched, ...(regret.worst === null ? [] : [regret.worst]), regret.points];
}

/** What forcing a pair loses, by exhaustive search; `null` if no matching contains it. */
function forcedLoss(
  problem: Problem,
  best: readonly number[],
  mentee: number,
  mentor: number,
): number[] | null {
  const forced = bruteForce(problem, [mentee, mentor]);
  return forced && best.map((value, k) => value - forced.levels[k]!);
}

function eligible(problem: Problem, mentee: number): number[] {
  return Array.from(problem.pairs.mentor).filter((_, k) => problem.pairs.mentee[k] === mentee);
}

describe('regret', () => {
  it('is what a new solution with the pair forced would lose, for every pair and both objectives', () => {
    fc.assert(
      fc.property(problems({ mentees: 5, mentors: 5 }), (problem) => {
        const solved = solution(problem);
        if (!solved) return;
        const best = bruteForce(problem)!.levels;
        const alternatives = new Alternatives(solved);
        for (let i = 0; i < problem.mentees; i++) {
          if (solved.graph.locked[i]! >= 0) continue;
          for (const j of eligible(problem, i)) {
            const { regret } = alternatives.cost(i, j);
            expect([i, j, regret && levels(regret)]).toEqual([i, j, forcedLoss(problem, best, i, j)]);
          }
        }
      }),
      { numRuns: 300, seed: 4 },
    );
  });

  it('is what a lock loses in crowded problems of two tiers, by the sum', () => {
    for (let seed = 1; seed <= 12; seed++) {
      const problem = { ...crowded(seed, 24, 14, 0.5), minimum: new Array<number>(14).fill(0) };
      if (seed % 3 === 0) problem.minimum[0] = Math.min(1, problem.capacity[0]!);
      const solved = solution(problem);
      if (!solved) continue;
      const alternatives = new Alternatives(solved);
      const lists = alternatives.ofAll(4);
      lists.forEach((list, i) => {
        if (list.length > 0) expect(list).toEqual(alternatives.of(i, 4));
        for (const { mentor, regret } of list) {
          expect(alternatives.cost(i, mentor)).toMatchObject({ regret });
          const held = solution({ ...problem, locks: [[i, mentor]] })!;
          const loss = solved.result.levels.map((level, k) => level.value! - held.result.levels[k]!.value!);
          expect(levels(regret)).toEqual(loss);
        }
      });
    }
  });

  it('ranks alternatives: the three that cost everybody together the least', () => {
    fc.assert(
      fc.property(problems({ mentees: 5, mentors: 6 }), (problem) => {
        const solved = solution(problem);
        if (!solved) return;
        const best = bruteForce(problem)!.levels;
        const alternatives = new Alternatives(solved);
        for (let i = 0; i < problem.mentees; i++) {
          if (solved.graph.locked[i]! >= 0) continue;
          const expected = eligible(problem, i)
            .filter((j) => j !== solved.result.assignment[i])
            .flatMap((j) => {
              const loss = forcedLoss(problem, best, i, j);
              return loss ? [{ j, loss }] : [];
            })
            .sort((a, b) => compareLevels(a.loss, b.loss) || a.j - b.j)
            .slice(0, 3);
          const told = alternatives
            .of(i, 3)
            .map(({ mentor, regret }) => ({ j: mentor, loss: levels(regret) }));
          expect(told).toEqual(expected);
        }
      }),
      { numRuns: 200, seed: 5 },
    );
  });

  it('comes with moves that lead to a matching of just that loss', () => {
    fc.assert(
      fc.property(problems({ mentees: 6, mentors: 5, objectives: ['total'] }), (problem) => {
        const solved = solution(problem);
        if (!solved) return;
        const alternatives = new Alternatives(solved);
        for (let i = 0; i < problem.mentees; i++) {
          for (const j of eligible(problem, i)) {
            const cost = alternatives.cost(i, j);
            if (cost.regret === null || cost.moves.length === 0) continue;
            const after = [...solved.result.assignment];
            for (const { mentee, from, to } of cost.moves) {
              expect(after[mentee]).toBe(from);
              after[mentee] = to;
            }
            const load = after.filter((mentor) => mentor === j).length;
            expect(load).toBeLessThanOrEqual(problem.capacity[j]!);
            expect(after[i]).toBe(j);
          }
        }
      }),
      { numRuns: 300, seed: 6 },
    );
  });

  it('is null with a reason where no matching contains the pair', () => {
    const problem: Problem = {
      mentees: 3,
      mentors: 3,
      capacity: [1, 1, 0],
      minimum: [1, 1, 0],
      pairs: { mentee: [0, 0, 0, 1, 2, 2], mentor: [0, 1, 2, 0, 1, 0], points: [5, 6, 9, 4, 8, 3] },
      locks: [[2, 1]],
    };
    const alternatives = new Alternatives(solution(problem)!);
    expect(alternatives.cost(0, 2)).toEqual({ regret: null, impossible: 'no-places' });
    expect(alternatives.cost(1, 1)).toEqual({ regret: null, impossible: 'not-eligible' });
    expect(alternatives.cost(2, 0)).toEqual({ regret: null, impossible: 'mentee-locked' });
    expect(alternatives.cost(2, 1)).toMatchObject({ regret: { points: 0 }, moves: [] });
  });
});

describe('mentees left out', () => {
  const problem: Problem = {
    mentees: 4,
    mentors: 3,
    capacity: [1, 1, 5],
    tier: [1, 2, 2, 2],
    pairs: { mentee: [0, 1, 1, 2, 3], mentor: [0, 0, 1, 1, 2], points: [10, 10, 10, 20, 5] },
  };

  it('are told apart: no places, or places held by a better tier; with the set that explains it', () => {
    const leftOut = explainLeftOut(solution(problem)!);
    expect(leftOut).toEqual([
      { mentee: 1, reason: 'priority', bottleneck: { mentees: [0, 1, 2], mentors: [0, 1], places: 2 } },
    ]);
    const even = explainLeftOut(solution({ ...problem, tier: [1, 1, 1, 1] })!);
    expect(even).toMatchObject([{ mentee: 1, reason: 'capacity' }]);
  });

  it('always sit in a set with fewer places than mentees', () => {
    fc.assert(
      fc.property(problems({ mentees: 8, mentors: 4 }), (made) => {
        const solved = solution(made);
        if (!solved) return;
        for (const { mentee, bottleneck } of explainLeftOut(solved)) {
          expect(bottleneck?.mentees).toContain(mentee);
          expect(bottleneck!.mentees.length).toBeGreaterThan(bottleneck!.places);
        }
      }),
      { numRuns: 300, seed: 7 },
    );
  });
});
