import type { QueueName, RunErrorCode, RunJob } from '@app/contracts';
import type { EntityManager } from 'typeorm';
import type { Database, Scope } from './database.js';
import { Run } from './entities/index.js';
import { newId } from './keys.js';

/** Thrown inside a result's transaction when a newer start of the same run has taken over, or it was cancelled. */
export class StaleAttemptError extends Error {
  constructor(run: string, attempt: number) {
    super(`attempt ${attempt} of run ${run} is no longer the newest`);
    this.name = 'StaleAttemptError';
  }
}

/** The tenant that a run's rows belong to. */
export function scopeOf(job: RunJob): Scope {
  return job.organisation === null ? { region: job.region } : { organisation: job.organisation };
}

/**
 * Stores a run and the job that will do it, in the caller's transaction: a 202 that was answered is never lost,
 * and a rolled-back request leaves no job. Returns the run's id, which the resource's own row takes too.
 */
export async function createRun(
  tx: EntityManager,
  queue: QueueName,
  tenant: { organisation: string | null; region: string },
): Promise<string> {
  const id = newId();
  const job: RunJob = { run: id, ...tenant };
  await tx.query(`INSERT INTO run (id, region_id, organisation_id, queue) VALUES ($1, $2, $3, $4)`, [
    id,
    tenant.region,
    tenant.organisation,
    queue,
  ]);
  await tx.query(`INSERT INTO outbox (id, queue, payload) VALUES ($1, $2, $3)`, [
    id,
    queue,
    JSON.stringify(job),
  ]);
  return id;
}

/** Takes an open run: returns the number of this start, or null when the run has already ended. */
export async function startRun(database: Database, job: RunJob): Promise<number | null> {
  return database.within(scopeOf(job), async (tx) => {
    const [rows] = await tx.query<[{ attempt: number }[], number]>(
      `UPDATE run SET status = 'running', attempt = attempt + 1, progress = 0, started_at = coalesce(started_at, now())
       WHERE id = $1 AND status IN ('queued', 'running') AND NOT cancel_requested RETURNING attempt`,
      [job.run],
    );
    if (rows[0]) return rows[0].attempt;
    await closeRun(tx, job, 'cancelled', null, `status IN ('queued', 'running') AND cancel_requested`);
    return null;
  });
}

/** Stores progress (percent) and says whether somebody asked to cancel, or a newer start took over. */
export async function reportProgress(
  database: Database,
  job: RunJob,
  attempt: number,
  percent: number,
): Promise<'go-on' | 'stop'> {
  return database.within(scopeOf(job), async (tx) => {
    const [rows] = await tx.query<[{ cancel_requested: boolean }[], number]>(
      `UPDATE run SET progress = greatest(progress, $3) WHERE id = $1 AND status = 'running' AND attempt = $2
       RETURNING cancel_requested`,
      [job.run, attempt, Math.max(0, Math.min(99, Math.floor(percent)))],
    );
    return rows[0] && !rows[0].cancel_requested ? 'go-on' : 'stop';
  });
}

/**
 * Keeps a run from being ended or taken over until the caller's transaction is over: what it stores for later is then
 * seen by whoever ends the run.
 * @throws StaleAttemptError when this start is not the newest any more, or the run is to be cancelled
 */
export async function holdRun(tx: EntityManager, job: RunJob, attempt: number): Promise<void> {
  const rows = await tx.query<unknown[]>(
    `SELECT id FROM run WHERE id = $1 AND status = 'running' AND attempt = $2 AND NOT cancel_requested FOR SHARE`,
    [job.run, attempt],
  );
  if (rows.length === 0) throw new StaleAttemptError(job.run, attempt);
}

/**
 * Marks a run `done` in the transaction that stores its result.
 * @throws StaleAttemptError when this start is not the newest any more; the transaction must roll back.
 */
export async function finishRun(tx: EntityManager, job: RunJob, attempt: number): Promise<void> {
  const closed = await closeRun(
    tx,
    job,
    'done',
    null,
    `status = 'running' AND attempt = ${Number(attempt)} AND NOT cancel_requested`,
  );
  if (!closed) throw new StaleAttemptError(job.run, attempt);
}

/** Ends a run as `failed`; in the caller's transaction, so that an account of what was wrong can be stored with it. */
export async function failRun(
  tx: EntityManager,
  job: RunJob,
  error: { code: RunErrorCode; detail?: string },
): Promise<boolean> {
  return closeRun(tx, job, 'failed', error, `status IN ('queued', 'running')`);
}

/** Ends a run as `cancelled`, if it is still open. */
export async function cancelRun(database: Database, job: RunJob): Promise<boolean> {
  return database.within(scopeOf(job), (tx) =>
    closeRun(tx, job, 'cancelled', null, `status IN ('queued', 'running')`),
  );
}

/** Asks an open run to stop: a queued one ends at once, a running one at its next report of progress. */
export async function requestCancel(tx: EntityManager, run: Run): Promise<void> {
  await tx.query(`UPDATE run SET cancel_requested = true WHERE id = $1 AND status IN ('queued', 'running')`, [
    run.id,
  ]);
  const job: RunJob = { run: run.id, organisation: run.organisationId, region: run.regionId };
  await closeRun(tx, job, 'cancelled', null, `status = 'queued'`);
}

async function closeRun(
  tx: EntityManager,
  job: RunJob,
  status: 'done' | 'failed' | 'cancelled',
  error: object | null,
  condition: string,
): Promise<boolean> {
  const [rows] = await tx.query<[unknown[], number]>(
    `UPDATE run SET status = $2, error = $3, finished_at = now(), progress = CASE WHEN $2 = 'done' THEN 100 ELSE progress END
     WHERE id = $1 AND ${condition} RETURNING id`,
    [job.run, status, error === null ? null : JSON.stringify(error)],
  );
  if (rows.length === 0) return false;
  await tx.query(`UPDATE outbox SET done_at = now() WHERE id = $1`, [job.run]);
  return true;
}
