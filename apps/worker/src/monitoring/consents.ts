import type { ConsentPurpose } from '@app/contracts';
import type { ConsentRecord, Day } from './programme-data.js';

/**
 * Whether a consent of this purpose holds on `day`: the definition of `hasConsent` in `@app/persistence`, for people
 * that are in memory. Given on or before the day, not past its term (inclusive), not withdrawn; a withdrawal ends
 * every older consent too, whatever day is asked for: from then on the person is in no new report (design.md §8).
 */
export function hasConsent(consents: readonly ConsentRecord[], purpose: ConsentPurpose, day: Day): boolean {
  const own = consents.filter((consent) => consent.purpose === purpose);
  const withdrawals = own.flatMap((consent) => consent.withdrawnOn ?? []);
  return own.some(
    (consent) =>
      consent.withdrawnOn === null &&
      consent.givenOn <= day &&
      (consent.validUntil === null || consent.validUntil >= day) &&
      !withdrawals.some((withdrawnOn) => withdrawnOn >= consent.givenOn),
  );
}
