import type { Bank, BankEntryDto } from '@app/contracts';
import type { EntityManager } from 'typeorm';

/** What a bank knows of people by external id, without what hangs on the person: name, sex, year of birth, consents. */
export async function knownEntries(
  tx: EntityManager,
  organisation: string,
  bank: Bank,
  externalIds: readonly string[],
): Promise<Map<string, BankEntryDto>> {
  const rows = await tx.query<BankEntryDto[]>(
    `SELECT external_id AS "externalId", person_kind AS "personKind", grade,
            experience_years AS "experienceYears", categories, activity, competences, requests, profile, capacity,
            trained, waiting_since AS "waitingSince", refreshed_on AS "refreshedOn", marks, evidence,
            proposed_by AS "proposedBy"
     FROM bank_entry WHERE organisation_id = $1 AND bank = $2 AND external_id = ANY ($3)`,
    [organisation, bank, externalIds],
  );
  return new Map(rows.map((row) => [row.externalId, row]));
}
