import { isInfeasible } from '../problem/types.js';
import type { Mentee, Mentor, Rule } from '../rules/types.js';
import { solve } from '../solver/solve.js';
import { asks, gives, mentee, mentor, participant, policy, pool } from '../testing/people.js';
import { randomSource } from '../testing/random.js';
import { verify } from '../verify/index.js';
import { matchPool } from './match-pool.js';
import { tierOf } from './to-problem.js';
import type { Pool, PoolResult } from './types.js';
import { whyNotInPool } from './why-not-in-pool.js';

const COVERED: Rule = {
  code: 'topic-covered',
  title: { ru: 'Опыт наставника не отвечает ни одному запросу' },
  source: 'S1 §6.1',
  when: { exists: 'mentee.requests' },
  covers: ['mentor.competences', 'mentee.requests'],
};
const OLDER: Rule = {
  code: 'grade-gap',
  title: { ru: 'Наставник должен быть старше классом' },
  source: 'S2',
  compare: ['mentor.grade', '>=', 'mentee.grade'],
  plus: 1,
};

const TOPICS = ['subject.mathematics', 'subject.mathematics.algebra', 'subject.physics', 'adaptation'];

/** A school of made-up pupils, by a seeded generator. */
function school(
  seed: number,
  mentors: number,
  mentees: number,
  wishes: Parameters<typeof policy>[0] = {},
): Pool {
  const random = randomSource(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
  const profile = () => ({
    ...participant('x').profile,
    interests: [pick(['chess', 'robotics', 'music']), pick(['sport', 'theatre'])],
    shift: pick(['first', 'second']),
    traits: { leadership: Math.round(random() * 10) / 10 },
  });
  const features = [
    { field: 'profile.interests', kind: 'set' as const, weight: 2 },
    { field: 'grade', kind: 'above' as const, range: 4, weight: 1 },
  ];
  return pool({
    rules: [COVERED, OLDER],
    policy: policy({ features, ...wishes }),
    mentors: Array.from({ length: mentors }, (_, k): Mentor =>
      mentor(`m-${k}`, {
        grade: 8 + Math.floor(random() * 4),
        competences: [gives(pick(TOPICS), 1 + Math.floor(random() * 5)), gives(pick(TOPICS))],
        capacity: Math.floor(random() * 3),
        profile: profile(),
      }),
    ),
    mentees: Array.from({ length: mentees }, (_, k): Mentee =>
      mentee(`e-${k}`, {
        grade: 5 + Math.floor(random() * 5),
        requests: [asks(pick(TOPICS), 1 + Math.floor(random() * 5))],
        profile: profile(),
        categories: random() < 0.2 ? ['disability'] : [],
      }),
    ),
    compatibilities: [{ mentor: 'm-1', mentee: 'e-1', score: 0.75 }],
  });
}

function reversed(of: Pool): Pool {
  return {
    ...of,
    mentors: [...of.mentors].reverse(),
    mentees: [...of.mentees].reverse(),
    topics: [...of.topics].reverse(),
  };
}

const timeless = (result: PoolResult) => ({
  ...result,
  summary: { ...result.summary, durationMs: 0 },
  result: { ...result.result, durationMs: 0 },
});

describe('matchPool', () => {
  it('suggests pairs with a certificate that holds, each mentee once, no mentor past the places [S0-10]', () => {
    const made = school(1, 60, 80);
    const { problem, result, suggestions, summary } = matchPool(made);
    expect(verify(problem, result)).toEqual([]);
    expect(new Set(suggestions.map(({ mentee }) => mentee)).size).toBe(suggestions.length);
    for (const { id, capacity } of made.mentors) {
      expect(suggestions.filter(({ mentor }) => mentor === id).length).toBeLessThanOrEqual(capacity);
    }
    expect(summary.matched).toBe(suggestions.length);
    expect(summary.totalPoints).toBe(suggestions.reduce((sum, { points }) => sum + points, 0));
    expect(summary.matched + summary.unmatched).toBe(summary.mentees);
  });

  it('gives the same, to the byte, whatever the order of the rows', () => {
    for (const objective of ['total', 'worst-off-first'] as const) {
      const made = school(2, 40, 50, { objective, tiers: [{ categories: ['disability'] }] });
      expect(timeless(matchPool(reversed(made)))).toEqual(timeless(matchPool(made)));
    }
  });

  it('gives a problem that the engine by itself solves to the same assignment', () => {
    const { problem, result } = matchPool(school(3, 40, 50));
    const again = solve(JSON.parse(JSON.stringify(problem)));
    expect({ ...again, durationMs: 0 }).toEqual({ ...result, durationMs: 0 });
  });

  it('keeps locks, bars what people have ruled out, and answers a lock that cannot be [S1-13]', () => {
    const made = school(5, 30, 30);
    const free = matchPool(made);
    const first = free.suggestions[0]!;
    const barred = matchPool({ ...made, barred: [{ ...first, reason: 'rejected' }] });
    expect(barred.suggestions.find(({ mentee }) => mentee === first.mentee)?.mentor).not.toBe(first.mentor);
    const wish = first.alternatives[0]!;
    const lock = { mentor: wish.mentor, mentee: first.mentee };
    const locked = matchPool({ ...made, locks: [lock] });
    expect(locked.suggestions.find(({ mentee }) => mentee === first.mentee)).toMatchObject({
      ...lock,
      locked: true,
      alternatives: [],
    });
    expect(free.summary.totalPoints - locked.summary.totalPoints).toBe(wish.regret.points);
    const impossible = matchPool({ ...made, locks: [lock], barred: [{ ...lock, reason: 'veto' }] });
    expect(impossible.summary.infeasible).toEqual({
      reason: 'lock-ineligible',
      mentees: [lock.mentee],
      mentors: [lock.mentor],
    });
    expect(verify(impossible.problem, impossible.result)).toEqual([]);
  });

  it('serves priority tiers first', () => {
    const made = school(6, 20, 60, { tiers: [{ categories: ['disability'] }] });
    const even = matchPool({ ...made, policy: { ...made.policy, tiers: [] } });
    const tiered = matchPool(made);
    const first = (result: PoolResult) =>
      result.suggestions.filter(({ mentee }) =>
        made.mentees.find(({ id }) => id === mentee)?.categories.includes('disability'),
      ).length;
    expect(first(tiered)).toBeGreaterThanOrEqual(first(even));
    expect(tiered.summary.matched).toBe(even.summary.matched);
    expect(tiered.unmatched.some(({ reason }) => reason === 'priority')).toBe(true);
  });

  it('puts a mentee into the first group that fits; waiting days count to the day of the matching', () => {
    const groups = [{ categories: ['disability'] }, { waitingDaysAtLeast: 180 }];
    const waiting = (waitingSince: string | null) =>
      tierOf(mentee('e', { waitingSince }), groups, '2026-10-01');
    expect(tierOf(mentee('e', { categories: ['disability'] }), groups, '2026-10-01')).toBe(1);
    expect([waiting('2026-04-04'), waiting('2026-04-05'), waiting(null)]).toEqual([2, 3, 3]);
  });

  it('leaves out people of kinds that the form does not know', () => {
    const made = school(7, 10, 10);
    const more = { ...made, mentees: [...made.mentees, mentee('teacher', { personKind: 'teacher' })] };
    expect(matchPool(more).summary.mentees).toBe(10);
  });

  it('explains each pair in Russian, from its own numbers', () => {
    const one = pool({
      rules: [COVERED],
      mentors: [mentor('m', { competences: [gives('subject.mathematics', 5)], capacity: 2 })],
      mentees: [mentee('e', { requests: [asks('subject.mathematics.algebra'), asks('adaptation')] })],
      compatibilities: [{ mentor: 'm', mentee: 'e', score: 0.8 }],
    });
    const [suggestion] = matchPool(one).suggestions;
    // request 10,000 · 15 / 30 = 5,000; (50 · 5,000 + 30 · 8,000) / 80 = 6,125
    expect(suggestion).toMatchObject({
      points: 6125,
      components: { request: 5000, profile: null, compatibility: 8000 },
      tie: false,
    });
    expect(suggestion!.reasons.map(({ text }) => text)).toEqual([
      'Наставник отвечает на 1 из 2 запросов: «Алгебра» (уровень 5 из 5)',
      'Без ответа остаётся запрос: «Адаптация»',
      'Психологическая совместимость по оценке педагога-психолога: 80 %',
      'Единственный наставник, который подходит по правилам',
    ]);
  });

  it('lists the unmatched with the rules that stopped them and what would help [S1-13]', () => {
    const made = pool({
      rules: [COVERED, OLDER],
      mentors: [
        mentor('m-1', { grade: 9, competences: [gives('subject.physics')] }),
        mentor('m-2', { grade: 9, competences: [gives('subject.mathematics')] }),
      ],
      mentees: [
        mentee('e-1', { grade: 8, requests: [asks('adaptation')] }),
        mentee('e-2', { grade: 9, requests: [asks('subject.physics')] }),
        mentee('e-3', { grade: 7, requests: [asks('subject.mathematics')] }),
        mentee('e-4', { grade: 7, requests: [asks('subject.mathematics.algebra')] }),
      ],
    });
    const { unmatched } = matchPool(made);
    const left = unmatched.find(({ reason }) => reason === 'capacity');
    expect(unmatched.map(({ mentee, reason }) => [mentee, reason])).toEqual([
      ['e-1', 'no-topic'],
      ['e-2', 'rules'],
      [left?.mentee, 'capacity'],
    ]);
    expect(unmatched[0]!.wouldHelp[0]).toMatchObject({
      code: 'recruit-for-topic',
      text: 'Найти наставника по теме «Адаптация»: в базе такого нет',
    });
    expect(unmatched[1]!.rules).toEqual([
      { rule: 'grade-gap', title: OLDER.title.ru, mentors: 2 },
      { rule: 'topic-covered', title: COVERED.title.ru, mentors: 1 },
    ]);
    expect(unmatched[1]!.wouldHelp).toEqual([
      expect.objectContaining({
        code: 'lift-rule',
        params: { rule: 'grade-gap', mentors: 1, dataMissing: 0 },
      }),
    ]);
    expect(left!.wouldHelp.map(({ code }) => code)).toEqual(['more-places', 'bottleneck', 'lift-rule']);
  });

  it('can be cancelled, and tells how far it is', () => {
    const shares: number[] = [];
    matchPool(school(8, 30, 30), { onProgress: (share) => shares.push(share) });
    expect(shares.at(-1)).toBe(1);
    expect([...shares].sort((a, b) => a - b)).toEqual(shares);
    expect(() => matchPool(school(8, 30, 30), { signal: { aborted: true } })).toThrow(
      expect.objectContaining({ name: 'CancelledError' }),
    );
  });

  it('refuses contradictory data by name', () => {
    const twice = pool({ mentors: [mentor('m'), mentor('m')] });
    expect(() => matchPool(twice)).toThrow(expect.objectContaining({ code: 'duplicate-id', value: 'm' }));
    expect(() => matchPool(pool({ locks: [{ mentor: 'x', mentee: 'y' }] }))).toThrow(
      expect.objectContaining({ code: 'unknown-id' }),
    );
    const odd = pool({ compatibilities: [{ mentor: 'm', mentee: 'e', score: 1.5 }] });
    expect(() => matchPool(odd)).toThrow(expect.objectContaining({ code: 'bad-value', value: 1.5 }));
  });

  it('does not change the pool', () => {
    const made = school(9, 10, 10);
    const before = structuredClone(made);
    matchPool(made);
    expect(made).toEqual(before);
  });

  it('answers an empty pool', () => {
    expect(matchPool(pool()).summary).toMatchObject({
      mentees: 0,
      matched: 0,
      meanScore: null,
      worstPoints: null,
    });
  });
});

describe('whyNotInPool', () => {
  const made = pool({
    rules: [COVERED],
    mentors: [
      mentor('m-1', { competences: [gives('subject.mathematics', 5)] }),
      mentor('m-2', { competences: [gives('subject.mathematics', 3)] }),
      mentor('m-3', { competences: [gives('subject.physics')] }),
    ],
    mentees: [
      mentee('e-1', { requests: [asks('subject.mathematics')] }),
      mentee('e-2', { requests: [asks('subject.mathematics', 4), asks('adaptation', 1)] }),
    ],
  });
  const result = matchPool(made);

  it('names the broken rule', () => {
    const answer = whyNotInPool(made, result, 'm-3', 'e-1');
    expect(answer).toMatchObject({
      eligible: false,
      regret: null,
      moves: [],
      brokenRules: [{ rule: 'topic-covered', reason: 'broken' }],
    });
    expect(answer.explanation).toContain(COVERED.title.ru);
  });

  it('tells who would have to move, from what to what, and the loss of all together', () => {
    // e-1: 10,000 with m-1, 6,000 with m-2; e-2: 8,000 and 4,800: together 14,800 against 14,000
    expect(result.suggestions.map(({ mentor }) => mentor)).toEqual(['m-1', 'm-2']);
    expect(whyNotInPool(made, result, 'm-1', 'e-2')).toMatchObject({
      eligible: true,
      points: 8000,
      regret: { matched: [0], worst: null, points: 800 },
      moves: [
        { mentee: 'e-2', from: 'm-2', to: 'm-1', pointsBefore: 4800, pointsAfter: 8000 },
        { mentee: 'e-1', from: 'm-1', to: 'm-2', pointsBefore: 10_000, pointsAfter: 6000 },
      ],
      explanation: 'Вместе с этим e-1 перейдёт от m-1 к m-2. Цена: подбор в целом потеряет 800 баллов.',
    });
  });

  it('tells the smallest changes that would bring the pair into an optimum, and what lifting its rules would do', () => {
    expect(whyNotInPool(made, result, 'm-1', 'e-2').wouldHelp).toEqual([
      {
        code: 'more-places',
        params: { mentors: ['m-1'] },
        text: 'Ещё одно место у наставника m-1: с ним пара войдёт в наилучший подбор',
      },
      {
        code: 'more-points',
        params: { missing: 800, needed: 8800 },
        text: 'До наилучшего подбора паре не хватает 800 баллов: её оценка 8000, нужна 8800',
      },
    ]);
    expect(whyNotInPool(made, result, 'm-3', 'e-1').wouldHelp).toMatchObject([
      { code: 'lift-rule', params: { rules: ['topic-covered'], regret: { points: 6800 } } },
    ]);
    expect(whyNotInPool(made, result, 'm-1', 'e-1').wouldHelp).toEqual([]);
  });

  it('says so where this mentor is the one suggested, and refuses people that are not there', () => {
    expect(whyNotInPool(made, result, 'm-1', 'e-1').explanation).toContain('и предложен');
    expect(() => whyNotInPool(made, result, 'm-9', 'e-1')).toThrow(
      expect.objectContaining({ code: 'unknown-id' }),
    );
  });

  it('agrees with the regret of the alternatives', () => {
    const large = school(10, 30, 40);
    const matched = matchPool(large);
    expect(isInfeasible(matched.result)).toBe(false);
    for (const { mentee, alternatives } of matched.suggestions.slice(0, 10)) {
      for (const { mentor, regret, points } of alternatives) {
        expect(whyNotInPool(large, matched, mentor, mentee)).toMatchObject({
          eligible: true,
          regret,
          points,
        });
      }
    }
  });
});
