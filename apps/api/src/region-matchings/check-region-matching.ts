import type { Catalogue } from '@app/catalogue';
import type { CreateRegionMatchingDto, FieldCode, FieldError, Policy } from '@app/contracts';
import { policyOf } from '../programmes/check-programme.js';

export type CheckedRegionMatching =
  { ok: true; policy: Policy } | { ok: false; errors: readonly FieldError[] };

/**
 * Holds a region's matching against the catalogue, as a programme is held: its form, the form's variants and kinds, the
 * policy; and that a municipality is named where the scope is one.
 *
 * @returns the policy with every field present, or everything that is wrong, by field
 */
export function checkRegionMatching(
  catalogue: Catalogue,
  body: CreateRegionMatchingDto,
): CheckedRegionMatching {
  const form = catalogue.form(body.form);
  if (!form) return { ok: false, errors: [error('form', 'unknown-form'), ...checkScope(body)] };
  const errors = [
    ...unknown('variants', body.variants, new Set(form.variants.map((one) => one.code)), 'unknown-variant'),
    ...unknown('kinds', body.kinds, new Set(form.kinds), 'unknown-kind'),
    ...checkScope(body),
  ];
  // A region's matching has no modes of its own: people meet as they can, and as `external` lets them.
  const modes = catalogue.data.modes.map((one) => one.code);
  const policy = policyOf(catalogue, form, body.policy, { kinds: body.kinds, modes });
  if (!policy.ok) {
    const inPolicy = (field: string) => (field === '' ? 'policy' : `policy.${field}`);
    errors.push(...policy.errors.map((one) => ({ ...one, field: inPolicy(one.field) })));
  }
  return policy.ok && errors.length === 0 ? policy : { ok: false, errors };
}

function checkScope({ scope, municipality }: CreateRegionMatchingDto): FieldError[] {
  if (scope === 'municipality' && municipality === undefined) return [error('municipality', 'required')];
  if (scope === 'region' && municipality !== undefined) return [error('municipality', 'not-allowed')];
  return [];
}

function unknown(
  field: string,
  values: readonly string[],
  known: ReadonlySet<string>,
  code: FieldCode,
): FieldError[] {
  return values.flatMap((value, i) => (known.has(value) ? [] : [error(`${field}[${i}]`, code)]));
}

const error = (field: string, code: FieldCode): FieldError => ({ field, code, message: '' });
