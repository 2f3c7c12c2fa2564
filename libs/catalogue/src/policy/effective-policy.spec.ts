import { loadCatalogue } from '@app/catalogue';
import type { FieldError, Policy } from '@app/contracts';

const catalogue = loadCatalogue();
const FORM = 'student-student';

function accepted(overrides?: unknown): Policy {
  const result = catalogue.effectivePolicy(FORM, overrides);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.policy;
}

function errors(overrides: unknown, form = FORM): FieldError[] {
  const result = catalogue.effectivePolicy(form, overrides);
  return result.ok ? [] : result.errors;
}

describe('the policy that a programme runs under', () => {
  it('is the default of the form when the programme says nothing', () => {
    expect(accepted()).toEqual(catalogue.form(FORM)?.defaultPolicy);
    expect(accepted({})).toEqual(catalogue.form(FORM)?.defaultPolicy);
    expect(accepted()).toMatchObject({
      objective: 'total',
      weights: { request: 50, profile: 20, compatibility: 30 },
      compatibility: { assessment: 2, traits: 1, interest: 1 },
      tiers: [],
      external: { allowed: false },
      windows: {
        entryDaysBeforeStart: 120,
        entryDaysAfterStart: 30,
        exitDaysBeforeEnd: 30,
        exitDaysAfterEnd: 120,
      },
    });
  });

  it('keeps the default of what is not overridden, field by field', () => {
    const policy = accepted({
      weights: { request: 80 },
      external: { allowed: true },
      windows: { exitDaysAfterEnd: 60 },
      rules: { 'grade-gap': { params: { min: 2 } }, 'shift-overlap': { enabled: true } },
    });
    expect(policy.weights).toEqual({ request: 80, profile: 20, compatibility: 30 });
    expect(policy.external).toEqual({ allowed: true, modes: ['remote'] });
    expect(policy.windows).toMatchObject({ exitDaysAfterEnd: 60, entryDaysBeforeStart: 120 });
    expect(policy.rules).toEqual({
      'grade-gap': { params: { min: 2 } },
      'shift-overlap': { enabled: true },
    });
  });

  it('replaces features and tiers whole', () => {
    const features = [{ field: 'profile.hobby', kind: 'category', weight: 1 }];
    const tiers = [{ categories: ['disability', 'hard-situation'] }, { waitingDaysAtLeast: 180 }];
    expect(accepted({ features, tiers })).toMatchObject({ features, tiers });
    expect(accepted({ features: [] }).features).toEqual([]);
  });

  it('accepts the example of the HTTP contract', () => {
    const example = {
      objective: 'total',
      minScore: 0.2,
      seed: 1,
      alternatives: 3,
      weights: { request: 50, profile: 20, compatibility: 30 },
      compatibility: { assessment: 2, traits: 1, interest: 1, complementary: ['dominance'] },
      features: [
        { field: 'profile.interests', kind: 'set', weight: 2 },
        { field: 'profile.shift', kind: 'category', weight: 1 },
        { field: 'grade', kind: 'above', range: 4, weight: 1 },
      ],
      tiers: [{ categories: ['disability', 'hard-situation'] }, { waitingDaysAtLeast: 180 }],
      rules: { 'grade-gap': { params: { min: 2 } }, 'shift-overlap': { enabled: true } },
      minimum: 0,
      groupMinimum: 0,
      external: { allowed: false, modes: ['remote'] },
    };
    expect(accepted(example)).toMatchObject(example);
  });

  it('is a copy that may be changed, and leaves the overrides as they were', () => {
    const overrides = Object.freeze({ weights: Object.freeze({ request: 10 }) });
    const policy = accepted(overrides);
    policy.weights.profile = 99;
    policy.features.pop();
    expect(accepted(overrides).weights.profile).toBe(20);
    expect(accepted(overrides).features).toHaveLength(3);
  });

  it('is the same for every form of the catalogue: its own default is valid', () => {
    for (const form of catalogue.data.forms) {
      expect(catalogue.effectivePolicy(form.code, form.defaultPolicy)).toEqual({
        ok: true,
        policy: form.defaultPolicy,
      });
    }
  });

  it('is asked for a known form only', () => {
    expect(() => catalogue.effectivePolicy('duel')).toThrow(RangeError);
  });
});

describe('overrides that make no sense are refused with field, code and Russian text', () => {
  it.each([
    ['no object', null, '', 'wrong-type'],
    ['a list', [], '', 'wrong-type'],
    ['an unknown field', { colour: 1 }, 'colour', 'unknown-field'],
    ['an unknown weight', { weights: { beauty: 1 } }, 'weights.beauty', 'unknown-field'],
    ['a weight that is no whole number', { weights: { request: 0.5 } }, 'weights.request', 'wrong-type'],
    ['a negative weight', { weights: { request: -1 } }, 'weights.request', 'out-of-range'],
    [
      'no positive weight',
      { weights: { request: 0, profile: 0, compatibility: 0 } },
      'weights',
      'out-of-range',
    ],
    ['a word for a number', { minScore: '0.2' }, 'minScore', 'wrong-type'],
    ['a score above 1', { minScore: 20 }, 'minScore', 'out-of-range'],
    ['an unknown objective', { objective: 'best' }, 'objective', 'not-allowed'],
    ['an unknown rule', { rules: { 'no-such': {} } }, 'rules.no-such', 'unknown-rule'],
    ['a rule of another form', { rules: { 'same-subject': {} } }, 'rules.same-subject', 'unknown-rule'],
    [
      'an unknown parameter',
      { rules: { 'grade-gap': { params: { max: 2 } } } },
      'rules.grade-gap.params.max',
      'unknown-field',
    ],
    [
      'a parameter of another type',
      { rules: { 'grade-gap': { params: { min: '2' } } } },
      'rules.grade-gap.params.min',
      'wrong-type',
    ],
    [
      'a parameter of a rule without parameters',
      { rules: { 'shift-overlap': { params: { min: 2 } } } },
      'rules.shift-overlap.params.min',
      'unknown-field',
    ],
    [
      'a rule switched by a word',
      { rules: { 'grade-gap': { enabled: 'no' } } },
      'rules.grade-gap.enabled',
      'wrong-type',
    ],
    ['an unknown category', { tiers: [{ categories: ['lazy'] }] }, 'tiers[0].categories', 'unknown-category'],
    ['an empty tier', { tiers: [{}] }, 'tiers[0]', 'required'],
    ['an unknown mode', { external: { modes: ['telepathy'] } }, 'external.modes', 'unknown-code'],
    [
      'an unknown trait',
      { compatibility: { complementary: ['charm'] } },
      'compatibility.complementary',
      'unknown-code',
    ],
    [
      'a feature of no field',
      { features: [{ field: 'height', kind: 'number', weight: 1, range: 1 }] },
      'features[0].field',
      'not-allowed',
    ],
    [
      'a set made of a number',
      { features: [{ field: 'grade', kind: 'set', weight: 1 }] },
      'features[0].kind',
      'not-allowed',
    ],
    [
      'a number without range',
      { features: [{ field: 'grade', kind: 'above', weight: 1 }] },
      'features[0].range',
      'required',
    ],
    [
      'a range of nought',
      { features: [{ field: 'grade', kind: 'above', weight: 1, range: 0 }] },
      'features[0].range',
      'out-of-range',
    ],
    [
      'a range of a set',
      { features: [{ field: 'profile.modes', kind: 'set', weight: 1, range: 2 }] },
      'features[0].range',
      'unknown-field',
    ],
    [
      'a feature twice',
      {
        features: [
          { field: 'profile.modes', kind: 'set', weight: 1 },
          { field: 'profile.modes', kind: 'set', weight: 2 },
        ],
      },
      'features[1].field',
      'duplicate',
    ],
    ['a group of one', { groupMinimum: 1 }, 'groupMinimum', 'not-allowed'],
    ['a seed that is too large', { seed: 2 ** 32 }, 'seed', 'out-of-range'],
    ['a prototype as a rule', JSON.parse('{"rules":{"__proto__":{}}}'), 'rules.__proto__', 'unknown-rule'],
    ['an inherited name as a rule', { rules: { constructor: {} } }, 'rules.constructor', 'unknown-rule'],
    [
      'an inherited name as a parameter',
      { rules: { 'grade-gap': { params: { toString: 1 } } } },
      'rules.grade-gap.params.toString',
      'unknown-field',
    ],
  ])('%s', (_what, overrides, field, code) => {
    const found = errors(overrides);
    expect(found).toContainEqual({ field, code, message: expect.stringMatching(/[а-яё]/i) });
  });

  it('tells all mistakes at once, with what is allowed instead', () => {
    const found = errors({ objective: 'best', weights: { request: -1 } });
    expect(found.map(({ field }) => field).sort()).toEqual(['objective', 'weights.request']);
    expect(found.find(({ field }) => field === 'objective')?.message).toContain('total, worst-off-first');
    expect(errors({ weights: { request: -1 } })[0]?.message).toContain('не меньше 0');
    expect(errors({ rules: { 'grade-gap': { params: { min: '2' } } } })[0]?.message).toContain('нужно число');
  });
});
