import { Logger } from '@nestjs/common';
import type { RunErrorCode, RunJob } from '@app/contracts';
import {
  cancelRun,
  failRun,
  finishRun,
  reportProgress,
  scopeOf,
  StaleAttemptError,
  startRun,
} from '@app/persistence';
import type { Database } from '@app/persistence';
import { WaitingChildrenError } from 'bullmq';
import type { Job } from 'bullmq';
import type { EntityManager } from 'typeorm';

const PROGRESS_INTERVAL_MS = 250;

/** What a piece of long work gets from its surroundings. */
export interface RunContext {
  /** Aborted when somebody cancelled the run, or a newer start of it took over. */
  signal: AbortSignal;
  /** Percent, 0–100; cheap to call often. */
  progress(percent: number): void;
}

/** One delivery of a run's job, for work that is a flow and gives the job back until its children have ended. */
export interface Delivery {
  job: Job<RunJob>;
  /** Proves to the queue that this delivery holds the job. */
  token: string | undefined;
  /** Which start of the run this is, from 1. */
  attempt: number;
}

/** Stores a result in the transaction that ends the run. */
export type StoreResult = (tx: EntityManager) => Promise<void>;

/** An expected end: the run becomes `failed` with this code, and is not tried again. */
export class RunFailure extends Error {
  constructor(
    readonly code: RunErrorCode,
    readonly detail?: string,
    /** What is stored together with the failure, e.g. the account of rejected rows. */
    readonly account?: StoreResult,
  ) {
    super(detail ?? code);
    this.name = 'RunFailure';
  }
}

/**
 * Does one piece of long work once, however often its job is delivered: takes the run, works, and stores the result
 * together with the run's end, fenced by the number of this start. Throws on a breakage, so that the queue retries.
 */
export async function executeRun(
  database: Database,
  job: RunJob,
  work: (context: RunContext, attempt: number) => Promise<StoreResult>,
): Promise<void> {
  const attempt = await startRun(database, job);
  if (attempt === null) return;
  const abort = new AbortController();
  const stopWatching = watch(database, job, attempt, abort);
  try {
    const store = await work({ signal: abort.signal, progress: stopWatching.report }, attempt);
    abort.signal.throwIfAborted();
    await database.within(scopeOf(job), async (tx) => {
      await store(tx);
      await finishRun(tx, job, attempt);
    });
  } catch (error) {
    await endOf(database, job, abort.signal, error);
  } finally {
    stopWatching.stop();
  }
}

/** Ends the run for the expected failures; anything else goes to the queue, which tries again. */
async function endOf(database: Database, job: RunJob, signal: AbortSignal, error: unknown): Promise<void> {
  // No end: the job waits for its children, and the run stays open.
  if (error instanceof WaitingChildrenError) throw error;
  if (error instanceof RunFailure) {
    await database.within(scopeOf(job), async (tx) => {
      await error.account?.(tx);
      await failRun(tx, job, {
        code: error.code,
        ...(error.detail !== undefined && { detail: error.detail }),
      });
    });
    return;
  }
  if (signal.aborted || error instanceof StaleAttemptError) {
    if (signal.reason === 'cancelled' || (await isCancelRequested(database, job)))
      await cancelRun(database, job);
    return;
  }
  new Logger('run').warn({ run: job.run, error: error instanceof Error ? error.message : String(error) });
  throw error;
}

/** The last try failed too: the run ends `failed`, so that nobody waits for it for ever. */
export async function giveUp(database: Database, job: RunJob): Promise<void> {
  await database.within(scopeOf(job), (tx) => failRun(tx, job, { code: 'engine-failed' }));
}

async function isCancelRequested(database: Database, job: RunJob): Promise<boolean> {
  const rows = await database.within(scopeOf(job), (tx) =>
    tx.query<unknown[]>(`SELECT id FROM run WHERE id = $1 AND cancel_requested`, [job.run]),
  );
  return rows.length > 0;
}

/** Writes progress at most a few times a second, and learns on the way whether to stop. */
function watch(database: Database, job: RunJob, attempt: number, abort: AbortController) {
  let percent = 0;
  let busy = false;
  const timer = setInterval(() => {
    if (busy || abort.signal.aborted) return;
    busy = true;
    reportProgress(database, job, attempt, percent)
      .then((answer) => {
        if (answer === 'stop') abort.abort();
      })
      .catch(() => undefined) // The next report tries again; the work itself goes on.
      .finally(() => {
        busy = false;
      });
  }, PROGRESS_INTERVAL_MS);
  return {
    report: (value: number) => {
      percent = value;
    },
    stop: () => clearInterval(timer),
  };
}
