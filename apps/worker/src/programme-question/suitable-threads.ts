import { Injectable } from '@nestjs/common';
import type { OnModuleDestroy } from '@nestjs/common';
import type { Pool, SuitableMentor } from '@app/matching';
import { Piscina } from 'piscina';

const IDLE_MS = 10_000;

/** A thread for questions about a programme's pool; gone when nobody asks. */
@Injectable()
export class SuitableThreads implements OnModuleDestroy {
  private readonly threads = new Piscina({
    filename: new URL('./suitable-thread.js', import.meta.url).href,
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: IDLE_MS,
  });

  async suitable(pool: Pool, signal: AbortSignal): Promise<SuitableMentor[]> {
    return (await this.threads.run(pool, { name: 'suitable', signal })) as SuitableMentor[];
  }

  async onModuleDestroy(): Promise<void> {
    await this.threads.destroy();
  }
}
