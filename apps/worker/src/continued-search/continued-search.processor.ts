import { Processor } from '@nestjs/bullmq';
import { QUEUES } from '@app/contracts';
import type { RunJob } from '@app/contracts';
import { Database } from '@app/persistence';
import { RunFailure } from '../run/execute-run.js';
import type { RunContext, StoreResult } from '../run/execute-run.js';
import { RunProcessor } from '../run/run.processor.js';
import { WORKER_OPTIONS } from '../run/worker-options.js';
import { searchOn } from './search-on.js';

/** Продолжение поиска: looks whether somebody who waits may find a mentor now that banks or pairs have changed. */
@Processor(QUEUES.continuedSearch, WORKER_OPTIONS)
export class ContinuedSearchProcessor extends RunProcessor {
  constructor(protected readonly database: Database) {
    super();
  }

  /** Everything happens where the run ends, so that a second start of it makes no second matching. */
  protected async work(job: RunJob, _context: RunContext): Promise<StoreResult> {
    const { organisation, region, run } = job;
    if (organisation === null) throw new RunFailure('engine-failed', 'a search belongs to an organisation');
    return (tx) => searchOn(tx, { organisation, region }, run);
  }
}
