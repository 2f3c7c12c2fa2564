import type { FieldCode, FieldError, Form, Policy, RuleOverride } from '@app/contracts';
import { message } from '../messages.js';
import { policySchema } from '../schemas/policy.schema.js';
import { checkSchema, type SchemaIssue } from '../validate.js';
import { checkPolicy, type PolicyCodes, type PolicyIssue } from './check-policy.js';

export type EffectivePolicy = { ok: true; policy: Policy } | { ok: false; errors: FieldError[] };

const OVERRIDES = policySchema('part');

/**
 * The policy that a matching runs under: the form's default with a programme's overrides on top. Groups
 * (`weights`, `compatibility`, `external`, `windows`) and rules merge field by field, their lists and
 * `features` and `tiers` are replaced whole.
 *
 * @param overrides what a client sent as `policy`; `undefined` means none.
 * @returns a new policy with every field present, or what is wrong with the overrides, in Russian, with
 *   paths within the policy.
 */
export function effectivePolicy(form: Form, overrides: unknown, codes: PolicyCodes): EffectivePolicy {
  if (overrides === undefined) return { ok: true, policy: structuredClone(form.defaultPolicy) };
  const shape = checkSchema(OVERRIDES, overrides);
  if (shape.length > 0) return { ok: false, errors: shape.map(shapeError) };
  const policy = merge(form.defaultPolicy, overrides as PolicyOverrides);
  const issues = checkPolicy(policy, form, codes);
  return issues.length > 0 ? { ok: false, errors: issues.map(toError) } : { ok: true, policy };
}

type Groups = 'weights' | 'compatibility' | 'external' | 'windows';
type PolicyOverrides = Partial<Omit<Policy, Groups>> & { [Group in Groups]?: Partial<Policy[Group]> };

function merge(defaults: Policy, overrides: PolicyOverrides): Policy {
  return structuredClone({
    ...defaults,
    ...overrides,
    weights: { ...defaults.weights, ...overrides.weights },
    compatibility: { ...defaults.compatibility, ...overrides.compatibility },
    external: { ...defaults.external, ...overrides.external },
    windows: { ...defaults.windows, ...overrides.windows },
    rules: mergeRules(defaults.rules, overrides.rules ?? {}),
  });
}

function mergeRules(defaults: Policy['rules'], overrides: Policy['rules']): Policy['rules'] {
  const merged = new Map(Object.entries(defaults));
  for (const [code, override] of Object.entries(overrides)) {
    merged.set(code, mergeRule(merged.get(code) ?? {}, override));
  }
  return Object.fromEntries(merged);
}

function mergeRule(before: RuleOverride, override: RuleOverride): RuleOverride {
  const params = { ...before.params, ...override.params };
  return { ...before, ...override, ...(Object.keys(params).length > 0 ? { params } : {}) };
}

function toError(issue: PolicyIssue): FieldError {
  const { field, code, params } = issue;
  return { field, code, message: message(code, 'ru', { field, ...params }) };
}

const CODE_OF_KEYWORD: Record<string, FieldCode> = {
  additionalProperties: 'unknown-field',
  required: 'required',
  type: 'wrong-type',
  minimum: 'out-of-range',
  maximum: 'out-of-range',
  exclusiveMinimum: 'out-of-range',
  minItems: 'out-of-range',
  maxItems: 'out-of-range',
  minProperties: 'required',
  uniqueItems: 'duplicate',
  enum: 'not-allowed',
  pattern: 'bad-format',
  maxLength: 'too-long',
  minLength: 'required',
};

function shapeError({ path, keyword, params }: SchemaIssue): FieldError {
  const code = CODE_OF_KEYWORD[keyword] ?? 'bad-format';
  return {
    field: path,
    code,
    message: message(code, 'ru', { field: path, ...messageParams(keyword, params) }),
  };
}

const TYPES: Record<string, string> = {
  integer: 'целое число',
  number: 'число',
  string: 'строка',
  boolean: 'true или false',
  array: 'список',
  object: 'объект',
};

function messageParams(keyword: string, params: Record<string, unknown>): Record<string, string | number> {
  const allowed = params['allowedValues'];
  if (Array.isArray(allowed)) return { allowed: allowed.join(', ') };
  const type = params['type'];
  if (keyword === 'type') {
    const types = Array.isArray(type) ? type.map(String) : [String(type)];
    return { expected: types.map((name) => TYPES[name] ?? name).join(' или ') };
  }
  const limit = params['limit'];
  if (typeof limit !== 'number') return {};
  return keyword.startsWith('max') ? { max: limit } : { min: limit };
}
