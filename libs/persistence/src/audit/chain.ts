import { createHash } from 'node:crypto';

/** What the log keeps of one request: who did what to whose data, and how it ended. Never a value. */
export interface AuditRecord {
  id: string;
  organisation: string;
  /** To the millisecond. */
  at: Date;
  /** Id of the API key. */
  keyId: string;
  role: string;
  method: string;
  /** Template of the path, `/v1/pairs/:pair`: the path itself stays out. */
  route: string;
  /** External id of the person that the request was about, if it was about one. */
  person: string | null;
  /** Id of the resource, if the path named one. */
  target: string | null;
  /** How many rows were shown or asked for, if that is known. */
  subjects: number | null;
  outcome: 'done' | 'refused' | 'failed';
  /** Code of the refusal. */
  code: string | null;
}

/** A record in its place in the chain. */
export interface AuditEntry extends AuditRecord {
  sequence: number;
  hash: Buffer;
}

/** What the first entry of an organisation is chained to. */
export const CHAIN_START: Buffer = Buffer.alloc(32);

/**
 * Hash of an entry: SHA-256 of the hash before it and of the entry as a JSON list of its fields in this order, the time
 * in ISO 8601. Anyone can compute it anew from the log as the API gives it.
 */
export function hashOf(before: Buffer, sequence: number, record: AuditRecord): Buffer {
  const canonical = JSON.stringify([
    sequence,
    record.id,
    record.organisation,
    record.at.toISOString(),
    record.keyId,
    record.role,
    record.method,
    record.route,
    record.person,
    record.target,
    record.subjects,
    record.outcome,
    record.code,
  ]);
  return createHash('sha256').update(before).update(canonical).digest();
}

/** How far a log is what it was when it was written. */
export interface ChainState {
  entries: number;
  head: Buffer;
  /** The first place that does not follow from the one before; null: all is well. */
  brokenAt: number | null;
}

export const EMPTY_CHAIN: ChainState = { entries: 0, head: CHAIN_START, brokenAt: null };

/** Follows the chain through the next entries, in the order of their places, and stops at the first that does not fit. */
export function follow(state: ChainState, entries: readonly AuditEntry[]): ChainState {
  let { entries: count, head } = state;
  if (state.brokenAt !== null) return state;
  for (const entry of entries) {
    const place = count + 1;
    if (entry.sequence !== place || !hashOf(head, place, entry).equals(entry.hash))
      return { entries: count, head, brokenAt: place };
    count = place;
    head = entry.hash;
  }
  return { entries: count, head, brokenAt: null };
}
