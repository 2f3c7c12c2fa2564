import type { Random } from './random.js';
import type { Consent } from './types.js';

/** Every so many people have not signed yet: in the bank, but in no pool. */
const UNSIGNED_EVERY = 23;
const UNSIGNED_FROM = 7;
/** One consent was withdrawn. */
const WITHDRAWN_AT = 13;
const TESTED_SHARE = 0.94;

interface Signing {
  /** Place of the person in their list, from 0. */
  index: number;
  isMinor: boolean;
  isMentor: boolean;
  /** Share of people who let the psychologist test them. */
  testedShare?: number;
}

/**
 * What one person has signed. For a minor the legal representative signs. Without `personal-data` the
 * person stays in the bank and out of every matching; without `testing` no psychologist's sheet is filled in.
 */
export function consentsOf(person: Signing, chance: Random): Consent[] {
  if (person.index % UNSIGNED_EVERY === UNSIGNED_FROM) return [];
  const number = chance.integer(100, 999);
  const signed = (purpose: Consent['purpose']): Consent => ({
    purpose,
    givenOn: `2026-09-${String(chance.integer(1, 14)).padStart(2, '0')}`,
    by: person.isMinor ? 'representative' : 'self',
    document: `${number}/26`,
    validUntil: null,
    withdrawnOn: null,
  });
  const consents = [signed('personal-data')];
  if (chance.chance(person.testedShare ?? TESTED_SHARE)) consents.push(signed('testing'));
  if (person.isMentor) consents.push(signed('appointment'));
  if (person.index === WITHDRAWN_AT) for (const consent of consents) consent.withdrawnOn = '2026-09-18';
  return consents;
}

/** Whether a consent of this purpose stands on the day. */
export function hasConsent(consents: readonly Consent[], purpose: Consent['purpose'], day: string): boolean {
  return consents.some(
    (consent) =>
      consent.purpose === purpose &&
      consent.givenOn <= day &&
      (consent.validUntil === null || consent.validUntil >= day) &&
      (consent.withdrawnOn === null || consent.withdrawnOn > day),
  );
}
