import { MessageChannel } from 'node:worker_threads';
import { Inject, Injectable } from '@nestjs/common';
import type { OnModuleDestroy } from '@nestjs/common';
import type { Config } from '@app/config';
import { Piscina } from 'piscina';
import { CONFIG } from '../config.token.js';
import type { OrganisationPool, SharedPool } from './organisation-pool.js';
import type { PartAnswer, PartTask } from './part-thread.js';

/** Large parts leave a large heap behind: a thread that has nothing to do is soon ended. */
const IDLE_MS = 5_000;

/** The threads in which parts of regions' matchings are solved, as many as the configuration says. */
@Injectable()
export class PartThreads implements OnModuleDestroy {
  private readonly threads: Piscina;

  constructor(@Inject(CONFIG) config: Config) {
    this.threads = new Piscina({
      filename: new URL('./part-thread.js', import.meta.url).href,
      minThreads: 0,
      maxThreads: config.matchingThreads,
      idleTimeout: IDLE_MS,
    });
  }

  /**
   * Solves the part whose pools `feed` sends one by one. Rejects with an `AbortError` once the signal aborts: the
   * thread is ended, whatever it is doing.
   */
  async solve(
    shared: SharedPool,
    feed: (send: (pool: OrganisationPool) => void) => Promise<void>,
    watch: { signal: AbortSignal; onProgress: (share: number) => void },
  ): Promise<PartAnswer> {
    const { port1, port2 } = new MessageChannel();
    port1.on('message', watch.onProgress);
    const task: PartTask = { shared, port: port2 };
    try {
      const answer = this.threads.run(task, { name: 'solve', transferList: [port2], signal: watch.signal });
      const [solved] = await Promise.all([
        answer as Promise<PartAnswer>,
        feed((pool) => port1.postMessage(pool)).then(() => port1.postMessage(null)),
      ]);
      return solved;
    } finally {
      port1.close();
    }
  }

  async onModuleDestroy(): Promise<void> {
    await this.threads.destroy();
  }
}
