import type { FieldCode, Form, PolicyFeature, Policy, PolicyQuota, Rule, RuleParam } from '@app/contracts';

/** Codes that a policy may name. */
export interface PolicyCodes {
  categories: ReadonlySet<string>;
  modes: ReadonlySet<string>;
  traits: ReadonlySet<string>;
}

export interface PolicyIssue {
  /** Path within the policy: `rules.grade-gap.params.min`. */
  field: string;
  code: FieldCode;
  /** For the message: the value, what is allowed. */
  params: Record<string, string | number>;
}

/** What kind of value a field of the profile similarity has. */
const FEATURE_FIELDS: Record<string, 'list' | 'number' | 'word'> = {
  categories: 'list',
  'profile.interests': 'list',
  'profile.languages': 'list',
  'profile.modes': 'list',
  grade: 'number',
  experienceYears: 'number',
  birthYear: 'number',
  sex: 'word',
  activity: 'word',
  personKind: 'word',
  'profile.shift': 'word',
};
const KINDS_OF = {
  list: ['set'],
  number: ['number', 'above', 'category'],
  word: ['category'],
} as const;

/**
 * What a schema cannot say of a policy: rules and parameters that the form does not have, unknown categories,
 * modes and traits, features that cannot be compared so, no positive weight. Empty if nothing.
 */
export function checkPolicy(policy: Partial<Policy>, form: Form, codes: PolicyCodes): PolicyIssue[] {
  return [
    ...checkRules(policy.rules ?? {}, form),
    ...(policy.features ?? []).flatMap((feature, index) => checkFeature(feature, `features[${index}]`)),
    ...repeatedFeatures(policy.features ?? []),
    ...(policy.tiers ?? []).flatMap((tier, index) =>
      unknown(`tiers[${index}].categories`, tier.categories ?? [], codes.categories, 'unknown-category'),
    ),
    ...unknown('compatibility.complementary', policy.compatibility?.complementary ?? [], codes.traits),
    ...unknown('external.modes', policy.external?.modes ?? [], codes.modes),
    ...checkWeights(policy),
    ...checkLoadCost(policy.loadCost ?? []),
    ...(policy.quotas ?? []).flatMap((quota, index) =>
      checkQuota(quota, `quotas[${index}]`, codes.categories),
    ),
  ];
}

function unknown(
  field: string,
  values: readonly string[],
  known: ReadonlySet<string>,
  code: FieldCode = 'unknown-code',
): PolicyIssue[] {
  return values
    .filter((value) => !known.has(value))
    .map((value) => ({ field, code, params: { value, allowed: [...known].join(', ') } }));
}

/** Every further mentee costs at least as much as the one before: else one mentor would be loaded before the next. */
function checkLoadCost(costs: readonly number[]): PolicyIssue[] {
  return costs.flatMap((cost, index): PolicyIssue[] => {
    const least = costs[index - 1] ?? 0;
    return cost >= least
      ? []
      : [{ field: `loadCost[${index}]`, code: 'out-of-range', params: { min: least } }];
  });
}

function checkQuota(
  { categories, share, count }: PolicyQuota,
  at: string,
  known: ReadonlySet<string>,
): PolicyIssue[] {
  const issues = unknown(`${at}.categories`, categories, known, 'unknown-category');
  if (share === undefined && count === undefined)
    issues.push({ field: `${at}.share`, code: 'required', params: {} });
  if (share && share[0] > share[1])
    issues.push({ field: `${at}.share[0]`, code: 'out-of-range', params: { max: share[1] } });
  return issues;
}

function rulesByCode(form: Form): Map<string, Rule> {
  const all = [...form.rules, ...form.variants.flatMap((variant) => variant.rules)];
  return new Map(all.map((rule) => [rule.code, rule]));
}

function checkRules(overrides: Policy['rules'], form: Form): PolicyIssue[] {
  const rules = rulesByCode(form);
  return Object.entries(overrides).flatMap(([code, override]) => {
    const rule = rules.get(code);
    if (!rule) {
      const allowed = [...rules.keys()].join(', ');
      return [{ field: `rules.${code}`, code: 'unknown-rule' as const, params: { value: code, allowed } }];
    }
    return checkParams(rule, override.params ?? {});
  });
}

function checkParams(rule: Rule, params: Record<string, RuleParam>): PolicyIssue[] {
  const defaults = rule.params ?? {};
  return Object.entries(params).flatMap(([name, value]): PolicyIssue[] => {
    const field = `rules.${rule.code}.params.${name}`;
    if (!Object.hasOwn(defaults, name)) {
      const allowed = Object.keys(defaults).join(', ') || '—';
      return [{ field, code: 'unknown-field', params: { value: name, allowed } }];
    }
    const expected = typeOf(defaults[name]);
    if (typeOf(value) !== expected) {
      return [{ field, code: 'wrong-type', params: { expected: PARAM_TYPES[expected] } }];
    }
    return [];
  });
}

type ParamType = 'number' | 'string' | 'list';
const PARAM_TYPES: Record<ParamType, string> = { number: 'число', string: 'строка', list: 'список строк' };

function typeOf(value: RuleParam | undefined): ParamType {
  if (Array.isArray(value)) return 'list';
  return typeof value === 'number' ? 'number' : 'string';
}

function checkFeature(feature: PolicyFeature, at: string): PolicyIssue[] {
  const known = Object.hasOwn(FEATURE_FIELDS, feature.field) ? FEATURE_FIELDS[feature.field] : undefined;
  // A profile may hold more than the template has, so any of its fields may be compared.
  if (known === undefined && !feature.field.startsWith('profile.')) {
    const allowed = [...Object.keys(FEATURE_FIELDS), 'profile.*'].join(', ');
    return [{ field: `${at}.field`, code: 'not-allowed', params: { value: feature.field, allowed } }];
  }
  const kinds: readonly string[] = known ? KINDS_OF[known] : Object.values(KINDS_OF).flat();
  if (!kinds.includes(feature.kind)) {
    const params = { value: feature.kind, allowed: kinds.join(', ') };
    return [{ field: `${at}.kind`, code: 'not-allowed', params }];
  }
  const measured = feature.kind === 'number' || feature.kind === 'above';
  if (measured && feature.range === undefined)
    return [{ field: `${at}.range`, code: 'required', params: {} }];
  if (!measured && feature.range !== undefined) {
    return [{ field: `${at}.range`, code: 'unknown-field', params: { value: 'range' } }];
  }
  return [];
}

function repeatedFeatures(features: readonly PolicyFeature[]): PolicyIssue[] {
  return features.flatMap((feature, index): PolicyIssue[] => {
    const first = features.findIndex((other) => other.field === feature.field);
    if (first === index) return [];
    return [{ field: `features[${index}].field`, code: 'duplicate', params: { value: feature.field } }];
  });
}

/** Of weights that are all present at least one must be positive, or every pair would score nothing. */
function checkWeights(policy: Partial<Policy>): PolicyIssue[] {
  const { weights, groupMinimum } = policy;
  const issues: PolicyIssue[] = [];
  if (weights && weights.request + weights.profile + weights.compatibility === 0) {
    issues.push({ field: 'weights', code: 'out-of-range', params: { min: 1 } });
  }
  if (groupMinimum === 1) {
    issues.push({ field: 'groupMinimum', code: 'not-allowed', params: { value: 1, allowed: '0, 2, 3…' } });
  }
  return issues;
}
