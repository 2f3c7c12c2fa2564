import type { Rule } from '@app/contracts';
import type { Catalogue } from './catalogue.js';

/** What decides who may be a pair in a form, as the engine takes it; texts in Russian. */
export interface PairSetting {
  topics: { code: string; parent: string | null; title: string }[];
  mentorKinds: string[];
  menteeKinds: string[];
  rules: Rule[];
  /** In the catalogue's order, by which ties between variants are broken. */
  variants: { code: string; title: string; rules: Rule[] }[];
}

/**
 * A form's rules for the variants that a programme has chosen.
 * Throws `RangeError` for a form that the catalogue does not have.
 */
export function pairSetting(catalogue: Catalogue, form: string, variants: readonly string[]): PairSetting {
  const found = catalogue.form(form);
  if (!found) throw new RangeError(`the catalogue has no form "${form}"`);
  return {
    topics: catalogue.data.topics.map(({ code, parent, title }) => ({ code, parent, title: title.ru })),
    mentorKinds: found.mentor.personKinds,
    menteeKinds: found.mentee.personKinds,
    rules: found.rules,
    variants: found.variants
      .filter((variant) => variants.includes(variant.code))
      .map(({ code, title, rules }) => ({ code, title: title.ru, rules })),
  };
}
