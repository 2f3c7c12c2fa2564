import { Inject, Injectable, Logger } from '@nestjs/common';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import {
  Database,
  dropOldAnswers,
  dropOldFiles,
  QUEUE_MAP,
  reconcile,
  sealAll,
  sendOutbox,
} from '@app/persistence';
import type { Queues } from '@app/persistence';

const SWEEP_MS = 1_000;
const RECONCILE_EVERY = 10;
const DROP_EVERY = 60;
/** A job younger than this may still be on its way. */
const RECONCILE_AFTER_S = 20;

/**
 * Sends what the API could not send, seals the audit log, returns runs that no job stands for, and removes files and
 * answers that were kept long enough. Any number of workers may do it at once.
 */
@Injectable()
export class HousekeepingService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('housekeeping');
  private timer: NodeJS.Timeout | undefined;
  private round = 0;
  private busy: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: Database,
    @Inject(QUEUE_MAP) private readonly queues: Queues,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setTimeout(() => this.tick(), SWEEP_MS);
  }

  async onModuleDestroy(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    await this.busy;
  }

  private tick(): void {
    this.busy = this.sweep()
      .catch((error: unknown) => this.log.warn(String(error)))
      .finally(() => {
        if (this.timer) this.timer = setTimeout(() => this.tick(), SWEEP_MS);
      });
  }

  private async sweep(): Promise<void> {
    await sendOutbox(this.database, this.queues);
    await sealAll(this.database);
    if (this.round++ % RECONCILE_EVERY === 0) await reconcile(this.database, this.queues, RECONCILE_AFTER_S);
    if (this.round % DROP_EVERY === 0) {
      await dropOldFiles(this.database);
      await dropOldAnswers(this.database);
    }
  }
}
