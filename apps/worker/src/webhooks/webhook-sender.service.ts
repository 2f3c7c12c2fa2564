import { Inject, Injectable, Logger } from '@nestjs/common';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import type { Config } from '@app/config';
import { Database, dropOldDeliveries, storeDelivery, takeDueDeliveries } from '@app/persistence';
import type { DueDelivery } from '@app/persistence';
import { CONFIG } from '../config.token.js';
import { sendMessage, TIMEOUT_MS } from './send-message.js';

const LOOK_EVERY_MS = 1_000;
const KEEP_DAYS = 30;
const FORGET_EVERY = 3_600;

/** Sends what is due. Any number of workers may do it at once: a message is leased to one of them at a time. */
@Injectable()
export class WebhookSender implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('webhooks');
  private timer: NodeJS.Timeout | undefined;
  private round = 0;
  private readonly stopping = new AbortController();
  private busy: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: Database,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setTimeout(() => this.tick(), LOOK_EVERY_MS);
  }

  async onModuleDestroy(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.stopping.abort();
    await this.busy;
  }

  private tick(): void {
    this.busy = this.sendDue()
      .catch((error: unknown) => this.log.warn(String(error)))
      .finally(() => {
        if (this.timer) this.timer = setTimeout(() => this.tick(), LOOK_EVERY_MS);
      });
  }

  private async sendDue(): Promise<void> {
    const due = await takeDueDeliveries(this.database);
    await Promise.all(due.map((delivery) => this.send(delivery)));
    if (this.round++ % FORGET_EVERY === 0) await dropOldDeliveries(this.database, KEEP_DAYS);
  }

  private async send(delivery: DueDelivery): Promise<void> {
    const signal = AbortSignal.any([AbortSignal.timeout(TIMEOUT_MS), this.stopping.signal]);
    const outcome = await sendMessage(delivery, this.config.webhookNetworks, signal);
    // A message that was broken off here is sent again when its lease has run out.
    if (this.stopping.signal.aborted && 'error' in outcome) return;
    await storeDelivery(this.database, delivery, outcome);
  }
}
