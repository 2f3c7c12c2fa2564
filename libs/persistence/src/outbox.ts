import type { QueueName, RunJob } from '@app/contracts';
import type { Queue } from 'bullmq';
import type { Database } from './database.js';
import { failRun, scopeOf } from './runs.js';

/** How a job is retried: a restart of the database can fail a job that had finished (docs/decisions/0003). */
export const JOB_OPTIONS = {
  attempts: 5,
  backoff: { type: 'exponential', delay: 500 },
  removeOnComplete: { age: 3600, count: 1000 },
  removeOnFail: { age: 24 * 3600, count: 1000 },
} as const;

/** A job that was sent this many times and never ended its run is given up. */
const MAX_SENDS = 5;

export type Queues = ReadonlyMap<QueueName, Queue>;

interface OutboxRow {
  id: string;
  queue: QueueName;
  payload: RunJob;
  sends: number;
}

/** Sends what was committed and not yet sent. Sending twice is harmless: the job's id is the row's. */
export async function sendOutbox(database: Database, queues: Queues): Promise<number> {
  return database.within({ installation: true }, async (tx) => {
    const rows = await tx.query<OutboxRow[]>(
      `SELECT id, queue, payload, sends FROM outbox WHERE sent_at IS NULL AND done_at IS NULL
       ORDER BY created_at LIMIT 100 FOR UPDATE SKIP LOCKED`,
    );
    for (const row of rows) await send(queues, row);
    if (rows.length > 0) {
      await tx.query(`UPDATE outbox SET sent_at = now(), sends = sends + 1 WHERE id = ANY ($1)`, [
        rows.map((r) => r.id),
      ]);
    }
    return rows.length;
  });
}

/**
 * Returns runs that no job stands for: the queue lost the job, or marked it finished or failed while the run is
 * still open. Looks at what was sent more than `olderThanSeconds` ago.
 */
export async function reconcile(
  database: Database,
  queues: Queues,
  olderThanSeconds: number,
): Promise<number> {
  const rows = await database.within({ installation: true }, (tx) =>
    tx.query<OutboxRow[]>(
      `SELECT id, queue, payload, sends FROM outbox
       WHERE done_at IS NULL AND sent_at < now() - make_interval(secs => $1) ORDER BY sent_at LIMIT 100`,
      [olderThanSeconds],
    ),
  );
  let returned = 0;
  for (const row of rows) {
    const job = await queues.get(row.queue)?.getJob(jobId(row, row.sends - 1));
    const state = job ? await job.getState() : 'unknown';
    if (!['completed', 'failed', 'unknown'].includes(state)) continue;
    if (row.sends >= MAX_SENDS) {
      await database.within(scopeOf(row.payload), (tx) => failRun(tx, row.payload, { code: 'gave-up' }));
      await database.within({ installation: true }, (tx) =>
        tx.query(`UPDATE outbox SET done_at = coalesce(done_at, now()) WHERE id = $1`, [row.id]),
      );
    } else {
      await database.within({ installation: true }, (tx) =>
        tx.query(`UPDATE outbox SET sent_at = NULL WHERE id = $1 AND sends = $2`, [row.id, row.sends]),
      );
      returned++;
    }
  }
  if (returned > 0) await sendOutbox(database, queues);
  return returned;
}

/** Every sending has its own id, or the queue would take a returned job for the finished one. */
const jobId = (row: OutboxRow, sends: number) => (sends === 0 ? row.id : `${row.id}-${sends}`);

async function send(queues: Queues, row: OutboxRow): Promise<void> {
  const queue = queues.get(row.queue);
  if (!queue) throw new Error(`no queue ${row.queue}`);
  await queue.add(row.queue, row.payload, { ...JOB_OPTIONS, jobId: jobId(row, row.sends) });
}
