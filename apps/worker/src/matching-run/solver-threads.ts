import { MessageChannel } from 'node:worker_threads';
import { Inject, Injectable } from '@nestjs/common';
import type { OnModuleDestroy } from '@nestjs/common';
import type { Config } from '@app/config';
import { Piscina } from 'piscina';
import { CONFIG } from '../config.token.js';
import type { Solved, SolveTask } from './solve-thread.js';

const IDLE_MS = 30_000;

/** The threads in which the engine runs, as many as the configuration says. */
@Injectable()
export class SolverThreads implements OnModuleDestroy {
  private readonly threads: Piscina;

  constructor(@Inject(CONFIG) config: Config) {
    this.threads = new Piscina({
      filename: new URL('./solve-thread.js', import.meta.url).href,
      minThreads: 0,
      maxThreads: config.matchingThreads,
      idleTimeout: IDLE_MS,
    });
  }

  /** Rejects with an `AbortError` once the signal aborts: the thread is ended, whatever it is doing. */
  async solve(
    { pool, basedOn }: Pick<SolveTask, 'pool' | 'basedOn'>,
    watch: { signal: AbortSignal; onProgress: (share: number) => void },
  ): Promise<Solved> {
    const { port1, port2 } = new MessageChannel();
    port1.on('message', watch.onProgress);
    const task: SolveTask = { pool, basedOn, port: port2 };
    try {
      return (await this.threads.run(task, {
        name: 'solve',
        transferList: [port2],
        signal: watch.signal,
      })) as Solved;
    } finally {
      port1.close();
    }
  }

  async onModuleDestroy(): Promise<void> {
    await this.threads.destroy();
  }
}
