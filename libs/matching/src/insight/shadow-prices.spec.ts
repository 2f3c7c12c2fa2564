import * as fc from 'fast-check';
import { isInfeasible, type Problem } from '../problem/types.js';
import { solve } from '../solver/solve.js';
import { problems } from '../testing/problems.js';
import { diffRuns } from './diff-runs.js';
import { recruitment } from './recruitment.js';
import { lossesOfPlaces, shadowPrices } from './shadow-prices.js';

const negated = (value: number): number => 0 - value;

describe('The worth of one more place', () => {
  it('is what a new solution with the place gains, for every mentor', () => {
    fc.assert(
      fc.property(problems({ mentees: 7, mentors: 5 }), (problem) => {
        const result = solve(problem);
        fc.pre(!isInfeasible(result));
        if (isInfeasible(result)) return;
        const ids = {
          mentees: result.assignment.map((_, i) => `e${i}`),
          mentors: Array.from(problem.capacity, (_, j) => `m${j}`),
        };
        shadowPrices({ problem, result }).forEach((value, mentor) => {
          const capacity = Array.from(problem.capacity, (places, j) => (j === mentor ? places + 1 : places));
          const wider = { ...problem, capacity };
          const opened = solve(wider);
          if (isInfeasible(opened)) throw new Error('one more place makes nothing impossible');
          const { loss } = diffRuns({ problem, result, ids }, { problem: wider, result: opened, ids });
          expect(value).toEqual({
            matched: loss.matched.map(negated),
            worst: loss.worst === null ? null : negated(loss.worst),
            points: negated(loss.points),
          });
        });
      }),
      { numRuns: 150 },
    );
  });

  it('has its counterpart: what a new solution with one place less loses, nothing where none can be spared', () => {
    fc.assert(
      fc.property(problems({ mentees: 7, mentors: 5, objectives: ['total'] }), (problem) => {
        const result = solve(problem);
        if (isInfeasible(result)) return;
        lossesOfPlaces({ problem, result })!.forEach((loss, mentor) => {
          if (problem.capacity[mentor] === 0) return expect(loss).toBeNull();
          const capacity = Array.from(problem.capacity, (places, j) => (j === mentor ? places - 1 : places));
          const closed = solve({ ...problem, capacity });
          if (isInfeasible(closed)) return expect(loss).toBeNull();
          const counts = result.levels.map((level, k) => level.value! - closed.levels[k]!.value!);
          expect(loss).toEqual({ matched: counts.slice(0, -1), worst: null, points: counts.at(-1) });
        });
      }),
      { numRuns: 300 },
    );
  });
});

describe('Where to recruit', () => {
  const problem: Problem = {
    mentees: 4,
    mentors: 2,
    capacity: [1, 1],
    pairs: { mentee: [0, 1, 2], mentor: [0, 0, 1], points: [90, 80, 70] },
  };
  const taxonomy = [
    { code: 'maths', parent: null },
    { code: 'maths.algebra', parent: 'maths' },
    { code: 'music', parent: null },
  ];

  it('puts topics that nobody knows first, then those where a place is worth most', () => {
    const result = solve(problem);
    if (isInfeasible(result)) throw new Error('infeasible');
    const values = shadowPrices({ problem, result });
    const needs = recruitment({ result }, values, {
      mentors: [['maths'], ['physics']],
      mentees: [['maths.algebra'], ['maths', 'maths'], ['physics'], ['music']],
      taxonomy,
    });
    expect(needs).toEqual([
      { topic: 'music', mentors: 0, asked: 1, leftOut: 1, best: null },
      { topic: 'maths', mentors: 1, asked: 1, leftOut: 1, best: { matched: [1], worst: null, points: 80 } },
      {
        topic: 'maths.algebra',
        mentors: 1,
        asked: 1,
        leftOut: 0,
        best: { matched: [1], worst: null, points: 80 },
      },
      { topic: 'physics', mentors: 1, asked: 1, leftOut: 0, best: { matched: [0], worst: null, points: 0 } },
    ]);
  });
});
