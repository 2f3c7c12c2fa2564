import { Injectable } from '@nestjs/common';
import type { OnModuleDestroy } from '@nestjs/common';
import type { StoredAnswer } from '@app/contracts';
import { Piscina } from 'piscina';
import type { Answered, EngineQuestion, QuestionTask } from './question-thread.js';

/** A curator who asks once asks again: the matching stays in memory for as long. */
const IDLE_MS = 10 * 60_000;

/** One thread of its own for questions: somebody waits for them, so they never stand behind a long matching. */
@Injectable()
export class QuestionThreads implements OnModuleDestroy {
  private readonly threads = new Piscina({
    filename: new URL('./question-thread.js', import.meta.url).href,
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: IDLE_MS,
  });

  /** @param read gives the certificate of a matching that the thread has not in memory */
  async answer(
    question: EngineQuestion,
    read: (matching: string) => Promise<Uint8Array>,
    signal: AbortSignal,
  ): Promise<StoredAnswer> {
    const certificates: Record<string, Uint8Array> = {};
    for (;;) {
      const task: QuestionTask = { question, certificates };
      const answered = (await this.threads.run(task, { name: 'answer', signal })) as Answered;
      if (!('missing' in answered)) return answered;
      for (const id of answered.missing) certificates[id] = await read(id);
    }
  }

  async onModuleDestroy(): Promise<void> {
    await this.threads.destroy();
  }
}
