import * as fc from 'fast-check';
import { isInfeasible, type Problem } from '../problem/types.js';
import { solve } from '../solver/solve.js';
import { problems } from '../testing/problems.js';
import { randomSource } from '../testing/random.js';
import { keepAnnounced } from './keep-announced.js';

/** The most announced pairs that a matching of the optimum's counts and worst-off and of enough points keeps: all tried. */
function mostKept(problem: Problem, announced: readonly (number | null)[], floor: number): number {
  const best = solve(problem);
  if (isInfeasible(best)) throw new Error('impossible');
  const tier = (i: number) => problem.tier?.[i] ?? 1;
  const wanted = new Map(
    best.levels.flatMap((level) => (level.kind === 'count' ? [[level.tier, level.value]] : [])),
  );
  const worst = best.levels.find((level) => level.kind === 'worst')?.value ?? 0;
  const locks = new Map((problem.locks ?? []).map(([i, j]) => [i, j]));
  const load = new Array<number>(problem.mentors).fill(0);
  let most = -1;
  const next = (i: number, total: number, kept: number, counts: Map<number, number>): void => {
    if (i === problem.mentees) {
      const full = [...wanted].every(([name, count]) => (counts.get(name) ?? 0) === count);
      const least = load.every((mentees, j) => mentees >= (problem.minimum?.[j] ?? 0));
      if (full && least && total >= floor) most = Math.max(most, kept);
      return;
    }
    const { mentee, mentor, points } = problem.pairs;
    for (let k = 0; k < mentee.length; k++) {
      const j = mentor[k]!;
      const barred = locks.has(i) ? locks.get(i) !== j : points[k]! < worst;
      if (mentee[k] !== i || barred || load[j]! >= problem.capacity[j]!) continue;
      load[j]!++;
      const after = new Map(counts).set(tier(i), (counts.get(tier(i)) ?? 0) + 1);
      next(i + 1, total + points[k]!, kept + (announced[i] === j ? 1 : 0), after);
      load[j]!--;
    }
    if (!locks.has(i)) next(i + 1, total, kept, counts);
  };
  next(0, 0, 0, new Map());
  return most;
}

describe('keepAnnounced', () => {
  it('changes no more announced pairs than it must, within the loss allowed, and proves how many it must', () => {
    let runs = 0;
    let proved = 0;
    fc.assert(
      fc.property(problems({ mentees: 5, mentors: 4 }), fc.nat(), (problem, seed) => {
        const best = solve(problem);
        if (isInfeasible(best)) return;
        const random = randomSource(seed);
        const announced = Array.from({ length: problem.mentees }, () =>
          problem.mentors > 0 && random() < 0.8 ? Math.floor(random() * problem.mentors) : null,
        );
        const maxLossPercent = [0, 5, 20, 60, 100][Math.floor(random() * 5)]!;
        const kept = keepAnnounced(problem, announced, { maxLossPercent });
        if (isInfeasible(kept)) throw new Error('impossible');
        const floor = Math.ceil(best.totalPoints * (1 - maxLossPercent / 100) - 1e-6);
        const told = announced.filter((mentor) => mentor !== null).length;
        const fewest = told - mostKept(problem, announced, floor);
        expect(kept.totalPoints).toBeGreaterThanOrEqual(floor);
        expect(kept.lostPoints).toBe(best.totalPoints - kept.totalPoints);
        expect(kept.changes).toBeGreaterThanOrEqual(fewest);
        expect(kept.leastChanges).toBeLessThanOrEqual(fewest);
        expect(kept.changes).toBe(
          announced.filter((mentor, i) => mentor !== null && kept.assignment[i] !== mentor).length,
        );
        // It is a matching of the problem: the problem with all its pairs held has it as its optimum.
        const locks = kept.assignment.flatMap((mentor, i): [number, number][] =>
          mentor === null ? [] : [[i, mentor]],
        );
        const held = solve({ ...problem, locks });
        expect(held).toMatchObject({ matched: best.matched, totalPoints: kept.totalPoints });
        runs++;
        if (kept.optimal) {
          proved++;
          expect(kept.changes).toBe(fewest);
        }
      }),
      { numRuns: 400, seed: 31 },
    );
    expect(proved / runs).toBeGreaterThan(0.8);
  });

  it('trades points for pairs as far as it is allowed', () => {
    // Two pupils announced with each other’s better mentor: to keep both costs 40 of 200 points.
    const problem: Problem = {
      mentees: 2,
      mentors: 2,
      capacity: [1, 1],
      pairs: { mentee: [0, 0, 1, 1], mentor: [0, 1, 0, 1], points: [100, 80, 80, 100] },
    };
    expect(keepAnnounced(problem, [1, 0], { maxLossPercent: 20 })).toMatchObject({
      assignment: [1, 0],
      lostPoints: 40,
      changes: 0,
      optimal: true,
    });
    expect(keepAnnounced(problem, [1, 0], { maxLossPercent: 19 })).toMatchObject({
      changes: 2,
      lostPoints: 0,
    });
  });

  it('refuses wishes that make no sense', () => {
    const problem: Problem = {
      mentees: 1,
      mentors: 1,
      capacity: [1],
      pairs: { mentee: [0], mentor: [0], points: [1] },
    };
    const refused =
      (announced: (number | null)[], maxLossPercent = 5) =>
      () =>
        keepAnnounced(problem, announced, { maxLossPercent });
    expect(refused([])).toThrow(expect.objectContaining({ code: 'wrong-length' }));
    expect(refused([3])).toThrow(expect.objectContaining({ code: 'out-of-range', value: 3 }));
    expect(refused([0], -1)).toThrow(expect.objectContaining({ path: 'maxLossPercent' }));
  });
});
