import { asks, gives, mentee, mentor, policy, pool } from '../testing/people.js';
import { dice } from '../testing/random.js';
import { verify } from '../verify/index.js';
import { matchLargePool } from './match-large-pool.js';
import { matchPool } from './match-pool.js';
import type { Pool, PoolResult } from './types.js';

const TOPICS = ['subject.mathematics.algebra', 'subject.physics', 'adaptation'];

/** More mentors than any mentee has candidates, so that most pairs are left out at first. */
function crowded(seed: number, wishes: Parameters<typeof policy>[0] = {}): Pool {
  const below = dice(seed);
  const topic = () => TOPICS[below(3)]!;
  return pool({
    mentors: Array.from({ length: 90 }, (_, j) =>
      mentor(`m-${j}`, {
        competences: [gives(topic(), 1 + below(5))],
        grade: 8 + below(4),
        capacity: below(3),
      }),
    ),
    mentees: Array.from({ length: 120 }, (_, i) =>
      mentee(`e-${i}`, {
        requests: [asks(topic(), 1 + below(5)), asks(topic(), 1 + below(5))],
        grade: 5 + below(5),
        categories: below(4) === 0 ? ['disability'] : [],
      }),
    ),
    policy: policy({ features: [{ field: 'grade', kind: 'above', weight: 1, range: 4 }], ...wishes }),
  });
}

const pairsOf = ({ suggestions }: Pick<PoolResult, 'suggestions'>) =>
  suggestions.map(({ mentor, mentee, variant, points, components, tie }) => ({
    mentor,
    mentee,
    variant,
    points,
    components,
    tie,
  }));

describe('matchLargePool', () => {
  it.each([
    ['one tier', {}],
    ['two tiers', { tiers: [{ categories: ['disability'] }] }],
    ['the worst off first', { objective: 'worst-off-first' as const }],
    ['a least score', { minScore: 0.4 }],
  ])('finds the matching, ties and reasons of matchPool with %s', (_, wishes) => {
    for (let seed = 1; seed <= 2; seed++) {
      const people = crowded(seed, wishes);
      const large = matchLargePool(people);
      const whole = matchPool(people);
      expect(
        pairsOf({ ...whole, suggestions: large.suggestions.map((one) => ({ ...one, alternatives: [] })) }),
      ).toEqual(pairsOf(whole));
      expect(large.suggestions.map((one) => one.reasons)).toEqual(
        whole.suggestions.map((one) => one.reasons),
      );
      expect(large.summary).toMatchObject({
        ...whole.summary,
        durationMs: expect.any(Number),
        solver: expect.any(String),
      });
      expect(large.unmatched.map((one) => one.mentee)).toEqual(whole.unmatched.map((one) => one.mentee));
      expect(verify(large.problem, large.result)).toEqual([]);
    }
  });

  it('tells of every alternative what it costs at least', () => {
    for (let seed = 1; seed <= 2; seed++) {
      const people = crowded(seed, { alternatives: 8 });
      const exact = new Map(
        matchPool({ ...people, policy: { ...people.policy, alternatives: 10 } }).suggestions.flatMap((one) =>
          one.alternatives.map((other): [string, number] => [
            `${one.mentee} ${other.mentor}`,
            other.regret.points,
          ]),
        ),
      );
      let compared = 0;
      for (const one of matchLargePool(people).suggestions) {
        for (const { mentor: other, regretAtLeast } of one.alternatives) {
          const regret = exact.get(`${one.mentee} ${other}`);
          if (regret === undefined) continue;
          expect(regretAtLeast.points).toBeLessThanOrEqual(regret);
          expect(regretAtLeast.points).toBeGreaterThanOrEqual(0);
          compared++;
        }
      }
      expect(compared).toBeGreaterThan(50);
    }
  });

  it('answers a minimum that cannot be met', () => {
    const { result, summary, suggestions } = matchLargePool(crowded(1, { minimum: 2 }));
    expect('infeasible' in result).toBe(true);
    expect(summary).toMatchObject({ matched: 0, unmatched: 120, infeasible: { reason: 'minimum' } });
    expect(suggestions).toEqual([]);
  });
});
