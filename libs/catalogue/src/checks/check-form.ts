import type { Form } from '@app/contracts';
import { checkPolicy } from '../policy/check-policy.js';
import { checkRule } from './check-rule.js';
import type { CheckReport } from './report.js';

/** Checks a form: its variants, its rules one by one and together, the codes it names, its default policy. */
export function checkForm(form: Form, catalogue: CheckReport): void {
  const report = catalogue.of(form);
  report.references('mentor.personKinds', 'personKinds', form.mentor.personKinds);
  report.references('mentee.personKinds', 'personKinds', form.mentee.personKinds);
  report.references('kinds', 'kinds', form.kinds);
  const variants = new Set(form.variants.map((variant) => variant.code));
  report.unique(
    'variants',
    form.variants.map((variant) => variant.code),
  );
  form.rules.forEach((rule, index) => checkRule(rule, `rules[${index}]`, variants, report));
  form.variants.forEach((variant, at) => {
    variant.rules.forEach((rule, index) =>
      checkRule(rule, `variants[${at}].rules[${index}]`, variants, report),
    );
  });
  // A policy overrides rules by code, so a code must mean one rule.
  const all = [...form.rules, ...form.variants.flatMap((variant) => variant.rules)];
  report.unique(
    'rules',
    all.map((rule) => rule.code),
  );
  for (const error of checkPolicy(form.defaultPolicy, form, catalogue.known)) {
    report.add(`defaultPolicy.${error.field}`, 'bad-value', error.code);
  }
}
