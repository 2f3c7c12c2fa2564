import { PoolPairs } from '../pool/pool-pairs.js';
import { toProblem } from '../pool/to-problem.js';
import { isInfeasible, type Problem } from '../problem/types.js';
import type { Policy } from '../rules/types.js';
import { Dice, randomPool } from '../scoring/testing/random-pool.js';
import { isSolution, solve } from '../solver/solve.js';
import { randomSource } from '../testing/random.js';
import { verify } from '../verify/index.js';
import { candidatesOf, joinCandidates } from './candidates.js';
import { solveWithCandidates, type Demand } from './solve-with-candidates.js';

const RULES_OFF = { rules: [], variants: [] };

/** A pool with few points to choose from, so that there are ties, and the whole problem of it. */
function market(seed: number, wishes: Partial<Policy>): { people: PoolPairs; whole: Problem } {
  const random = randomSource(seed);
  const dice = new Dice(random);
  const size = { mentors: 4 + dice.whole(14), mentees: 4 + dice.whole(26) };
  const coarse: Partial<Policy> = dice.chance(0.5)
    ? {
        features: [{ field: 'grade', kind: 'above', weight: 1, range: 2 }],
        weights: { request: 0, profile: 1, compatibility: 0 },
      }
    : {};
  const made = randomPool(random, size, {
    minScore: 0,
    seed,
    tiers: dice.chance(0.6) ? [{ categories: ['gifted'] }, { categories: ['newcomer'] }] : [],
    ...coarse,
    ...wishes,
  });
  const pool = dice.chance(0.5) ? { ...made, ...RULES_OFF } : made;
  const people = new PoolPairs(pool);
  const whole = toProblem(people, people.eligible({}));
  const locks: [number, number][] = [];
  if (dice.chance(0.4) && whole.pairs.mentee.length > 0) {
    const at = dice.whole(whole.pairs.mentee.length);
    locks.push([whole.pairs.mentee[at]!, whole.pairs.mentor[at]!]);
  }
  const capacity = Array.from({ length: whole.mentors }, () => dice.whole(3));
  return { people, whole: { ...whole, capacity, locks, minimum: minimums(dice, capacity) } };
}

function minimums(dice: Dice, capacity: readonly number[]): number[] {
  const wanted = dice.chance(0.4);
  return capacity.map((places) => (wanted && places > 0 && dice.chance(0.3) ? 1 : 0));
}

function demandOf(problem: Problem): Demand {
  const { pairs: _, ...demand } = problem;
  return demand;
}

describe('the optimum on candidates', () => {
  it.each(['total', 'worst-off-first'] as const)(
    'is that of all pairs, ties, tiers, locks and minimums included (%s)',
    (objective) => {
      let added = 0;
      let infeasible = 0;
      for (let seed = 1; seed <= 250; seed++) {
        const { people, whole } = market(seed, { objective });
        const expected = solve(whole);
        const found = solveWithCandidates(people.scoring, demandOf(whole), { k: 1 + (seed % 4) });
        expect(found.eligiblePairs).toBe(whole.pairs.mentee.length);
        added += found.pairsAdded;
        if (isInfeasible(expected)) {
          infeasible++;
          expect({
            seed,
            reason: isSolution(found.outcome) ? null : found.outcome.infeasible.reason,
          }).toEqual({
            seed,
            reason: expected.infeasible.reason,
          });
          continue;
        }
        if (!isSolution(found.outcome)) throw new Error(`seed ${seed} is not infeasible`);
        const { result } = found.outcome;
        expect({ seed, assignment: result.assignment }).toEqual({ seed, assignment: expected.assignment });
        expect(result.totalPoints).toBe(expected.totalPoints);
        expect(found.isCanonical).toBe(true);
        expect(verify(found.problem, result)).toEqual([]);
        // The certificate holds for all pairs, not only for those that were kept.
        expect({ seed, refused: verify(whole, result) }).toEqual({ seed, refused: [] });
      }
      expect(added).toBeGreaterThan(500);
      expect(infeasible).toBeGreaterThan(5);
    },
  );

  it('does not list more ties than it is let', () => {
    let stopped = 0;
    for (let seed = 1; seed <= 20; seed++) {
      const { people, whole } = market(seed, {
        objective: 'total',
        weights: { request: 0, profile: 0, compatibility: 0 },
      });
      const found = solveWithCandidates(people.scoring, demandOf(whole), { k: 1, mostTies: 0 });
      if (!isSolution(found.outcome)) continue;
      expect(verify(whole, found.outcome.result)).toEqual([]);
      if (!found.isCanonical) stopped++;
    }
    expect(stopped).toBeGreaterThan(3);
  });
});

describe('candidates', () => {
  it('of ranges, put together, are those of all', () => {
    const people = new PoolPairs(randomPool(randomSource(11), { mentors: 60, mentees: 30 }));
    const { scoring } = people;
    const count = people.mentees.length;
    const parts = [
      candidatesOf(scoring, 0, 7, 5),
      candidatesOf(scoring, 7, 8, 5),
      candidatesOf(scoring, 8, count, 5),
    ];
    expect(joinCandidates(parts)).toEqual(candidatesOf(scoring, 0, count, 5));
  });

  it('can be cancelled', () => {
    const people = new PoolPairs(randomPool(randomSource(11), { mentors: 6, mentees: 3 }));
    expect(() => candidatesOf(people.scoring, 0, 3, 5, { signal: { aborted: true } })).toThrow(
      expect.objectContaining({ name: 'CancelledError' }),
    );
  });
});
