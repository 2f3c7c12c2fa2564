import { Processor } from '@nestjs/bullmq';
import { QUEUES } from '@app/contracts';
import type { RunJob } from '@app/contracts';
import { Database, Matching } from '@app/persistence';
import { RunFailure } from '../run/execute-run.js';
import type { RunContext, StoreResult } from '../run/execute-run.js';
import { RunProcessor } from '../run/run.processor.js';
import { WORKER_OPTIONS } from '../run/worker-options.js';
import { digestOf } from './digest.js';
import { loadSnapshot } from './snapshot.js';
import type { EarlierMatching } from './solve-thread.js';
import { SolverThreads } from './solver-threads.js';
import { storeResult } from './store-result.js';
import type { Outcome } from './store-result.js';
import { toPool } from './to-pool.js';
import type { PreparedPool } from './to-pool.js';

/** Percent that reading the pool and writing the result take of the bar. */
const READ = 5;
const SOLVED = 95;

/** One matching: a snapshot of the pool, the engine in its thread, the result with its certificate. */
@Processor(QUEUES.matching, WORKER_OPTIONS)
export class MatchingRunProcessor extends RunProcessor {
  constructor(
    protected readonly database: Database,
    private readonly threads: SolverThreads,
  ) {
    super();
  }

  protected async work(job: RunJob, context: RunContext): Promise<StoreResult> {
    if (job.organisation === null)
      throw new RunFailure('engine-failed', 'a matching belongs to an organisation');
    const organisation = job.organisation;
    const prepared = toPool(await loadSnapshot(this.database, organisation, job.run));
    const basedOn = await this.basedOn(organisation, job.run);
    context.progress(READ);
    const outcome = await this.solve(prepared, basedOn, context);
    context.progress(SOLVED);
    return async (tx) => {
      const matching = await tx.findOneByOrFail(Matching, { id: job.run });
      await storeResult(tx, matching, outcome);
    };
  }

  private basedOn(organisation: string, id: string): Promise<EarlierMatching | null> {
    return this.database.within({ organisation }, async (tx) => {
      const { basedOn, keepAnnounced } = await tx.findOneByOrFail(Matching, { id });
      if (basedOn === null) return null;
      const select = { id: true, certificate: true } as const;
      const { certificate } = await tx.findOneOrFail(Matching, { where: { id: basedOn }, select });
      return certificate && { certificate, keepAnnounced };
    });
  }

  private async solve(
    prepared: PreparedPool,
    basedOn: EarlierMatching | null,
    context: RunContext,
  ): Promise<Outcome> {
    const { pool, withoutConsent, impossibleLock } = prepared;
    const known = { withoutConsent, inputDigest: digestOf(inputOf(pool, basedOn)) };
    if (impossibleLock) return { ...known, ...impossible(prepared, impossibleLock) };
    const solved = await this.threads.solve(
      { pool, basedOn },
      {
        signal: context.signal,
        onProgress: (share) => context.progress(READ + (SOLVED - READ) * share),
      },
    );
    if (!solved.ok) throw new RunFailure('unsupported-policy', solved.path);
    const { summary: own, wish, kept, ...rest } = solved.matching;
    const told = { ...(wish && { wish }), ...(kept && { kept }) };
    const summary = { ...own, withoutConsent: withoutConsent.length, ...told };
    return { ...known, ...rest, summary };
  }
}

/** What the result depends on: pairs that were announced only where they are to be kept. */
function inputOf(pool: PreparedPool['pool'], basedOn: EarlierMatching | null): unknown {
  if (!basedOn?.keepAnnounced) return pool;
  const announced = Buffer.from(basedOn.certificate).toString('base64');
  return { pool, announced, keepAnnounced: basedOn.keepAnnounced };
}

/** A lock on somebody who has no place in the pool at all: there is no problem to solve, nor a certificate. */
function impossible(
  { pool, withoutConsent }: PreparedPool,
  { mentor, mentee }: { mentor: string; mentee: string },
): Pick<Outcome, 'summary' | 'certificate' | 'suggestions' | 'unmatched'> {
  return {
    summary: {
      mentees: pool.mentees.length,
      mentors: pool.mentors.length,
      eligiblePairs: 0,
      matched: 0,
      unmatched: pool.mentees.length,
      totalPoints: 0,
      worstPoints: null,
      meanScore: null,
      solver: 'none',
      durationMs: 0,
      withoutConsent: withoutConsent.length,
      infeasible: { reason: 'lock-ineligible', mentees: [mentee], mentors: [mentor] },
    },
    certificate: null,
    suggestions: [],
    unmatched: [],
  };
}
