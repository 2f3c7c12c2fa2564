import { OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import { Inject, Logger } from '@nestjs/common';
import type { OnApplicationBootstrap } from '@nestjs/common';
import type { Config } from '@app/config';
import { QUEUES } from '@app/contracts';
import type { RegionMatchingPartJob } from '@app/contracts';
import {
  Database,
  failPart,
  finishPart,
  insertColumns,
  insertShare,
  insideOrganisation,
  reportPartProgress,
  StaleAttemptError,
  startPart,
} from '@app/persistence';
import type { Job } from 'bullmq';
import { CONFIG } from '../config.token.js';
import { WORKER_OPTIONS } from '../run/worker-options.js';
import { loadPart, feedPart } from './load-part.js';
import { PartThreads } from './part-threads.js';
import type { SolvedPart } from './solve-part.js';

const REPORT_EVERY_MS = 500;
/** Percent of a part's bar that reading people takes. */
const READ = 15;

/**
 * One independent component of a region's matching. It may be delivered any number of times: what it came to is stored
 * once, by the start that is still the newest, and nobody reads it before the parent has put the whole together.
 */
@Processor(QUEUES.regionMatchingPart, WORKER_OPTIONS)
export class RegionMatchingPartProcessor extends WorkerHost implements OnApplicationBootstrap {
  private readonly log = new Logger('region-matching');

  constructor(
    private readonly database: Database,
    private readonly threads: PartThreads,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    super();
  }

  onApplicationBootstrap(): void {
    this.worker.concurrency = this.config.workerConcurrency;
  }

  async process({ data: job }: Job<RegionMatchingPartJob>): Promise<void> {
    const attempt = await startPart(this.database, job);
    if (attempt === null) return;
    const abort = new AbortController();
    const watch = this.watch(job, attempt, abort);
    try {
      const solved = await this.solve(job, abort.signal, watch.report);
      if (solved) await this.store(job, attempt, solved);
    } catch (error) {
      // Cancelled, or started anew elsewhere: the parent, or the newer start, goes on.
      if (abort.signal.aborted || error instanceof StaleAttemptError) return;
      this.log.warn({ run: job.run, part: job.part, error: String(error) });
      throw error;
    } finally {
      watch.stop();
    }
  }

  /** Null where the policy cannot be kept to, which is noted. */
  private async solve(
    job: RegionMatchingPartJob,
    signal: AbortSignal,
    report: (percent: number) => void,
  ): Promise<SolvedPart | null> {
    const part = await loadPart(this.database, job);
    let read = 0;
    const answer = await this.threads.solve(
      part.shared,
      (send) =>
        feedPart(this.database, job, part, (pool) => {
          signal.throwIfAborted();
          send(pool);
          report((READ * ++read) / part.organisations.length);
        }),
      { signal, onProgress: (share) => report(READ + (100 - READ) * share) },
    );
    if (answer.ok) return answer.solved;
    await failPart(this.database, job, { code: 'unsupported-policy', detail: `policy.${answer.path}` });
    return null;
  }

  private async store(job: RegionMatchingPartJob, attempt: number, solved: SolvedPart): Promise<void> {
    const at = { matching: job.run, part: job.part };
    await this.database.within({ region: job.region }, async (tx) => {
      await finishPart(tx, job, attempt, solved.outcome);
      await insertColumns(tx, { ...at, region: job.region }, solved.columns);
      for (const { organisation, bytes } of solved.shares) {
        await insideOrganisation(tx, organisation, () => insertShare(tx, { ...at, organisation }, bytes));
      }
    });
  }

  private watch(job: RegionMatchingPartJob, attempt: number, abort: AbortController) {
    let percent = 0;
    let busy = false;
    const timer = setInterval(() => {
      if (busy || abort.signal.aborted) return;
      busy = true;
      reportPartProgress(this.database, job, attempt, percent)
        .then((answer) => {
          if (answer === 'stop') abort.abort();
        })
        .catch(() => undefined) // The next report tries again; the work itself goes on.
        .finally(() => {
          busy = false;
        });
    }, REPORT_EVERY_MS);
    return {
      report: (value: number) => {
        percent = value;
      },
      stop: () => clearInterval(timer),
    };
  }

  @OnWorkerEvent('failed')
  async onFailed(job: Job<RegionMatchingPartJob> | undefined): Promise<void> {
    if (job && job.attemptsMade >= (job.opts.attempts ?? 1))
      await failPart(this.database, job.data, { code: 'engine-failed' }).catch(() => undefined);
  }
}
