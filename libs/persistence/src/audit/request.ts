import { AsyncLocalStorage } from 'node:async_hooks';
import type { EntityManager } from 'typeorm';
import type { AuditRecord } from './chain.js';
import { addToInbox } from './inbox.js';

/** What is known of a request before it is done; its key is the author of all that it writes. */
export interface AuditedRequest extends Pick<
  AuditRecord,
  'keyId' | 'role' | 'method' | 'route' | 'person' | 'target'
> {
  /** Whether what the transactions of the request write is recorded with them. */
  changes: boolean;
  /** People that a bulk request is about; set by whoever knows it before its transaction ends. */
  subjects: number | null;
  /** Set once the log has it. */
  recorded: boolean;
}

const current = new AsyncLocalStorage<AuditedRequest>();

/** Runs `work` as part of the request: its transactions know their author and record themselves. */
export const asRequest = <T>(request: AuditedRequest, work: () => T): T => current.run(request, work);

/** The request that the running code is part of; undefined in the worker. */
export const currentRequest = (): AuditedRequest | undefined => current.getStore();

/** Tells the log how many people a bulk request is about. */
export function noteSubjects(count: number): void {
  const request = current.getStore();
  if (request) request.subjects = count;
}

/**
 * Records a request within the first of its transactions that has written something, so that no change is without its
 * record and no record without its change. Reading alone does not count.
 */
export async function recordChange(
  tx: EntityManager,
  request: AuditedRequest,
  organisation: string,
): Promise<void> {
  if (!request.changes || request.recorded) return;
  const [state] = await tx.query<{ written: boolean }[]>(
    `SELECT pg_current_xact_id_if_assigned() IS NOT NULL AS written`,
  );
  if (!state?.written) return;
  await addToInbox(tx, { ...request, organisation, outcome: 'done', code: null });
  request.recorded = true;
}
