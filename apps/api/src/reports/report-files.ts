import { Injectable } from '@nestjs/common';
import type { OnModuleDestroy } from '@nestjs/common';
import { Piscina } from 'piscina';
import type { ReportToPrint } from './report-file.js';

const IDLE_MS = 30_000;

/** Makes files of reports in a thread, so that no other request waits for a drawing. */
@Injectable()
export class ReportFiles implements OnModuleDestroy {
  private readonly threads = new Piscina({
    filename: new URL('./report-file.js', import.meta.url).href,
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: IDLE_MS,
  });

  async make(asked: ReportToPrint): Promise<Buffer> {
    const bytes = (await this.threads.run(asked)) as Uint8Array;
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  async onModuleDestroy(): Promise<void> {
    await this.threads.destroy();
  }
}
