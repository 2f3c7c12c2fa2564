import { Processor } from '@nestjs/bullmq';
import { QUEUES } from '@app/contracts';
import type { RunJob, WhyNotView } from '@app/contracts';
import { Database, Matching, Question } from '@app/persistence';
import { loadSnapshot } from '../matching-run/snapshot.js';
import { SolverThreads } from '../matching-run/solver-threads.js';
import type { WhyNotTask } from '../matching-run/solve-thread.js';
import { toPool } from '../matching-run/to-pool.js';
import { RunFailure } from '../run/execute-run.js';
import type { RunContext, StoreResult } from '../run/execute-run.js';
import { RunProcessor } from '../run/run.processor.js';
import { WORKER_OPTIONS } from '../run/worker-options.js';
import { answerOf, outsideThePool } from './answer.js';

/**
 * "Why not this mentor?" about a finished matching: rules by what the banks say now, prices by the matching as it is
 * stored, so that an answer never contradicts the suggestions beside it.
 */
@Processor(QUEUES.question, WORKER_OPTIONS)
export class QuestionProcessor extends RunProcessor {
  constructor(
    protected readonly database: Database,
    private readonly threads: SolverThreads,
  ) {
    super();
  }

  protected async work(job: RunJob, context: RunContext): Promise<StoreResult> {
    if (job.organisation === null)
      throw new RunFailure('engine-failed', 'a question belongs to an organisation');
    const asked = await this.load(job.organisation, job.run);
    const answer = asked && (await this.answer(job.organisation, asked.question, asked.certificate, context));
    return async (tx) => {
      await tx.query(`UPDATE question SET answer = $2 WHERE id = $1`, [job.run, JSON.stringify(answer)]);
    };
  }

  /** Null when nobody waits for the answer any more. */
  private load(organisation: string, id: string) {
    return this.database.within({ organisation }, async (tx) => {
      const question = await tx.findOneBy(Question, { id });
      if (!question) return null;
      const { certificate } = await tx.findOneOrFail(Matching, {
        where: { id: question.matchingId },
        select: { id: true, certificate: true },
      });
      return { question, certificate: certificate as unknown as WhyNotTask['certificate'] };
    });
  }

  private async answer(
    organisation: string,
    { matchingId, mentor, mentee }: Question,
    certificate: WhyNotTask['certificate'],
    context: RunContext,
  ): Promise<WhyNotView> {
    const snapshot = await loadSnapshot(this.database, organisation, matchingId);
    const outside = outsideThePool(snapshot, certificate.ids, { mentor, mentee });
    if (outside) return outside;
    // Pairs made since do not take a mentee out of a question about the matching.
    const { pool } = toPool({ ...snapshot, taken: new Set() }, [{ mentor, mentee }]);
    return answerOf(await this.threads.whyNot({ pool, certificate, mentor, mentee }, context.signal));
  }
}
