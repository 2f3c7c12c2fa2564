import { gives, asks, mentee, mentor, policy, pool } from '../testing/people.js';
import { loadMixedSolver } from '../mixed/highs-solver.js';
import { verify } from '../verify/index.js';
import { isInfeasible } from '../problem/types.js';
import type { Policy } from '../rules/types.js';
import { matchPool } from './match-pool.js';
import type { Pool, PoolResult } from './types.js';
import { whyNotInPool } from './why-not-in-pool.js';

const algebra = 'subject.mathematics.algebra';

function school(wishes: Partial<Policy>, more: Partial<Pool> = {}): Pool {
  return pool({
    mentors: [
      mentor('m-1', { capacity: 3, competences: [gives(algebra, 5)] }),
      mentor('m-2', { capacity: 3, competences: [gives(algebra, 4)] }),
      mentor('m-3', { capacity: 1, competences: [gives('subject.physics', 5)] }),
    ],
    mentees: [
      mentee('e-1', { requests: [asks(algebra)] }),
      mentee('e-2', { requests: [asks(algebra)] }),
      mentee('e-3', { requests: [asks(algebra)], categories: ['disability'] }),
      mentee('e-4', { requests: [asks('subject.physics')] }),
    ],
    rules: [
      {
        code: 'topic-covered',
        title: { ru: 'Тема запроса' },
        source: 'S1 §6.1',
        covers: ['mentor.competences', 'mentee.requests'],
      },
    ],
    policy: policy(wishes),
    ...more,
  });
}

beforeAll(() => loadMixedSolver());

function matched(of: Pool): { told: PoolResult; pairs: Record<string, string> } {
  const told = matchPool(of);
  expect(verify(told.problem, told.result)).toEqual([]);
  return { told, pairs: Object.fromEntries(told.suggestions.map((one) => [one.mentee, one.mentor])) };
}

describe('a programme of groups', () => {
  it('gives a mentor no mentee or at least two, and says who is left out for that', () => {
    const { told, pairs } = matched(school({ groupMinimum: 2 }));
    expect(pairs).toEqual({ 'e-1': 'm-1', 'e-2': 'm-1', 'e-3': 'm-1' });
    expect(told.summary.gap).toEqual([0, 0]);
    expect(told.unmatched).toMatchObject([
      {
        mentee: 'e-4',
        reason: 'conditions',
        wouldHelp: [{ code: 'ease-conditions', text: expect.stringContaining('условия') }],
      },
    ]);
    expect(told.suggestions[0]).toMatchObject({
      alternatives: [],
      reasons: expect.arrayContaining([expect.objectContaining({ code: 'price-on-request' })]),
    });
  });

  it('lets a group that has one mentee already grow by one', () => {
    const before = school({ groupMinimum: 2 });
    const mentors = before.mentors.map((one) => (one.id === 'm-3' ? { ...one, groupSize: 1 } : one));
    const { pairs } = matched({ ...before, mentors });
    expect(pairs['e-4']).toBe('m-3');
  });

  it('keeps mentees apart who must not meet', () => {
    const { pairs } = matched(school({ groupMinimum: 0 }, { apart: [['e-2', 'e-1']] }));
    expect(new Set([pairs['e-1'], pairs['e-2']])).toEqual(new Set(['m-1', 'm-2']));
  });

  it('prices another mentor by matching anew', () => {
    const of = school({ groupMinimum: 2 });
    const { told } = matched(of);
    const answer = whyNotInPool(of, told, 'm-2', 'e-1');
    expect(answer.regret).toEqual({ matched: [0], worst: null, points: 6000 });
    expect(answer.moves[0]).toMatchObject({ mentee: 'e-1', from: 'm-1', to: 'm-2' });
    expect(answer.explanation).toContain('потеряет 6000 баллов');
    expect(whyNotInPool(of, told, 'm-3', 'e-4')).toMatchObject({ eligible: true, regret: null });
    expect(whyNotInPool(of, told, 'm-1', 'e-1').explanation).toBe('Этот наставник и предложен');
  });
});

describe('quotas', () => {
  it('leave others out where their mentees would have too small a share', () => {
    const { told, pairs } = matched(school({ quotas: [{ categories: ['disability'], share: [1, 2] }] }));
    expect(told.summary.matched).toBe(2);
    expect(pairs['e-3']).toBeDefined();
  });

  it('that cannot be kept are named with what they contradict', () => {
    const { told } = matched(school({ quotas: [{ categories: ['disability'], count: 2 }] }, { locks: [] }));
    expect(isInfeasible(told.result)).toBe(true);
    expect(told.summary.infeasible).toEqual({
      reason: 'side-conditions',
      mentees: [],
      mentors: [],
      conditions: ['категории disability: мест не меньше 2'],
    });
  });
});

describe('balanced loads', () => {
  it('spread mentees over mentors where a further mentee costs more than it brings', () => {
    const { told, pairs } = matched(school({ loadCost: [0, 3000] }));
    expect(Object.values(pairs).filter((id) => id === 'm-2').length).toBeGreaterThan(0);
    expect(told.suggestions[0]?.alternatives).toEqual([]);
    expect(told.summary.gap).toBeUndefined();
  });
});

describe('people in both banks', () => {
  it('do not become each other’s mentors, unless the policy allows it', () => {
    const two = ['a', 'b'];
    const both = (wishes: Partial<Policy>) =>
      school(wishes, {
        mentors: two.map((id) => mentor(id, { person: id, competences: [gives(algebra)] })),
        mentees: two.map((id) => mentee(id, { person: id, requests: [asks(algebra)] })),
      });
    expect(matched(both({})).told.summary.matched).toBe(2);
    expect(matched(both({ reciprocal: true })).told.summary.matched).toBe(2);
    expect(matched(both({ reciprocal: false })).told.summary.matched).toBe(1);
  });
});
