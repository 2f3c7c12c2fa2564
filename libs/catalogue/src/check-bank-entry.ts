import type { BankEntryFields, FieldError } from '@app/contracts';
import type { Catalogue } from './catalogue.js';

/** What of a bank entry the catalogue does not know: person kind, categories, topics, modes, traits. */
export function checkBankEntry(catalogue: Catalogue, entry: BankEntryFields): FieldError[] {
  const errors: FieldError[] = [];
  const expect = (known: unknown, field: string, code: FieldError['code']) => {
    if (known === undefined) errors.push({ field, code, message: '' });
  };
  const topics = (field: string, topic: string) => expect(catalogue.topic(topic), field, 'unknown-topic');

  expect(catalogue.personKind(entry.personKind), 'personKind', 'unknown-person-kind');
  entry.categories?.forEach((code, i) =>
    expect(catalogue.category(code), `categories[${i}]`, 'unknown-category'),
  );
  entry.competences?.forEach(({ topic }, i) => topics(`competences[${i}].topic`, topic));
  entry.requests?.forEach(({ topic }, i) => topics(`requests[${i}].topic`, topic));
  Object.keys(entry.marks ?? {}).forEach((topic) => topics(`marks.${topic}`, topic));
  entry.profile?.modes?.forEach((code, i) =>
    expect(catalogue.mode(code), `profile.modes[${i}]`, 'unknown-code'),
  );
  for (const [code, value] of Object.entries(entry.profile?.traits ?? {})) {
    const trait = catalogue.trait(code);
    expect(trait, `profile.traits.${code}`, 'unknown-code');
    if (trait && (value < trait.min || value > trait.max))
      errors.push({ field: `profile.traits.${code}`, code: 'out-of-range', message: '' });
  }
  return [...errors, ...consentErrors(entry)];
}

/** A consent ends after it begins, and stands once for its purpose and day. */
function consentErrors(entry: BankEntryFields): FieldError[] {
  const seen = new Set<string>();
  return (entry.consents ?? []).flatMap((consent, i): FieldError[] => {
    const field = `consents[${i}]`;
    const { givenOn, validUntil, withdrawnOn } = consent;
    if (validUntil && validUntil < givenOn)
      return [{ field: `${field}.validUntil`, code: 'date-order', message: '' }];
    if (withdrawnOn && withdrawnOn < givenOn)
      return [{ field: `${field}.withdrawnOn`, code: 'date-order', message: '' }];
    const key = `${consent.purpose} ${givenOn}`;
    if (seen.has(key)) return [{ field, code: 'duplicate', message: '' }];
    seen.add(key);
    return [];
  });
}
