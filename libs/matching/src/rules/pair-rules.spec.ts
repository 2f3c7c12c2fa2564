import { asks, gives, mentee, mentor, participant, policy, pool } from '../testing/people.js';
import { checkPair } from './check-pair.js';
import { RuleError } from './taxonomy.js';
import type { BarReason, Mentee, Mentor, Policy, Rule } from './types.js';

const TOPICS = pool().topics;

type Operator = Omit<Rule, 'code' | 'title' | 'source'>;

function broken(
  operator: Operator,
  who: Partial<Mentor>,
  whom: Partial<Mentee>,
  wishes: Partial<Policy> = {},
): string {
  const rule: Rule = { code: 'the-rule', title: { ru: 'Правило' }, source: 'S1', ...operator };
  const setting = { ...pool({ rules: [rule], policy: policy(wishes) }), topics: TOPICS };
  const check = checkPair(setting, mentor('m', who), mentee('e', whom), {});
  return check.broken.map(({ reason }) => reason).join() || 'holds';
}

describe('a hard rule', () => {
  const gap: Operator = {
    compare: ['mentor.grade', '>=', 'mentee.grade'],
    plus: { param: 'min' },
    params: { min: 1 },
  };

  it('compares two fields, with a number added to the right side', () => {
    expect(broken(gap, { grade: 9 }, { grade: 8 })).toBe('holds');
    expect(broken(gap, { grade: 8 }, { grade: 8 })).toBe('broken');
  });

  it('takes its parameters from the policy where the policy has them', () => {
    const stricter = { rules: { 'the-rule': { params: { min: 2 } } } };
    expect(broken(gap, { grade: 9 }, { grade: 8 }, stricter)).toBe('broken');
    expect(broken(gap, { grade: 10 }, { grade: 8 }, stricter)).toBe('holds');
  });

  it('can be switched off and on by the policy', () => {
    expect(broken(gap, { grade: 7 }, { grade: 8 }, { rules: { 'the-rule': { enabled: false } } })).toBe(
      'holds',
    );
    const dormant: Operator = { ...gap, enabled: false };
    expect(broken(dormant, { grade: 7 }, { grade: 8 })).toBe('holds');
    expect(broken(dormant, { grade: 7 }, { grade: 8 }, { rules: { 'the-rule': { enabled: true } } })).toBe(
      'broken',
    );
  });

  it('says what a missing value means: refused as data-missing, or let pass', () => {
    expect(broken(gap, { grade: null }, { grade: 8 })).toBe('data-missing');
    expect(broken({ ...gap, onMissing: 'pass' }, { grade: null }, { grade: 8 })).toBe('holds');
  });

  it('has inclusive bounds: a young specialist has at most 3 years, an experienced teacher at least 5', () => {
    const young: Operator = { compare: ['mentee.experienceYears', '<=', 3] };
    const experienced: Operator = { compare: ['mentor.experienceYears', '>=', 5] };
    expect(broken(young, {}, { experienceYears: 3 })).toBe('holds');
    expect(broken(young, {}, { experienceYears: 4 })).toBe('broken');
    expect(broken(experienced, { experienceYears: 5 }, {})).toBe('holds');
    expect(broken(experienced, { experienceYears: 4 }, {})).toBe('broken');
  });

  it.each([
    ['>', 5, 4, 4],
    ['<', 3, 4, 4],
    ['==', 4, 4, 5],
    ['!=', 3, 4, 4],
  ] as const)('knows %s', (operator, good, right, bad) => {
    expect(broken({ compare: ['mentor.grade', operator, right] }, { grade: good }, {})).toBe('holds');
    expect(broken({ compare: ['mentor.grade', operator, right] }, { grade: bad }, {})).toBe('broken');
  });

  it('compares words and truth values, too', () => {
    const shift: Operator = { compare: ['mentor.profile.shift', '==', 'mentee.profile.shift'] };
    const first = participant('x', { profile: { ...participant('x').profile, shift: 'first' } }).profile;
    expect(broken(shift, { profile: first }, { profile: first })).toBe('holds');
    expect(broken(shift, { profile: first }, { profile: { ...first, shift: 'second' } })).toBe('broken');
    expect(broken({ compare: ['mentor.trained', '==', true] }, { trained: false }, {})).toBe('broken');
  });

  it('finds a value in a list', () => {
    const kind: Operator = { in: ['mentor.activity', ['active']] };
    expect(broken(kind, { activity: 'active' }, {})).toBe('holds');
    expect(broken(kind, { activity: 'passive' }, {})).toBe('broken');
    expect(broken(kind, { activity: null }, {})).toBe('data-missing');
  });

  it('asks for lists that intersect; no category is a known fact, no language is a missing one', () => {
    const category: Operator = { intersects: ['mentee.categories', ['failing', 'gifted']] };
    expect(broken(category, {}, { categories: ['gifted'] })).toBe('holds');
    expect(broken(category, {}, { categories: [] })).toBe('broken');
    const language: Operator = { intersects: ['mentor.profile.languages', 'mentee.profile.languages'] };
    const speaks = (languages: string[]) => ({ ...participant('x').profile, languages });
    expect(broken(language, { profile: speaks(['ru', 'tt']) }, { profile: speaks(['tt']) })).toBe('holds');
    expect(broken(language, { profile: speaks(['ru']) }, { profile: speaks(['tt']) })).toBe('broken');
    expect(broken(language, { profile: speaks(['ru']) }, {})).toBe('data-missing');
  });

  it('asks for topics covered: the same topic or one above it, never one below [S1-04]', () => {
    const covered: Operator = {
      when: { exists: 'mentee.requests' },
      covers: ['mentor.competences', 'mentee.requests'],
    };
    const algebra = { requests: [asks('subject.mathematics.algebra')] };
    expect(broken(covered, { competences: [gives('subject.mathematics')] }, algebra)).toBe('holds');
    expect(broken(covered, { competences: [gives('subject.mathematics.algebra')] }, algebra)).toBe('holds');
    expect(broken(covered, { competences: [gives('subject.physics')] }, algebra)).toBe('broken');
    const mathematics = { requests: [asks('subject.mathematics')] };
    expect(broken(covered, { competences: [gives('subject.mathematics.algebra')] }, mathematics)).toBe(
      'broken',
    );
    expect(broken(covered, { competences: [] }, { requests: [] })).toBe('holds');
  });

  it('can ask for several topics covered, or for all', () => {
    const two = { requests: [asks('subject.physics'), asks('adaptation')] };
    const one = { competences: [gives('subject.physics')] };
    const covers: Operator = { covers: ['mentor.competences', 'mentee.requests'] };
    expect(broken({ ...covers, atLeast: 2 }, one, two)).toBe('broken');
    expect(broken({ ...covers, atLeast: 'all' }, one, two)).toBe('broken');
    expect(
      broken(
        { ...covers, atLeast: 'all' },
        { competences: [...two.requests.map(({ topic }) => gives(topic))] },
        two,
      ),
    ).toBe('holds');
  });

  it('bounds a distance', () => {
    const peers: Operator = { distance: ['mentor.grade', 'mentee.grade'], atMost: 1 };
    expect(broken(peers, { grade: 8 }, { grade: 9 })).toBe('holds');
    expect(broken(peers, { grade: 8 }, { grade: 10 })).toBe('broken');
    expect(broken(peers, { grade: 8 }, {})).toBe('data-missing');
  });

  it('asks for something to be there', () => {
    const proof: Operator = { exists: 'mentor.evidence' };
    expect(broken(proof, { evidence: [{ kind: 'contest', title: 'Олимпиада', year: 2025 }] }, {})).toBe(
      'holds',
    );
    expect(broken(proof, {}, {})).toBe('broken');
  });

  it('looks at each requested subject: the mentor’s mark is higher, by the nearest subject that has one', () => {
    const marks: Operator = {
      forEach: 'mentee.requests.subject',
      compare: ['mentor.marks[$]', '>', 'mentee.marks[$]'],
      onMissing: 'pass',
    };
    const asksAlgebra = { requests: [asks('subject.mathematics.algebra'), asks('adaptation')] };
    const low = { ...asksAlgebra, marks: { 'subject.mathematics': 3.2 } };
    expect(broken(marks, { marks: { 'subject.mathematics': 4.6 } }, low)).toBe('holds');
    expect(broken(marks, { marks: { 'subject.mathematics.algebra': 3.2 } }, low)).toBe('broken');
    expect(broken(marks, { marks: {} }, low)).toBe('holds');
    expect(broken({ ...marks, onMissing: 'fail' }, { marks: {} }, low)).toBe('data-missing');
  });

  it('applies only where its condition is true; a missing value makes a condition false', () => {
    const senior: Operator = {
      when: {
        all: [
          { not: { in: ['mentee.activity', ['passive']] } },
          { any: [{ exists: 'mentee.categories' }, { compare: ['mentee.grade', '>', 8] }] },
        ],
      },
      compare: ['mentor.grade', '==', 11],
    };
    expect(broken(senior, { grade: 9 }, { grade: 9 })).toBe('broken');
    expect(broken(senior, { grade: 9 }, { grade: 9, activity: 'passive' })).toBe('holds');
    expect(broken(senior, { grade: 9 }, {})).toBe('holds');
    expect(
      broken({ ...senior, when: { intersects: ['mentee.categories', ['gifted']] } }, { grade: 9 }, {}),
    ).toBe('holds');
  });

  it('knows age on the day, and whether two share a school subject', () => {
    expect(broken({ compare: ['mentee.age', '>=', 7] }, {}, { birthYear: 2019 })).toBe('holds');
    expect(broken({ compare: ['mentee.age', '>=', 7] }, {}, { birthYear: 2020 })).toBe('broken');
    const same: Operator = { compare: ['pair.sameSubject', '==', true] };
    const asksAlgebra = { requests: [asks('subject.mathematics.algebra')] };
    expect(broken(same, { competences: [gives('subject.mathematics')] }, asksAlgebra)).toBe('holds');
    expect(broken(same, { competences: [gives('subject.physics')] }, asksAlgebra)).toBe('broken');
    expect(broken(same, { competences: [gives('adaptation')] }, asksAlgebra)).toBe('data-missing');
  });
});

describe('rules of the engine itself', () => {
  const codes = (who: Mentor, whom: Mentee, barred: BarReason[] = [], wishes: Partial<Policy> = {}) =>
    checkPair(pool({ policy: policy(wishes) }), who, whom, { barred }).broken.map(({ rule }) => rule);

  it('never pair a person with themselves', () => {
    expect(codes(mentor('m', { person: 'p' }), mentee('e', { person: 'p' }))).toEqual(['same-person']);
  });

  it('keep kinds that the form does not know apart', () => {
    expect(codes(mentor('m', { personKind: 'teacher' }), mentee('e', { personKind: 'teacher' }))).toEqual([
      'mentor-kind',
      'mentee-kind',
    ]);
  });

  it('let in mentors of other organisations only by the policy, in a mode that both can keep [S1-23]', () => {
    const remote = { ...participant('x').profile, modes: ['remote'] };
    const guest = mentor('m', { organisation: 'college', profile: remote });
    expect(codes(guest, mentee('e', { profile: remote }))).toEqual(['external']);
    const open = { external: { allowed: true, modes: ['remote'] } };
    expect(codes(guest, mentee('e', { profile: remote }), [], open)).toEqual([]);
    expect(codes(guest, mentee('e'), [], open)).toEqual(['external']);
  });

  it('let people of two organisations meet in person only within one municipality', () => {
    const near = { ...participant('x').profile, modes: ['in-person'] };
    const guest = mentor('m', { organisation: 'college', municipality: 'town', profile: near });
    const open = { external: { allowed: true, modes: ['in-person', 'remote'] } };
    expect(codes(guest, mentee('e', { municipality: 'town', profile: near }), [], open)).toEqual([]);
    expect(codes(guest, mentee('e', { municipality: 'village', profile: near }), [], open)).toEqual([
      'external',
    ]);
    const both = { ...near, modes: ['in-person', 'remote'] };
    const farMentor = { ...guest, profile: both };
    expect(codes(farMentor, mentee('e', { municipality: 'village', profile: both }), [], open)).toEqual([]);
  });

  it('name who barred a pair', () => {
    expect(codes(mentor('m'), mentee('e'), ['veto', 'rejected'])).toEqual(['veto', 'rejected']);
  });

  it('refuse a pair below the least score', () => {
    expect(
      codes(mentor('m'), mentee('e', { requests: [asks('adaptation')] }), [], { minScore: 0.2 }),
    ).toEqual(['min-score']);
  });
});

describe('variants', () => {
  const rule = (code: string, grade: number, more: Partial<Rule> = {}): Rule => ({
    code,
    title: { ru: code },
    source: 'S2',
    compare: ['mentor.grade', '>=', grade],
    ...more,
  });
  const setting = pool({
    rules: [rule('gap', 9, { variants: { not: ['peers'] } })],
    variants: [
      { code: 'leader', title: 'Лидер – пассивный', rules: [rule('leads', 10)] },
      { code: 'peers', title: 'Равный – равному', rules: [rule('peer', 7)] },
    ],
  });

  it('admit a pair under the first variant, in the catalogue’s order, whose rules it meets [S2-02]', () => {
    expect(checkPair(setting, mentor('m', { grade: 11 }), mentee('e'), {})).toMatchObject({
      eligible: true,
      variant: 'leader',
    });
    expect(checkPair(setting, mentor('m', { grade: 8 }), mentee('e'), {})).toMatchObject({
      eligible: true,
      variant: 'peers',
    });
  });

  it('all name their broken rules; the pair’s own are those of the nearest variant', () => {
    const check = checkPair(setting, mentor('m', { grade: 6 }), mentee('e'), {});
    expect(check.broken.map(({ rule }) => rule)).toEqual(['peer']);
    expect(check.variants.map(({ broken }) => broken.map(({ rule }) => rule))).toEqual([
      ['gap', 'leads'],
      ['peer'],
    ]);
  });
});

describe('rules that cannot be evaluated', () => {
  const check = (operator: Operator) => broken(operator, {}, {});

  it.each<[string, Operator, string]>([
    ['no operator', {}, 'bad-rule'],
    ['two operators', { exists: 'mentor.grade', in: ['mentor.grade', [1]] }, 'bad-rule'],
    ['an unknown side', { exists: 'curator.grade' }, 'bad-path'],
    ['an unknown pair value', { exists: 'pair.weather' }, 'bad-path'],
    ['an unknown parameter', { compare: ['mentor.grade', '>', { param: 'least' }] }, 'unknown-param'],
    [
      'a word for a number',
      { compare: ['mentor.grade', '>', 1], plus: { param: 'min' }, params: { min: 'many' } },
      'bad-value',
    ],
  ])('are refused: %s', (_, operator, code) => {
    expect(() => check(operator)).toThrow(expect.objectContaining({ name: RuleError.name, code }));
  });

  it('are refused where a topic is its own ancestor', () => {
    const topics = [
      { code: 'a', parent: 'b' },
      { code: 'b', parent: 'a' },
    ];
    expect(() => checkPair({ ...pool(), topics }, mentor('m'), mentee('e'), {})).toThrow(
      expect.objectContaining({ code: 'topic-cycle' }),
    );
  });
});
