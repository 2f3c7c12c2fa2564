import { Inject, Injectable, Logger } from '@nestjs/common';
import { Database, QUEUE_MAP, sendOutbox } from '@app/persistence';
import type { Queues } from '@app/persistence';

/** Sends committed jobs at once. When this fails nothing is lost: the worker sweeps the outbox every second. */
@Injectable()
export class OutboxSender {
  private readonly log = new Logger('outbox');

  constructor(
    private readonly database: Database,
    @Inject(QUEUE_MAP) private readonly queues: Queues,
  ) {}

  /** Call after the transaction that made the run has committed; does not wait for the queue. */
  nudge(): void {
    sendOutbox(this.database, this.queues).catch((error: unknown) =>
      this.log.warn(`not sent yet: ${String(error)}`),
    );
  }
}
