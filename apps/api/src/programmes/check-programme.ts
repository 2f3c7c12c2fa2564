import type { Catalogue } from '@app/catalogue';
import type { CreateProgrammeDto, FieldCode, FieldError, Form, Policy } from '@app/contracts';
import { addDays, addMonths } from './days.js';

/** Kinds whose pairs are groups only where no kind of one-to-one work stands beside them (design.md §6). */
const GROUP = 'group';
const TRADITIONAL = 'traditional';
const SMALLEST_GROUP = 2;
/** The kind in which each of two people mentors the other (S1 §2.3). */
const REVERSE = 'reverse';
/** The rule that a mentee can help the mentor too. */
const REVERSE_RULE = 'reverse-covered';

export type CheckedProgramme = { ok: true; policy: Policy } | { ok: false; errors: readonly FieldError[] };

/**
 * Holds a programme against the catalogue: its form, the form's variants and kinds, modes, term and policy.
 *
 * @returns the policy with every field present, or everything that is wrong, by field. Messages that are
 *   empty are filled in by code where the answer is written.
 */
export function checkProgramme(catalogue: Catalogue, body: CreateProgrammeDto): CheckedProgramme {
  const form = catalogue.form(body.form);
  if (!form) return { ok: false, errors: [error('form', 'unknown-form')] };
  const errors = [
    ...unknown('variants', body.variants, new Set(form.variants.map((one) => one.code)), 'unknown-variant'),
    ...unknown('kinds', body.kinds, new Set(form.kinds), 'unknown-kind'),
    ...unknown('modes', body.modes, new Set(catalogue.data.modes.map((one) => one.code)), 'unknown-code'),
    ...checkTerm(catalogue, body),
  ];
  const policy = programmePolicyOf(catalogue, form, body.policy, body);
  if (!policy.ok) errors.push(...policy.errors.map((one) => ({ ...one, field: inPolicy(one.field) })));
  return policy.ok && errors.length === 0 ? policy : { ok: false, errors };
}

const inPolicy = (field: string) => (field === '' ? 'policy' : `policy.${field}`);

/**
 * The form's default policy with the overrides on top, and with what follows from the programme itself unless
 * the overrides say otherwise: a programme of groups only makes no pair of two, and rules about modes of
 * meeting mean the programme's modes.
 */
export function policyOf(
  catalogue: Catalogue,
  form: Form,
  overrides: unknown,
  programme: { kinds: string[]; modes: string[] },
): CheckedProgramme {
  const merged = catalogue.effectivePolicy(form.code, overrides);
  if (!merged.ok) return merged;
  const sent = (overrides ?? {}) as Partial<Policy>;
  const { policy } = merged;
  if (sent.groupMinimum === undefined && isOfGroups(programme.kinds)) policy.groupMinimum = SMALLEST_GROUP;
  for (const rule of form.rules) {
    if (rule.params?.['modes'] === undefined || sent.rules?.[rule.code]?.params?.['modes'] !== undefined)
      continue;
    const override = policy.rules[rule.code];
    policy.rules[rule.code] = { ...override, params: { ...override?.params, modes: programme.modes } };
  }
  return { ok: true, policy };
}

/**
 * `policyOf` for a programme: only mentoring in two directions makes two people each other's mentors by default, and
 * where there is no other kind, each must be able to help the other (S1 §2.3).
 */
export function programmePolicyOf(
  catalogue: Catalogue,
  form: Form,
  overrides: unknown,
  programme: { kinds: string[]; modes: string[] },
): CheckedProgramme {
  const checked = policyOf(catalogue, form, overrides, programme);
  if (!checked.ok) return checked;
  const { policy } = checked;
  policy.reciprocal ??= programme.kinds.includes(REVERSE);
  const isReverseOnly = programme.kinds.every((kind) => kind === REVERSE);
  if (isReverseOnly && form.rules.some((rule) => rule.code === REVERSE_RULE)) {
    policy.rules[REVERSE_RULE] = { enabled: true, ...policy.rules[REVERSE_RULE] };
  }
  return checked;
}

const isOfGroups = (kinds: string[]) => kinds.includes(GROUP) && !kinds.includes(TRADITIONAL);

/** The term must suit at least one of the programme's kinds (S1 §1.2: 3 months to a year). */
function checkTerm(catalogue: Catalogue, body: CreateProgrammeDto): FieldError[] {
  if (body.endsOn < body.startsOn) return [error('endsOn', 'date-order')];
  const fits = termFits(catalogue, body.kinds, body.startsOn, body.endsOn);
  return fits ? [] : [error('endsOn', 'term-out-of-range')];
}

/** Whether a term, both days inclusive, suits at least one of the kinds; a kind without bounds allows any. */
export function termFits(
  catalogue: Catalogue,
  kinds: readonly string[],
  startsOn: string,
  endsOn: string,
): boolean {
  const terms = kinds.flatMap((code) => catalogue.kind(code)?.termMonths ?? []);
  const bounded = kinds.every((code) => (catalogue.kind(code)?.termMonths ?? null) !== null);
  if (!bounded || terms.length === 0) return true;
  const dayAfter = addDays(endsOn, 1);
  return (
    dayAfter >= addMonths(startsOn, Math.min(...terms)) && dayAfter <= addMonths(startsOn, Math.max(...terms))
  );
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
