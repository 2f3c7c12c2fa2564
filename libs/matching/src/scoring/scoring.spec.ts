import { PoolPairs } from '../pool/pool-pairs.js';
import { fewestPoints } from '../rules/check-pair.js';
import type { Policy } from '../rules/types.js';
import { randomSource } from '../testing/random.js';
import { allBits, clearBit, hasBit } from './bits.js';
import { Scoring, type ScoringOptions } from './scoring.js';
import { peoplePool } from './testing/people-pool.js';
import { randomPool } from './testing/random-pool.js';

/** Weights about the bound up to which quotients are products. */
const WEIGHTS: Partial<Policy>[] = [
  {},
  { weights: { request: 1, profile: 0, compatibility: 0 } },
  { weights: { request: 43, profile: 42, compatibility: 43 } },
  { weights: { request: 43, profile: 43, compatibility: 43 } },
  { weights: { request: 400, profile: 38, compatibility: 400 } },
  { weights: { request: 0, profile: 7, compatibility: 3 } },
];

interface Pair {
  mentor: number;
  points: number;
}

/** One mentee's eligible pairs by the reference: rules and scores pair by pair. */
function byReference(people: PoolPairs, mentee: number): (Pair & { variant: number })[] {
  const found: (Pair & { variant: number })[] = [];
  for (let mentor = 0; mentor < people.mentors.length; mentor++) {
    const variant = people.variantOf(mentor, mentee);
    const { points } = people.score(mentor, mentee);
    if (variant >= 0 && points >= fewestPoints(people.pool.policy.minScore))
      found.push({ mentor, points, variant });
  }
  return found;
}

const listed = ({ mentors, points }: { mentors: Int32Array; points: Int32Array }): Pair[] =>
  Array.from(mentors, (mentor, at) => ({ mentor, points: points[at]! }));

function compiled(people: PoolPairs, options: ScoringOptions): Scoring {
  const { rules, mentors, mentees, pool } = people;
  const scoring = new Scoring(
    { rules, policy: pool.policy, mentors, mentees, facts: people.factsByIndex() },
    options,
  );
  expect(scoring.kind).toBe(options.kernel);
  return scoring;
}

const KERNELS: [string, ScoringOptions][] = [
  ['SIMD', { kernel: 'simd' }],
  ['SIMD, similarities by row', { kernel: 'simd', keptBytes: 0 }],
  ['TypeScript', { kernel: 'plain' }],
  ['TypeScript, similarities by row', { kernel: 'plain', keptBytes: 0 }],
  ['pair by pair', { kernel: 'reference' }],
];

describe.each(KERNELS)('compiled scoring (%s)', (_, kind) => {
  it('gives the pairs, points and variants of the reference for any people, rules and policy', () => {
    let pairs = 0;
    for (let seed = 1; seed <= 30; seed++) {
      const people = new PoolPairs(randomPool(randomSource(seed), { mentors: 40, mentees: 15 }));
      const scoring = compiled(people, kind);
      for (let mentee = 0; mentee < people.mentees.length; mentee++) {
        const expected = byReference(people, mentee);
        const row = listed(scoring.eligible(mentee));
        expect({ seed, mentee, row }).toEqual({
          seed,
          mentee,
          row: expected.map(({ mentor, points }) => ({ mentor, points })),
        });
        expect(expected.map(({ mentor }) => scoring.variantOf(mentor))).toEqual(
          expected.map(({ variant }) => variant),
        );
        pairs += expected.length;
      }
    }
    expect(pairs).toBeGreaterThan(1500);
  });

  it('finds the k best, of equal points the first, and what the others have at most', () => {
    for (let seed = 1; seed <= 12; seed++) {
      const people = new PoolPairs(randomPool(randomSource(seed), { mentors: 300, mentees: 2 }));
      const scoring = compiled(people, kind);
      for (let mentee = 0; mentee < people.mentees.length; mentee++) {
        const all = listed(scoring.eligible(mentee));
        const ranked = [...all].sort((a, b) => b.points - a.points || a.mentor - b.mentor);
        for (const k of [1, 5, 50]) {
          const best = scoring.best(mentee, k);
          expect(listed(best)).toEqual(ranked.slice(0, k).sort((a, b) => a.mentor - b.mentor));
          expect(best.restAtMost).toBe(ranked.length > k ? ranked[k - 1]!.points : -1);
        }
      }
    }
  });

  it('finds the pairs that are worth their price, among some mentors only', () => {
    for (let seed = 1; seed <= 12; seed++) {
      const random = randomSource(seed);
      const people = new PoolPairs(randomPool(random, { mentors: 150, mentees: 6 }));
      const scoring = compiled(people, kind);
      const prices = Int32Array.from(people.mentors, () => Math.floor(random() * 8000) - 2000);
      const among = allBits(people.mentors.length);
      for (let j = 0; j < people.mentors.length; j += 3) clearBit(among, j);
      scoring.setPrices(prices);
      for (let mentee = 0; mentee < people.mentees.length; mentee++) {
        const worth = listed(scoring.eligible(mentee)).filter(
          ({ mentor, points }) => hasBit(among, mentor) && points >= 2500 && points >= 1000 + prices[mentor]!,
        );
        expect(listed(scoring.priced(mentee, 1000, 2500, among))).toEqual(worth);
      }
    }
  });
});

describe('stops', () => {
  it('are those of the reference, added up over all mentors', () => {
    for (let seed = 1; seed <= 25; seed++) {
      const people = new PoolPairs(randomPool(randomSource(seed), { mentors: 40, mentees: 6 }));
      for (let mentee = 0; mentee < people.mentees.length; mentee++) {
        const rules = new Map<string, number>();
        const alone = new Map<string, [mentors: number, dataMissing: number]>();
        people.mentors.forEach((_, mentor) => {
          const { broken } = people.check(mentor, mentee);
          for (const { rule } of broken) rules.set(rule, (rules.get(rule) ?? 0) + 1);
          const [only] = broken;
          if (broken.length !== 1 || !only) return;
          const [count, missing] = alone.get(only.rule) ?? [0, 0];
          alone.set(only.rule, [count + 1, missing + (only.reason === 'data-missing' ? 1 : 0)]);
        });
        const stops = people.scoring.stops(mentee);
        expect(new Map(stops.rules.map(({ rule, mentors }) => [rule, mentors]))).toEqual(rules);
        expect(new Map(stops.alone.map((one) => [one.broken.rule, [one.mentors, one.dataMissing]]))).toEqual(
          alone,
        );
      }
    }
  });
});

describe('a pool in which everything is known', () => {
  it.each(KERNELS)('is scored as the reference does (%s)', (_, kind) => {
    for (let seed = 1; seed <= 6; seed++) {
      const made = peoplePool(150, 12, seed);
      const wishes = WEIGHTS[seed % WEIGHTS.length]!;
      const people = new PoolPairs({ ...made, policy: { ...made.policy, ...wishes } });
      const scoring = compiled(people, kind);
      for (let mentee = 0; mentee < people.mentees.length; mentee++) {
        expect(listed(scoring.eligible(mentee))).toEqual(
          byReference(people, mentee).map(({ mentor, points }) => ({ mentor, points })),
        );
      }
    }
  });
});
