import { Injectable } from '@nestjs/common';
import type { OnModuleDestroy } from '@nestjs/common';
import { Piscina } from 'piscina';
import type { EffectivenessBody, EffectivenessInput } from '../effectiveness-report/effectiveness-body.js';
import type { MadeReport, MonitoringBody, MonitoringInput } from '../monitoring-report/monitoring-body.js';

const IDLE_MS = 30_000;

/** The thread in which reports are computed. Rejects with an `AbortError` once the signal aborts. */
@Injectable()
export class ReportThreads implements OnModuleDestroy {
  private readonly threads = new Piscina({
    filename: new URL('./report-thread.js', import.meta.url).href,
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: IDLE_MS,
  });

  async monitoring(input: MonitoringInput, signal: AbortSignal): Promise<MadeReport<MonitoringBody>> {
    return (await this.threads.run(input, { name: 'monitoring', signal })) as MadeReport<MonitoringBody>;
  }

  async effectiveness(
    input: EffectivenessInput,
    signal: AbortSignal,
  ): Promise<MadeReport<EffectivenessBody>> {
    return (await this.threads.run(input, {
      name: 'effectiveness',
      signal,
    })) as MadeReport<EffectivenessBody>;
  }

  async onModuleDestroy(): Promise<void> {
    await this.threads.destroy();
  }
}
