import { OnWorkerEvent, WorkerHost } from '@nestjs/bullmq';
import { Inject } from '@nestjs/common';
import type { OnApplicationBootstrap } from '@nestjs/common';
import type { Config } from '@app/config';
import type { RunJob } from '@app/contracts';
import type { Database } from '@app/persistence';
import type { Job } from 'bullmq';
import { CONFIG } from '../config.token.js';
import { executeRun, giveUp } from './execute-run.js';
import type { Delivery, RunContext, StoreResult } from './execute-run.js';

/** A processor of one queue of runs: its subclass says what the work is, and nothing else. */
export abstract class RunProcessor extends WorkerHost implements OnApplicationBootstrap {
  @Inject(CONFIG) private readonly config: Config;

  protected abstract readonly database: Database;

  /** Loads, computes, and returns how to store; see `executeRun`. */
  protected abstract work(job: RunJob, context: RunContext, delivery: Delivery): Promise<StoreResult>;

  onApplicationBootstrap(): void {
    this.worker.concurrency = this.config.workerConcurrency;
  }

  async process(job: Job<RunJob>, token?: string): Promise<void> {
    await executeRun(this.database, job.data, (context, attempt) =>
      this.work(job.data, context, { job, token, attempt }),
    );
  }

  @OnWorkerEvent('failed')
  async onFailed(job: Job<RunJob> | undefined): Promise<void> {
    if (job && job.attemptsMade >= (job.opts.attempts ?? 1))
      await giveUp(this.database, job.data).catch(() => undefined);
  }
}
