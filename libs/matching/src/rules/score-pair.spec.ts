import { asks, gives, mentee, mentor, participant, policy, pool } from '../testing/people.js';
import { roundedRatio, scorePair } from './score-pair.js';
import { Taxonomy } from './taxonomy.js';
import type { PairFacts, Participant, Policy } from './types.js';

const taxonomy = new Taxonomy(pool().topics);

function score(
  who: Partial<Participant>,
  whom: Partial<Participant>,
  facts: PairFacts = {},
  wishes: Partial<Policy> = {},
) {
  return scorePair(mentor('m', who), mentee('e', whom), facts, policy(wishes), taxonomy);
}
const profile = (known: Partial<Participant['profile']>) => ({ ...participant('x').profile, ...known });

describe('the request component', () => {
  it('weighs levels by importance', () => {
    // 10,000 · (4·5 + 2·3) / (5 · (4 + 2)) = 10,000 · 26 / 30 = 8,666.67
    const who = { competences: [gives('subject.mathematics', 5), gives('adaptation', 3)] };
    const whom = { requests: [asks('subject.mathematics.algebra', 4), asks('adaptation', 2)] };
    expect(score(who, whom).components.request).toBe(8667);
  });

  it('counts a topic that the mentor lacks as level 0', () => {
    // 10,000 · (3·5 + 3·0) / (5 · 6) = 5,000
    const whom = { requests: [asks('subject.physics'), asks('adaptation')] };
    expect(score({ competences: [gives('subject.physics')] }, whom).components.request).toBe(5000);
  });

  it('takes the highest covering level of a topic and its ancestors', () => {
    // max(2 on algebra, 4 on mathematics) = 4: 10,000 · 4 / 5 = 8,000
    const who = { competences: [gives('subject.mathematics.algebra', 2), gives('subject.mathematics', 4)] };
    expect(score(who, { requests: [asks('subject.mathematics.algebra')] }).components.request).toBe(8000);
  });

  it('is absent, not zero, without requests', () => {
    expect(score({ competences: [gives('adaptation')] }, {}).components.request).toBeNull();
  });
});

describe('the profile component', () => {
  const features: Policy['features'] = [
    { field: 'profile.interests', kind: 'set', weight: 2 },
    { field: 'profile.shift', kind: 'category', weight: 1 },
    { field: 'grade', kind: 'above', range: 4, weight: 1 },
    { field: 'experienceYears', kind: 'number', range: 10, weight: 1 },
  ];

  it('is Gower’s similarity over the features that both have', () => {
    // interests 1/3 → 3,333; shift 10,000; grade (10−7)/4 → 7,500; (2·3,333 + 10,000 + 7,500) / 4 = 6,041.5 → 6,042
    const who = { grade: 10, profile: profile({ interests: ['chess', 'robotics'], shift: 'first' }) };
    const whom = { grade: 7, profile: profile({ interests: ['robotics', 'music'], shift: 'first' }) };
    const { components, parts } = score(who, whom, {}, { features });
    expect(parts.features.map(({ similarity }) => similarity)).toEqual([3333, 10000, 7500]);
    expect(components.profile).toBe(6042);
  });

  it('clamps a number at its range, and "above" at both ends', () => {
    const of = (a: number, b: number, kind: 'number' | 'above') =>
      score({ grade: a }, { grade: b }, {}, { features: [{ field: 'grade', kind, range: 4, weight: 1 }] })
        .components.profile;
    expect([of(11, 1, 'number'), of(5, 6, 'number'), of(5, 5, 'number')]).toEqual([0, 7500, 10000]);
    expect([of(11, 1, 'above'), of(6, 6, 'above'), of(5, 6, 'above'), of(8, 5, 'above')]).toEqual([
      10000, 0, 0, 7500,
    ]);
  });

  it('is absent where the two have no feature in common', () => {
    expect(
      score({ grade: 9 }, { profile: profile({ shift: 'first' }) }, {}, { features }).components.profile,
    ).toBeNull();
  });
});

describe('the compatibility component', () => {
  const leader = { profile: profile({ traits: { leadership: 0.8, empathy: 0.3, calm: 1 } }) };
  const follower = { profile: profile({ traits: { leadership: 0.1, empathy: 0.6 } }) };

  it('averages the similarity of common traits', () => {
    // (1 − 0.7 + 1 − 0.3) / 2 = 0.5
    expect(score(leader, follower).parts.traits).toBe(5000);
  });

  it('rewards difference in traits that the policy calls complementary [S2-11]', () => {
    // (0.7 + 1 − 0.3) / 2 = 0.7
    const compatibility = { ...policy().compatibility, complementary: ['leadership'] };
    expect(score(leader, follower, {}, { compatibility }).parts.traits).toBe(7000);
  });

  it('takes the geometric mean of mutual ratings, once both have rated', () => {
    // sqrt(9 · 6) / 10 = 0.734847
    expect(score({}, {}, { mentorRating: 9, menteeRating: 6 }).parts.interest).toBe(7348);
    expect(score({}, {}, { mentorRating: 9 }).components.compatibility).toBeNull();
  });

  it('weighs the psychologist’s assessment twice [S0-09]', () => {
    // (2 · 8,125 + 5,000 + 7,348) / 4 = 7,149.5 → 7,150
    const facts = { assessment: 0.8125, mentorRating: 9, menteeRating: 6 };
    expect(score(leader, follower, facts).components.compatibility).toBe(7150);
  });
});

describe('points', () => {
  const who = { competences: [gives('adaptation', 4)], profile: profile({ shift: 'first' }) };
  const whom = { requests: [asks('adaptation')], profile: profile({ shift: 'second' }) };
  const features: Policy['features'] = [{ field: 'profile.shift', kind: 'category', weight: 1 }];

  it('are the weighted mean of the components that are present', () => {
    // (50 · 8,000 + 20 · 0 + 30 · 9,000) / 100 = 6,700; without compatibility (400,000 + 0) / 70 = 5,714.29
    expect(score(who, whom, { assessment: 0.9 }, { features }).points).toBe(6700);
    expect(score(who, whom, {}, { features }).points).toBe(5714);
  });

  it('are 0 where nothing is known', () => {
    expect(score({}, {})).toMatchObject({
      points: 0,
      components: { request: null, profile: null, compatibility: null },
    });
  });

  it('round half up, in whole numbers', () => {
    expect([roundedRatio(1, 2), roundedRatio(3, 2), roundedRatio(1, 3), roundedRatio(2, 3)]).toEqual([
      1, 2, 0, 1,
    ]);
  });

  it('do not change the people they are about', () => {
    const frozen = (person: Participant): Participant =>
      Object.freeze({ ...person, profile: Object.freeze(person.profile) });
    const pair = [frozen(mentor('m', who)), frozen(mentee('e', whom))] as const;
    expect(() => scorePair(pair[0], pair[1], {}, policy({ features }), taxonomy)).not.toThrow();
  });
});
