import type { EntityManager } from 'typeorm';
import { EMPTY_CHAIN, follow } from './chain.js';
import type { AuditEntry, ChainState } from './chain.js';

/** The fields of a record, as the database calls them. */
export const RECORD_COLUMNS = `id, organisation_id AS organisation, at, key_id AS "keyId", role, method, route, person,
  target, subjects, outcome, code`;

export interface AuditFilter {
  /** The newest come first; only places before this one. */
  before?: number | null;
  limit: number;
  person?: string | undefined;
  keyId?: string | undefined;
  from?: string | undefined;
  until?: string | undefined;
  /** True: changes only; false: reads only. */
  changes?: boolean | undefined;
}

type EntryRow = Omit<AuditEntry, 'sequence'> & { sequence: string };

const entryOf = (row: EntryRow): AuditEntry => ({ ...row, sequence: Number(row.sequence) });

/** Sealed entries, the newest first; days are those of the region's calendar, inclusive. */
export async function readAudit(
  tx: EntityManager,
  organisation: string,
  filter: AuditFilter,
): Promise<AuditEntry[]> {
  const rows = await tx.query<EntryRow[]>(
    `SELECT sequence, hash, ${RECORD_COLUMNS} FROM audit_entry, LATERAL (
         SELECT r.timezone FROM organisation o JOIN region r ON r.id = o.region_id WHERE o.id = $1) zone
     WHERE organisation_id = $1 AND ($2::bigint IS NULL OR sequence < $2) AND ($3::text IS NULL OR person = $3)
       AND ($4::uuid IS NULL OR key_id = $4)
       AND ($5::date IS NULL OR at >= $5::date::timestamp AT TIME ZONE zone.timezone)
       AND ($6::date IS NULL OR at < ($6::date + 1)::timestamp AT TIME ZONE zone.timezone)
       AND ($7::boolean IS NULL OR (method <> 'GET') = $7)
     ORDER BY sequence DESC LIMIT $8`,
    [
      organisation,
      filter.before ?? null,
      filter.person ?? null,
      filter.keyId ?? null,
      filter.from ?? null,
      filter.until ?? null,
      filter.changes ?? null,
      filter.limit,
    ],
  );
  return rows.map(entryOf);
}

const BATCH = 5_000;

/** Follows an organisation's chain from its first entry to the last, or to the place `upTo`. */
export async function verifyAudit(
  tx: EntityManager,
  organisation: string,
  upTo: number = Number.MAX_SAFE_INTEGER,
): Promise<ChainState> {
  let state = EMPTY_CHAIN;
  for (;;) {
    const rows = await tx.query<EntryRow[]>(
      `SELECT sequence, hash, ${RECORD_COLUMNS} FROM audit_entry
       WHERE organisation_id = $1 AND sequence > $2 AND sequence <= $3 ORDER BY sequence LIMIT ${BATCH}`,
      [organisation, state.entries, upTo],
    );
    state = follow(state, rows.map(entryOf));
    if (state.brokenAt !== null || rows.length < BATCH) return state;
  }
}
