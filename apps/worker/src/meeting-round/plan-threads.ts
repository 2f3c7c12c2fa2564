import { Injectable } from '@nestjs/common';
import type { OnModuleDestroy } from '@nestjs/common';
import { Piscina } from 'piscina';
import type { PlannedRound, PlanTask } from './plan-thread.js';

const IDLE_MS = 10_000;

/** A thread for the plans of rounds; gone when there is nothing to plan. */
@Injectable()
export class PlanThreads implements OnModuleDestroy {
  private readonly threads = new Piscina({
    filename: new URL('./plan-thread.js', import.meta.url).href,
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: IDLE_MS,
  });

  async plan(task: PlanTask, signal: AbortSignal): Promise<PlannedRound> {
    return (await this.threads.run(task, { name: 'plan', signal })) as PlannedRound;
  }

  async onModuleDestroy(): Promise<void> {
    await this.threads.destroy();
  }
}
