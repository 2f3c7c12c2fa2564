import type { Bank } from '@app/contracts';
import type { EntityManager } from 'typeorm';

const OF_PERSON = (alias: string) =>
  `${alias}.organisation_id = p.organisation_id AND ${alias}.person_id = p.id AND ${alias}.purpose = 'personal-data'`;

/** A personal-data consent was withdrawn, and none was given after that. Look-ups, not joins: see `hasConsent`. */
const WITHDRAWN = `coalesce(
    (SELECT max(w.withdrawn_on) FROM consent w WHERE ${OF_PERSON('w')})
    >= coalesce((SELECT max(c.given_on) FROM consent c WHERE ${OF_PERSON('c')} AND c.withdrawn_on IS NULL), '-infinity'),
    false)`;

/**
 * Erases the personal fields of those of the persons who have withdrawn their personal-data consent (152-ФЗ, art. 21),
 * in both banks. External ids stay, so that pairs and frozen reports keep their history; consents stay as the proof of
 * what was allowed and when. Whoever consents anew is filled in again by the next import.
 */
export async function eraseWithdrawn(
  tx: EntityManager,
  organisation: string,
  persons: readonly string[],
): Promise<void> {
  const [erased] = await tx.query<[{ id: string }[], number]>(
    `UPDATE person p SET display_name = NULL, sex = NULL, birth_year = NULL, erased_at = coalesce(erased_at, now())
     WHERE p.organisation_id = $1 AND p.id = ANY ($2) AND ${WITHDRAWN} RETURNING p.id`,
    [organisation, persons],
  );
  const ids = erased.map((row) => row.id);
  await tx.query(
    `UPDATE bank_entry SET grade = NULL, experience_years = NULL, categories = '{}', activity = NULL,
       competences = '[]', requests = '[]', profile = $3, capacity = 0, waiting_since = NULL, marks = '{}',
       evidence = '[]'
     WHERE organisation_id = $1 AND person_id = ANY ($2)`,
    [organisation, ids, JSON.stringify(EMPTY_PROFILE)],
  );
  await reviveConsenting(tx, organisation, persons);
  await staleMoments(tx, organisation, ids);
}

const EMPTY_PROFILE = { interests: [], languages: [], shift: null, modes: [], traits: {} };

/** What was erased in the other bank must not pass for unchanged when that bank is imported again. */
async function reviveConsenting(
  tx: EntityManager,
  organisation: string,
  persons: readonly string[],
): Promise<void> {
  const [revived] = await tx.query<[{ id: string }[], number]>(
    `UPDATE person p SET erased_at = NULL
     WHERE p.organisation_id = $1 AND p.id = ANY ($2) AND p.erased_at IS NOT NULL AND NOT ${WITHDRAWN} RETURNING p.id`,
    [organisation, persons],
  );
  if (revived.length === 0) return;
  await tx.query(
    `UPDATE bank_entry SET digest = '' WHERE organisation_id = $1 AND person_id = ANY ($2)
       AND updated_at < now()`,
    [organisation, revived.map((row) => row.id)],
  );
}

/** Sums over a programme's people are made anew when one of them leaves. */
async function staleMoments(
  tx: EntityManager,
  organisation: string,
  persons: readonly string[],
): Promise<void> {
  if (persons.length === 0) return;
  await tx.query(
    `UPDATE programme SET moments_stale = true WHERE organisation_id = $1 AND id IN (
       SELECT m.programme_id FROM measurement m JOIN person p
         ON p.organisation_id = m.organisation_id AND p.external_id = m.person
       WHERE p.organisation_id = $1 AND p.id = ANY ($2))`,
    [organisation, persons],
  );
}

/**
 * Erases an entry; with a person's last entry also their personal fields, consents, and what others said about them
 * (compatibilities, restrictions, ratings). What pairs and reports refer to keeps the external id and nothing more.
 * @returns false when there is no such entry
 */
export async function eraseEntry(
  tx: EntityManager,
  organisation: string,
  bank: Bank,
  externalId: string,
): Promise<boolean> {
  const [[entry]] = await tx.query<[{ person_id: string }[], number]>(
    `DELETE FROM bank_entry WHERE organisation_id = $1 AND bank = $2 AND external_id = $3 RETURNING person_id`,
    [organisation, bank, externalId],
  );
  if (!entry) return false;
  const [others] = await tx.query<{ count: number }[]>(
    `SELECT count(*)::int AS count FROM bank_entry WHERE organisation_id = $1 AND person_id = $2`,
    [organisation, entry.person_id],
  );
  if (others && others.count > 0) return true;
  await tx.query(
    `UPDATE person SET display_name = NULL, sex = NULL, birth_year = NULL, erased_at = now()
     WHERE organisation_id = $1 AND id = $2`,
    [organisation, entry.person_id],
  );
  await tx.query(`DELETE FROM consent WHERE organisation_id = $1 AND person_id = $2`, [
    organisation,
    entry.person_id,
  ]);
  for (const table of ['compatibility', 'restriction', 'preference']) {
    await tx.query(`DELETE FROM ${table} WHERE organisation_id = $1 AND (mentor = $2 OR mentee = $2)`, [
      organisation,
      externalId,
    ]);
  }
  await staleMoments(tx, organisation, [entry.person_id]);
  return true;
}
