import { Processor } from '@nestjs/bullmq';
import { QUEUES } from '@app/contracts';
import type { RunJob, StoredAnswer } from '@app/contracts';
import { Database, Matching, Question } from '@app/persistence';
import { RunFailure } from '../run/execute-run.js';
import type { RunContext, StoreResult } from '../run/execute-run.js';
import { RunProcessor } from '../run/run.processor.js';
import { WORKER_OPTIONS } from '../run/worker-options.js';
import { prepare } from './prepare.js';
import { QuestionThreads } from './question-threads.js';

/**
 * Questions about a finished matching: prices by the matching as it is stored, so that an answer never contradicts
 * the suggestions beside it.
 */
@Processor(QUEUES.question, WORKER_OPTIONS)
export class QuestionProcessor extends RunProcessor {
  constructor(
    protected readonly database: Database,
    private readonly threads: QuestionThreads,
  ) {
    super();
  }

  protected async work(job: RunJob, context: RunContext): Promise<StoreResult> {
    const { organisation } = job;
    if (organisation === null) throw new RunFailure('engine-failed', 'a question belongs to an organisation');
    const question = await this.database.within({ organisation }, (tx) =>
      tx.findOneBy(Question, { id: job.run }),
    );
    // Nobody waits for the answer any more.
    if (!question) return async () => undefined;
    const stored = await this.answer(organisation, question, context.signal);
    return async (tx) => {
      await tx.query(`UPDATE question SET answer = $2 WHERE id = $1`, [job.run, JSON.stringify(stored)]);
    };
  }

  private async answer(
    organisation: string,
    { matchingId, asked }: Question,
    signal: AbortSignal,
  ): Promise<StoredAnswer> {
    const prepared = await prepare(this.database, { organisation, matching: matchingId }, asked);
    if ('stored' in prepared) return prepared.stored;
    return this.threads.answer(prepared.question, (id) => this.certificate(organisation, id), signal);
  }

  private async certificate(organisation: string, id: string): Promise<Uint8Array> {
    const { certificate } = await this.database.within({ organisation }, (tx) =>
      tx.findOneOrFail(Matching, { where: { id }, select: { id: true, certificate: true } }),
    );
    if (certificate === null) throw new RunFailure('engine-failed', 'the matching has no solution');
    return certificate;
  }
}
