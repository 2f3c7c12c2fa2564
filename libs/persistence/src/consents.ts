import type { ConsentPurpose } from '@app/contracts';
import type { EntityManager } from 'typeorm';

/** Places in a statement, `$3` or a column such as `e.person_id`: written by us, never a caller's value. */
export interface ConsentPlaces {
  organisation: string;
  person: string;
  /** The day on which the consent must hold. */
  day: string;
  purpose: ConsentPurpose;
}

/**
 * The one definition of a valid consent, as an SQL condition for API, matching and monitoring alike: given on or
 * before the day, not past its term (inclusive), and not withdrawn. A recorded withdrawal ends it at once, whatever
 * day a calculation is made for, and with it every older consent for the same purpose; only a consent given after
 * the withdrawal counts again (152-ФЗ, art. 9; domain.md §4.4).
 *
 * Two look-ups by index for each person. Joins instead (EXISTS … NOT EXISTS …) took minutes for the first import of an
 * organisation that the planner's statistics did not know yet.
 *
 * @example `SELECT … FROM bank_entry e WHERE ${hasConsent({ organisation: 'e.organisation_id', person: 'e.person_id', day: '$2', purpose: 'personal-data' })}`
 */
export function hasConsent({ organisation, person, day, purpose }: ConsentPlaces): string {
  const ofPerson = (alias: string) =>
    `${alias}.organisation_id = ${organisation} AND ${alias}.person_id = ${person} AND ${alias}.purpose = '${purpose}'`;
  return `coalesce(
    (SELECT max(c.given_on) FROM consent c
      WHERE ${ofPerson('c')} AND c.withdrawn_on IS NULL AND c.given_on <= ${day}::date
        AND (c.valid_until IS NULL OR c.valid_until >= ${day}::date))
    > coalesce((SELECT max(w.withdrawn_on) FROM consent w WHERE ${ofPerson('w')}), '-infinity'), false)`;
}

/** External ids of the people of an organisation whose consent for the purpose holds on the day (`YYYY-MM-DD`). */
export async function consentingPeople(
  tx: EntityManager,
  organisation: string,
  purpose: ConsentPurpose,
  day: string,
): Promise<Set<string>> {
  const condition = hasConsent({ organisation: 'p.organisation_id', person: 'p.id', day: '$2', purpose });
  const rows = await tx.query<{ id: string }[]>(
    `SELECT p.external_id AS id FROM person p WHERE p.organisation_id = $1 AND ${condition}`,
    [organisation, day],
  );
  return new Set(rows.map((row) => row.id));
}

/**
 * Those of the people (by external id) who have withdrawn their consent to the use of personal data and have given none
 * since, or who were erased.
 */
export async function withdrawnPeople(
  tx: EntityManager,
  organisation: string,
  people: readonly string[],
): Promise<Set<string>> {
  const rows = await tx.query<{ id: string }[]>(
    `SELECT p.external_id AS id FROM person p WHERE p.organisation_id = $1 AND p.external_id = ANY ($2)
       AND (p.erased_at IS NOT NULL OR (SELECT max(c.withdrawn_on) >= coalesce(
          max(c.given_on) FILTER (WHERE c.withdrawn_on IS NULL), '-infinity') FROM consent c
         WHERE c.organisation_id = p.organisation_id AND c.person_id = p.id AND c.purpose = 'personal-data'))`,
    [organisation, people],
  );
  return new Set(rows.map((row) => row.id));
}
