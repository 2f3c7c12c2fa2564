import { Processor } from '@nestjs/bullmq';
import { loadCatalogue } from '@app/catalogue';
import { QUEUES } from '@app/contracts';
import type { RunJob, SuitableMentorsAnswer, SuitableMentorView } from '@app/contracts';
import type { SuitableMentor } from '@app/matching';
import { Database, Programme, ProgrammeQuestion } from '@app/persistence';
import { readSnapshot } from '../matching-run/snapshot.js';
import type { Snapshot } from '../matching-run/snapshot.js';
import { byId, toPool } from '../matching-run/to-pool.js';
import { RunFailure } from '../run/execute-run.js';
import type { RunContext, StoreResult } from '../run/execute-run.js';
import { RunProcessor } from '../run/run.processor.js';
import { WORKER_OPTIONS } from '../run/worker-options.js';
import { SuitableThreads } from './suitable-threads.js';

/** Who of the mentors' bank suits a programme; somebody waits for the answer. */
@Processor(QUEUES.programmeQuestion, WORKER_OPTIONS)
export class ProgrammeQuestionProcessor extends RunProcessor {
  constructor(
    protected readonly database: Database,
    private readonly threads: SuitableThreads,
  ) {
    super();
  }

  protected async work(job: RunJob, context: RunContext): Promise<StoreResult> {
    const { organisation } = job;
    if (organisation === null) throw new RunFailure('engine-failed', 'a question belongs to an organisation');
    const read = await this.read(organisation, job.run);
    // Nobody waits for the answer any more.
    if (!read) return async () => undefined;
    const { pool } = toPool(read.snapshot);
    const suitable = await this.threads.suitable(pool, context.signal);
    const answer: SuitableMentorsAnswer = {
      mentees: pool.mentees.length,
      items: viewsOf(read.snapshot, suitable, read.interviews),
    };
    return async (tx) => {
      await tx.query(`UPDATE programme_question SET answer = $2 WHERE id = $1`, [
        job.run,
        JSON.stringify(answer),
      ]);
    };
  }

  private read(organisation: string, id: string) {
    return this.database.snapshot({ organisation }, async (tx) => {
      const question = await tx.findOneBy(ProgrammeQuestion, { id });
      if (!question) return null;
      const { programmeId, asOf } = question;
      const { policyVersion } = await tx.findOneByOrFail(Programme, { id: programmeId });
      const asked = { programmeId, policyVersion, asOf, locks: [], excluded: [] };
      const interviews = await tx.query<{ person: string; result: string }[]>(
        `SELECT DISTINCT ON (p.external_id) p.external_id AS person, i.result
         FROM interview i JOIN person p ON p.organisation_id = i.organisation_id AND p.id = i.person_id
         WHERE i.organisation_id = $1 AND i.held_on <= $2 ORDER BY p.external_id, i.held_on DESC, i.id DESC`,
        [organisation, asOf],
      );
      return {
        snapshot: await readSnapshot(tx, organisation, asked),
        interviews: new Map(interviews.map(({ person, result }) => [person, result])),
      };
    });
  }
}

/** Every mentor of the bank, those who suit the most mentees first. */
function viewsOf(
  { mentors, occupied, programme }: Snapshot,
  suitable: readonly SuitableMentor[],
  interviews: ReadonlyMap<string, string>,
): SuitableMentorView[] {
  const found = new Map(suitable.map((one) => [one.mentor, one]));
  const kinds = loadCatalogue().form(programme.form)?.mentor.personKinds ?? [];
  return mentors
    .map((one): SuitableMentorView => {
      const { mentees = 0, bestPoints = null, brokenRules = [] } = found.get(one.id) ?? {};
      const placesLeft = Math.max(0, one.capacity - (occupied.get(one.id) ?? 0));
      return {
        mentor: one.id,
        personKind: one.personKind,
        suits: mentees > 0 && placesLeft > 0,
        rightKind: kinds.includes(one.personKind),
        consented: one.consented,
        trained: one.trained,
        capacity: one.capacity,
        placesLeft,
        mentees,
        bestPoints,
        brokenRules,
        interview: interviews.get(one.id) ?? null,
      };
    })
    .sort(
      (a, b) =>
        Number(b.suits) - Number(a.suits) ||
        b.mentees - a.mentees ||
        (b.bestPoints ?? -1) - (a.bestPoints ?? -1) ||
        byId(a.mentor, b.mentor),
    );
}
