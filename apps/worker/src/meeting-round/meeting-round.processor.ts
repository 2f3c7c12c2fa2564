import { Processor } from '@nestjs/bullmq';
import { QUEUES } from '@app/contracts';
import type { MeetingRoundSummary, RunJob } from '@app/contracts';
import { Database } from '@app/persistence';
import type { MeetingRound } from '@app/persistence';
import type { EntityManager } from 'typeorm';
import { RunFailure } from '../run/execute-run.js';
import type { RunContext, StoreResult } from '../run/execute-run.js';
import { RunProcessor } from '../run/run.processor.js';
import { WORKER_OPTIONS } from '../run/worker-options.js';
import { loadRound } from './load-round.js';
import { PlanThreads } from './plan-threads.js';
import type { PlannedRound } from './plan-thread.js';

/** Быстрые встречи: who of a matching's shortlist meets whom, when and where. */
@Processor(QUEUES.meetingRound, WORKER_OPTIONS)
export class MeetingRoundProcessor extends RunProcessor {
  constructor(
    protected readonly database: Database,
    private readonly threads: PlanThreads,
  ) {
    super();
  }

  protected async work(job: RunJob, context: RunContext): Promise<StoreResult> {
    const { organisation } = job;
    if (organisation === null) throw new RunFailure('engine-failed', 'a round belongs to an organisation');
    const { round, task } = await loadRound(this.database, organisation, job.run);
    const planned = await this.threads.plan(task, context.signal);
    return (tx) => storePlan(tx, round, planned);
  }
}

async function storePlan(tx: EntityManager, round: MeetingRound, planned: PlannedRound): Promise<void> {
  const { meetings, dropped, slotsUsed, slotsNeeded } = planned.plan;
  const summary: MeetingRoundSummary = {
    meetings: meetings.length,
    dropped: dropped.length,
    slotsUsed,
    slotsNeeded,
    mentors: new Set(meetings.map((one) => one.mentor)).size,
    mentees: new Set(meetings.map((one) => one.mentee)).size,
    withoutMeeting: planned.withoutMeeting,
  };
  const rows = [...meetings, ...dropped.map((one) => ({ ...one, slot: null, place: null }))];
  await tx.query(
    `INSERT INTO round_meeting (organisation_id, round_id, mentor, mentee, slot, place, points, rank)
     SELECT $1, $2, mentor, mentee, slot, place, points, rank
     FROM jsonb_to_recordset($3) AS r(mentor text, mentee text, slot integer, place integer, points integer,
       rank smallint)`,
    [round.organisationId, round.id, JSON.stringify(rows)],
  );
  await tx.query(`UPDATE meeting_round SET summary = $2 WHERE id = $1`, [round.id, JSON.stringify(summary)]);
}
