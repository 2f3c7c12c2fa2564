import type { Form } from '@app/contracts';
import { checkPair, type BrokenRule, type PairSetting, type Participant } from '@app/matching/rules';
import { loadCatalogue } from '@app/catalogue';

/** A participant of whom nothing is known but what is given. */
export function person(
  about: Partial<Omit<Participant, 'profile'>> & { profile?: Partial<Participant['profile']> },
): Participant {
  const { profile, ...rest } = about;
  return {
    id: 'p',
    person: about.id ?? 'p',
    organisation: 'school',
    personKind: 'student',
    sex: null,
    birthYear: null,
    grade: null,
    experienceYears: null,
    categories: [],
    activity: null,
    competences: [],
    requests: [],
    trained: false,
    waitingSince: null,
    marks: {},
    evidence: [],
    ...rest,
    profile: { interests: [], languages: [], shift: null, modes: [], traits: {}, ...profile },
  };
}

export const level = (topic: string) => ({ topic, level: 4 });
export const request = (topic: string) => ({ topic, importance: 3 });

function setting(form: Form, overrides: unknown): PairSetting {
  const catalogue = loadCatalogue();
  const effective = catalogue.effectivePolicy(form.code, overrides);
  if (!effective.ok) throw new Error(JSON.stringify(effective.errors));
  return {
    asOf: '2026-10-01',
    topics: catalogue.data.topics.map(({ code, parent }) => ({ code, parent })),
    mentorKinds: form.mentor.personKinds,
    menteeKinds: form.mentee.personKinds,
    rules: form.rules,
    variants: form.variants.map(({ code, title, rules }) => ({ code, title: title.ru, rules })),
    policy: effective.policy,
  };
}

/** Which rules a pair breaks under each variant of a form, as the engine finds them; empty: it passes. */
export function brokenBy(
  code: string,
  mentor: Participant,
  mentee: Participant,
  overrides: unknown = { minScore: 0 },
): Record<string, string[]> {
  const form = loadCatalogue().form(code);
  if (!form) throw new Error(`no form ${code}`);
  const check = checkPair(
    setting(form, overrides),
    { ...mentor, id: 'm', person: 'm' },
    { ...mentee, id: 'e', person: 'e' },
    {},
  );
  return Object.fromEntries(check.variants.map(({ variant, broken }) => [variant, broken.map(told)]));
}

const told = ({ rule, reason }: BrokenRule) => (reason === 'data-missing' ? `${rule}?` : rule);

/** Codes of the variants under which the pair is eligible. */
export function eligibleVariants(...args: Parameters<typeof brokenBy>): string[] {
  return Object.entries(brokenBy(...args))
    .filter(([, broken]) => broken.length === 0)
    .map(([variant]) => variant);
}
