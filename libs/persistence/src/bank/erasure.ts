import type { Bank } from '@app/contracts';
import type { EntityManager } from 'typeorm';
import type { DestructionAct } from '../entities/index.js';
import { erasePeople, recordAct } from '../erasure/index.js';
import type { PsychologicalCodes } from '../erasure/index.js';

const OF_PERSON = (alias: string) =>
  `${alias}.organisation_id = p.organisation_id AND ${alias}.person_id = p.id AND ${alias}.purpose = 'personal-data'`;

const LAST_WITHDRAWAL = `(SELECT max(w.withdrawn_on) FROM consent w WHERE ${OF_PERSON('w')})`;

/** A personal-data consent was withdrawn, and none was given after that. Look-ups, not joins: see `hasConsent`. */
const WITHDRAWN = `coalesce(${LAST_WITHDRAWAL}
    >= coalesce((SELECT max(c.given_on) FROM consent c WHERE ${OF_PERSON('c')} AND c.withdrawn_on IS NULL), '-infinity'),
    false)`;

interface WithdrawnPerson {
  id: string;
  externalId: string;
  withdrawnOn: string;
  document: string | null;
  /** Something about the person was kept before this transaction and has not been erased. */
  kept: boolean;
}

/**
 * Erases those of the persons who have withdrawn their personal-data consent (152-ФЗ, art. 21), everywhere, with an act
 * for each. External ids stay, so that pairs and frozen reports keep their history; consents stay as the proof of what
 * was allowed and when. Whoever consents anew is filled in again by the next import.
 * @param persons ids of persons, not external ids
 * @returns the acts; of whom nothing had been kept, there is none
 */
export async function eraseWithdrawn(
  tx: EntityManager,
  organisation: string,
  persons: readonly string[],
): Promise<DestructionAct[]> {
  const withdrawn = await withdrawnPersons(tx, organisation, persons);
  const brought = withdrawn.filter(({ kept }) => !kept);
  await emptyAgain(
    tx,
    organisation,
    brought.map(({ id }) => id),
  );
  const acts: DestructionAct[] = [];
  for (const person of withdrawn.filter(({ kept }) => kept)) {
    const people = [person.externalId];
    const destroyed = await erasePeople(tx, { organisation, people, cause: 'withdrawal' });
    const { withdrawnOn, document } = person;
    const withdrawal = { purpose: 'personal-data', withdrawnOn, document } as const;
    acts.push(
      await recordAct(tx, { organisation, people, reason: 'consent-withdrawn', withdrawal, destroyed }),
    );
  }
  await reviveConsenting(tx, organisation, persons);
  return acts;
}

function withdrawnPersons(
  tx: EntityManager,
  organisation: string,
  persons: readonly string[],
): Promise<WithdrawnPerson[]> {
  return tx.query(
    `SELECT p.id, p.external_id AS "externalId", ${LAST_WITHDRAWAL} AS "withdrawnOn",
            (SELECT c.withdrawal_document FROM consent c WHERE ${OF_PERSON('c')} AND c.withdrawn_on IS NOT NULL
             ORDER BY c.withdrawn_on DESC LIMIT 1) AS document,
            p.erased_at IS NULL AND EXISTS (
              SELECT FROM bank_entry e WHERE e.organisation_id = p.organisation_id AND e.person_id = p.id
                AND e.created_at < now()) AS kept
     FROM person p WHERE p.organisation_id = $1 AND p.id = ANY ($2) AND ${WITHDRAWN}`,
    [organisation, persons],
  );
}

/** What a file brings of people who have withdrawn goes before the file is stored: there is nothing to record. */
async function emptyAgain(tx: EntityManager, organisation: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.query(
    `UPDATE person SET display_name = NULL, sex = NULL, birth_year = NULL, erased_at = coalesce(erased_at, now())
     WHERE organisation_id = $1 AND id = ANY ($2)`,
    [organisation, ids],
  );
  await tx.query(
    `UPDATE bank_entry SET grade = NULL, experience_years = NULL, categories = '{}', activity = NULL,
       competences = '[]', requests = '[]', profile = $3, capacity = 0, trained = false, waiting_since = NULL,
       marks = '{}', evidence = '[]', proposed_by = NULL
     WHERE organisation_id = $1 AND person_id = ANY ($2)`,
    [organisation, ids, JSON.stringify(EMPTY_PROFILE)],
  );
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

/**
 * Erases an entry; with a person's last entry everything about the person. What pairs and reports refer to keeps the
 * external id and nothing more.
 * @returns the act, or null when there is no such entry
 */
export async function eraseEntry(
  tx: EntityManager,
  organisation: string,
  bank: Bank,
  externalId: string,
): Promise<DestructionAct | null> {
  const entries = await tx.query<{ bank: Bank }[]>(
    `SELECT bank FROM bank_entry WHERE organisation_id = $1 AND external_id = $2`,
    [organisation, externalId],
  );
  if (!entries.some((entry) => entry.bank === bank)) return null;
  const people = [externalId];
  if (entries.length === 1) {
    const destroyed = await erasePeople(tx, { organisation, people, cause: 'destruction' });
    return recordAct(tx, { organisation, people, reason: 'entry-deleted', destroyed });
  }
  await tx.query(`DELETE FROM bank_entry WHERE organisation_id = $1 AND bank = $2 AND external_id = $3`, [
    organisation,
    bank,
    externalId,
  ]);
  const destroyed = [{ category: 'entry', table: 'bank_entry', rows: 1 } as const];
  return recordAct(tx, { organisation, people, reason: 'entry-deleted', destroyed });
}

/**
 * Erases what psychological testing gave of a person, if their last consent to it is withdrawn: raw answers, single
 * measurements, compatibilities. Frozen reports keep their sums.
 * @returns the act; null when there was nothing, or a newer consent stands
 */
export async function eraseTesting(
  tx: EntityManager,
  organisation: string,
  externalId: string,
  psychological: PsychologicalCodes,
): Promise<DestructionAct | null> {
  const [withdrawn] = await tx.query<{ withdrawnOn: string; document: string | null; stands: boolean }[]>(
    `SELECT c.withdrawn_on AS "withdrawnOn", c.withdrawal_document AS document, EXISTS (
       SELECT FROM consent n WHERE n.organisation_id = c.organisation_id AND n.person_id = c.person_id
         AND n.purpose = c.purpose AND n.withdrawn_on IS NULL AND n.given_on > c.withdrawn_on) AS stands
     FROM consent c JOIN person p ON p.organisation_id = c.organisation_id AND p.id = c.person_id
     WHERE p.organisation_id = $1 AND p.external_id = $2 AND c.purpose = 'testing' AND c.withdrawn_on IS NOT NULL
     ORDER BY c.withdrawn_on DESC LIMIT 1`,
    [organisation, externalId],
  );
  if (!withdrawn || withdrawn.stands) return null;
  const people = [externalId];
  const destroyed = await erasePeople(tx, { organisation, people, cause: 'testing', psychological });
  // Copies go for everybody's sake: of the person alone they are no proof that there was anything.
  if (destroyed.every(({ category }) => category === 'copies')) return null;
  const { withdrawnOn, document } = withdrawn;
  const withdrawal = { purpose: 'testing', withdrawnOn, document } as const;
  return recordAct(tx, { organisation, people, reason: 'consent-withdrawn', withdrawal, destroyed });
}
