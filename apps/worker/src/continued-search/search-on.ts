import { loadCatalogue } from '@app/catalogue';
import { ACTIVE_PAIR_STATES, QUEUES } from '@app/contracts';
import {
  createRun,
  lastMatchings,
  Matching,
  Programme,
  StoredPolicy,
  todayIn,
  waitingMentees,
} from '@app/persistence';
import { MoreThanOrEqual } from 'typeorm';
import type { EntityManager } from 'typeorm';

interface Tenant {
  organisation: string;
  region: string;
}

/** Pairs that were announced stay as they are, whatever points that costs; only then is the number of pairs less. */
const KEEP = { maxLossPercent: 100 };
/** Why a new mentor is of no help to a mentee. */
const NO_CONSENT = 'no-consent';

/**
 * Begins a matching in every programme where the change that `run` stands for may help somebody who waits (S1, annex):
 * the programme goes on searching and has not ended, it has been matched before, and no matching of it waits already.
 * A matching changes neither banks nor pairs, so that one search never leads to the next.
 */
export async function searchOn(tx: EntityManager, tenant: Tenant, run: string): Promise<void> {
  if (!(await helps(tx, tenant, run))) return;
  const today = await todayIn(tx, tenant.region);
  const open = await tx.findBy(Programme, { continuedSearch: true, endsOn: MoreThanOrEqual(today) });
  const ids = open.map((programme) => programme.id);
  const last = await lastMatchings(tx, tenant.organisation, ids);
  const goesOn = loadCatalogue().data.completionReasons.filter((reason) => reason.menteeGoesOn);
  const waiting = await waitingMentees(
    tx,
    tenant.organisation,
    ids,
    goesOn.map((reason) => reason.code),
  );
  const searching = new Set(waiting.filter((one) => one.reason !== NO_CONSENT).map((one) => one.programme));
  const queued = await withQueuedMatching(tx, tenant.organisation, ids);
  for (const programme of open) {
    const basedOn = last.get(programme.id);
    if (basedOn === undefined || !searching.has(programme.id) || queued.has(programme.id)) continue;
    await matchAnew(tx, tenant, programme, basedOn, today);
  }
}

/** Whether the transaction that asked for the search brought or changed a mentor, or ended a pair. */
async function helps(tx: EntityManager, { organisation }: Tenant, run: string): Promise<boolean> {
  // Everything of one transaction has the same time, that of its run too.
  const [row] = await tx.query<{ helps: boolean }[]>(
    `SELECT EXISTS (SELECT FROM bank_entry e WHERE e.organisation_id = $2 AND e.bank = 'mentors'
                      AND e.updated_at = r.created_at)
         OR EXISTS (SELECT FROM pair_event v WHERE v.organisation_id = $2 AND v.made_at = r.created_at
                      AND v.event <> ALL ($3)) AS helps
     FROM run r WHERE r.id = $1`,
    [run, organisation, TAKES_NOBODY_OUT],
  );
  return row?.helps ?? false;
}

/** Events of a pair after which nobody is free who was not before. */
const TAKES_NOBODY_OUT = [...ACTIVE_PAIR_STATES, 'extended', 'joined'];

async function withQueuedMatching(
  tx: EntityManager,
  organisation: string,
  programmes: readonly string[],
): Promise<Set<string>> {
  const rows = await tx.query<{ id: string }[]>(
    `SELECT DISTINCT m.programme_id AS id FROM matching m JOIN run r ON r.id = m.id
     WHERE m.organisation_id = $1 AND m.programme_id = ANY ($2) AND r.status = 'queued'`,
    [organisation, programmes],
  );
  return new Set(rows.map((row) => row.id));
}

async function matchAnew(
  tx: EntityManager,
  tenant: Tenant,
  programme: Programme,
  basedOn: string,
  today: string,
): Promise<void> {
  const before = await tx.findOneByOrFail(Matching, { id: basedOn });
  const policy = await tx.findOneByOrFail(StoredPolicy, {
    programmeId: programme.id,
    version: programme.policyVersion,
  });
  const id = await createRun(tx, QUEUES.matching, tenant);
  await tx.insert(Matching, {
    id,
    organisationId: tenant.organisation,
    programmeId: programme.id,
    // A school may plan ahead: nobody who was there then has to be gone again.
    asOf: before.asOf > today ? before.asOf : today,
    policyVersion: programme.policyVersion,
    seed: Number(policy.body['seed']),
    locks: before.locks,
    excluded: before.excluded,
    basedOn,
    keepAnnounced: KEEP,
    origin: 'search',
  });
}
