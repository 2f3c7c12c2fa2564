import type { EntityManager } from 'typeorm';
import type { Database } from '../database.js';
import { CHAIN_START, hashOf } from './chain.js';
import type { AuditRecord } from './chain.js';
import { RECORD_COLUMNS } from './read.js';

/** So many records are sealed by one transaction. */
const BATCH = 1_000;

/**
 * Moves what waits in the organisation's inbox to its place in the chain, in the organisation's scope. One sealer at a
 * time; requests never wait for it.
 * @returns how many were sealed
 */
export async function sealAudit(tx: EntityManager, organisation: string): Promise<number> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('audit ' || $1, 0))`, [organisation]);
  const [records] = await tx.query<[AuditRecord[], number]>(
    `DELETE FROM audit_inbox WHERE organisation_id = $1 AND id IN (
       SELECT id FROM audit_inbox WHERE organisation_id = $1 ORDER BY id LIMIT ${BATCH})
     RETURNING ${RECORD_COLUMNS}`,
    [organisation],
  );
  if (records.length === 0) return 0;
  const [last] = await tx.query<{ sequence: string; hash: Buffer }[]>(
    `SELECT sequence, hash FROM audit_entry WHERE organisation_id = $1 ORDER BY sequence DESC LIMIT 1`,
    [organisation],
  );
  const entries = chained(records, Number(last?.sequence ?? 0), last?.hash ?? CHAIN_START);
  await tx.query(
    `INSERT INTO audit_entry (organisation_id, sequence, id, at, key_id, role, method, route, person, target, subjects,
                              outcome, code, hash)
     SELECT $1, sequence, id, at, "keyId", role, method, route, person, target, subjects, outcome, code, hash
     FROM jsonb_to_recordset($2) AS r (sequence bigint, id uuid, at timestamptz, "keyId" uuid, role text, method text,
       route text, person text, target uuid, subjects integer, outcome text, code text, hash bytea)`,
    [organisation, JSON.stringify(entries)],
  );
  return entries.length;
}

/** Records in the order in which they were made, each with its place and hash. */
function chained(records: readonly AuditRecord[], last: number, head: Buffer) {
  const inOrder = [...records].sort((a, b) => (a.id < b.id ? -1 : 1));
  let before = head;
  return inOrder.map((record, at) => {
    const sequence = last + at + 1;
    before = hashOf(before, sequence, record);
    return { ...record, sequence, hash: `\\x${before.toString('hex')}` };
  });
}

/** Seals everything that waits, organisation by organisation. Any number of workers may do it at once. */
export async function sealAll(database: Database): Promise<void> {
  const waiting = await database.within({ installation: true }, (tx) =>
    tx.query<{ organisation: string }[]>(
      `SELECT DISTINCT organisation_id AS organisation FROM audit_inbox LIMIT 100`,
    ),
  );
  for (const { organisation } of waiting)
    await database.within({ organisation }, (tx) => sealAudit(tx, organisation));
}
