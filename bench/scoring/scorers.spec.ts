import { peoplePool } from '../../libs/matching/src/scoring/testing/people-pool.js';
import { BEST, digest, rowScorer } from './scorers.js';

describe('ways of scoring', () => {
  const people = peoplePool(300, 20, 1);
  const definition = rowScorer('pairwise', people);

  it.each(['simd', 'plain'] as const)('find by %s what the definition finds pair by pair', (kind) => {
    const scorer = rowScorer(kind, people);
    expect(digest(20, (i) => scorer.eligible(i))).toEqual(digest(20, (i) => definition.eligible(i)));
    expect(digest(20, (i) => scorer.best(i))).toEqual(digest(20, (i) => definition.best(i)));
  });

  it('tell rows apart that differ in who is in them', () => {
    expect(definition.best(0).mentors.length).toBeLessThanOrEqual(BEST);
    expect(digest(1, () => definition.best(0))).not.toEqual(digest(1, () => definition.best(1)));
  });
});
