import type { EntityManager } from 'typeorm';
import { newId } from '../keys.js';
import type { AuditRecord } from './chain.js';

/** Puts a record where the sealer will find it, in the caller's transaction and the organisation's scope. */
export async function addToInbox(tx: EntityManager, record: Omit<AuditRecord, 'id' | 'at'>): Promise<void> {
  await tx.query(
    `INSERT INTO audit_inbox (id, organisation_id, at, key_id, role, method, route, person, target, subjects, outcome, code)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      newId(),
      record.organisation,
      new Date(),
      record.keyId,
      record.role,
      record.method,
      record.route,
      record.person,
      record.target,
      record.subjects,
      record.outcome,
      record.code,
    ],
  );
}
