import { loadCatalogue, psychologicalPart } from '@app/catalogue';
import type { DestructionAct } from '@app/persistence';
import { erasePeople, recordAct } from '@app/persistence';
import type { EntityManager } from 'typeorm';

/**
 * Erases what psychological testing gave of a person, if their last consent to it is withdrawn: raw answers, single
 * measurements, compatibilities. Frozen reports keep their sums.
 * @returns the act; null when there was nothing, or the consent stands
 */
export async function eraseTesting(
  tx: EntityManager,
  organisation: string,
  externalId: string,
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
  const psychological = psychologicalPart(loadCatalogue());
  const destroyed = await erasePeople(tx, { organisation, people, cause: 'testing', psychological });
  if (destroyed.length === 0) return null;
  const { withdrawnOn, document } = withdrawn;
  const withdrawal = { purpose: 'testing', withdrawnOn, document } as const;
  return recordAct(tx, { organisation, people, reason: 'consent-withdrawn', withdrawal, destroyed });
}
