import type { Bank, BankEntryView } from '@app/contracts';
import type { EntityManager } from 'typeorm';

/** An entry with its person and consents, in the shape of the API. */
const SELECT = `SELECT e.id, e.bank, e.external_id AS "externalId", e.person_kind AS "personKind",
    p.display_name AS "displayName", p.sex, p.birth_year AS "birthYear", e.grade,
    e.experience_years AS "experienceYears", e.categories, e.activity, e.competences, e.requests, e.profile,
    e.capacity, e.trained, e.waiting_since AS "waitingSince", e.refreshed_on AS "refreshedOn", e.marks, e.evidence,
    coalesce((SELECT jsonb_agg(jsonb_build_object('purpose', c.purpose, 'givenOn', c.given_on, 'by', c.given_by,
        'document', c.document, 'validUntil', c.valid_until, 'withdrawnOn', c.withdrawn_on)
        ORDER BY c.purpose, c.given_on)
      FROM consent c WHERE c.organisation_id = e.organisation_id AND c.person_id = e.person_id), '[]') AS consents,
    e.proposed_by AS "proposedBy", e.version
  FROM bank_entry e JOIN person p ON p.organisation_id = e.organisation_id AND p.id = e.person_id`;

/** One entry by external id, or the next ones after an external id, in that order. */
export function readEntries(
  tx: EntityManager,
  organisation: string,
  bank: Bank,
  which: { externalId: string } | { after: string; limit: number },
): Promise<BankEntryView[]> {
  if ('externalId' in which) {
    return tx.query(`${SELECT} WHERE e.organisation_id = $1 AND e.bank = $2 AND e.external_id = $3`, [
      organisation,
      bank,
      which.externalId,
    ]);
  }
  return tx.query(
    `${SELECT} WHERE e.organisation_id = $1 AND e.bank = $2 AND e.external_id > $3
     ORDER BY e.external_id LIMIT $4`,
    [organisation, bank, which.after, which.limit],
  );
}

/** The entry as a client would send it. */
export function entryOfView(view: BankEntryView): Record<string, unknown> {
  const { id: _id, bank: _bank, version: _version, ...entry } = view;
  return entry;
}
