import { Processor } from '@nestjs/bullmq';
import { QUEUES } from '@app/contracts';
import type { RunJob } from '@app/contracts';
import { Database } from '@app/persistence';
import type { Delivery, RunContext, StoreResult } from '../run/execute-run.js';
import { RunProcessor } from '../run/run.processor.js';
import { WORKER_OPTIONS } from '../run/worker-options.js';
import { runImport } from './run-import.js';

/** Takes imports of every kind; what is done with the rows is their handler's. */
@Processor(QUEUES.import, WORKER_OPTIONS)
export class ImportProcessor extends RunProcessor {
  constructor(protected readonly database: Database) {
    super();
  }

  protected work(job: RunJob, context: RunContext, { attempt }: Delivery): Promise<StoreResult> {
    return runImport(this.database, job, context, attempt);
  }
}
