import type { RegionMatchingPartJob, RunErrorCode, RunJob } from '@app/contracts';
import type { EntityManager } from 'typeorm';
import type { Database } from '../database.js';
import { StaleAttemptError } from '../runs.js';
import type { PartOutcome } from './outcome.js';

/** A part that was started this often and never ended is given up. */
const MAX_STARTS = 10;
/** Percent of the run's bar that its parts move. */
const PARTS_FROM = 2;
const PARTS_TO = 90;

/** An independent component of a region's matching: organisations whose people can only pair among themselves. */
export type RegionMatchingPart = { part: number; organisations: string[] } & (
  | { status: 'open'; outcome: null }
  | { status: 'done'; outcome: PartOutcome }
  | { status: 'failed'; outcome: PartFailure }
);

/** Why a part has no result; the run fails for the same reason. */
export interface PartFailure {
  code: RunErrorCode;
  detail?: string;
}

/**
 * Lets `work` see and write the rows of one organisation inside a region's transaction. Only one organisation is open
 * at a time, so that what belongs to two never stands in one statement.
 */
export async function insideOrganisation<T>(
  tx: EntityManager,
  organisation: string,
  work: () => Promise<T>,
): Promise<T> {
  await tx.query(`SELECT set_config('app.organisation', $1, true)`, [organisation]);
  const done = await work();
  await tx.query(`SELECT set_config('app.organisation', '', true)`);
  return done;
}

/** The parts of a matching, in order; planned by `plan` when there are none. One plan holds, whoever asks at once. */
export async function partsOf(
  tx: EntityManager,
  job: RunJob,
  plan: () => Promise<string[][]>,
): Promise<RegionMatchingPart[]> {
  await tx.query(`SELECT FROM region_matching WHERE id = $1 FOR UPDATE`, [job.run]);
  const known = await readParts(tx, job.run);
  if (known.length > 0) return known;
  const planned = (await plan()).map((organisations, part) => ({ part, organisations }));
  await tx.query(
    `INSERT INTO region_matching_part (region_id, matching_id, part, organisations)
     SELECT $1, $2, part, organisations FROM jsonb_to_recordset($3) AS r(part integer, organisations text[])`,
    [job.region, job.run, JSON.stringify(planned)],
  );
  return readParts(tx, job.run);
}

/** The parts of a matching that are there, in order. */
export function readParts(tx: EntityManager, matching: string): Promise<RegionMatchingPart[]> {
  return tx.query<RegionMatchingPart[]>(
    `SELECT part, organisations, status, outcome FROM region_matching_part WHERE matching_id = $1 ORDER BY part`,
    [matching],
  );
}

/**
 * Takes an open part of a running matching: returns the number of this start, or null when there is nothing to do
 * (it is done, the run has ended or is to be cancelled).
 */
export async function startPart(database: Database, job: RegionMatchingPartJob): Promise<number | null> {
  const attempt = await database.within({ region: job.region }, async (tx) => {
    const [rows] = await tx.query<[{ attempt: number }[], number]>(
      `UPDATE region_matching_part SET attempt = attempt + 1, progress = 0
       WHERE matching_id = $1 AND part = $2 AND status = 'open'
         AND EXISTS (SELECT 1 FROM run WHERE id = $1 AND status = 'running' AND NOT cancel_requested)
       RETURNING attempt`,
      [job.run, job.part],
    );
    return rows[0]?.attempt ?? null;
  });
  if (attempt === null || attempt <= MAX_STARTS) return attempt;
  await failPart(database, job, { code: 'gave-up' });
  return null;
}

/** Stores a part's progress (percent) and moves the run's; says whether to stop: cancelled, or started anew elsewhere. */
export async function reportPartProgress(
  database: Database,
  job: RegionMatchingPartJob,
  attempt: number,
  percent: number,
): Promise<'go-on' | 'stop'> {
  return database.within({ region: job.region }, async (tx) => {
    const [own] = await tx.query<[unknown[], number]>(
      `UPDATE region_matching_part SET progress = greatest(progress, $4)
       WHERE matching_id = $1 AND part = $2 AND status = 'open' AND attempt = $3 RETURNING part`,
      [job.run, job.part, attempt, Math.max(0, Math.min(99, Math.floor(percent)))],
    );
    if (own.length === 0) return 'stop';
    const [run] = await tx.query<[{ cancel_requested: boolean }[], number]>(
      `UPDATE run SET progress = greatest(progress, $2::int + ($3::int - $2::int) * coalesce(p.done, 0) / 100)
       FROM (SELECT sum(progress * cardinality(organisations)) / nullif(sum(cardinality(organisations)), 0) AS done
             FROM region_matching_part WHERE matching_id = $1) p
       WHERE id = $1 AND status = 'running' RETURNING cancel_requested`,
      [job.run, PARTS_FROM, PARTS_TO],
    );
    return run[0] && !run[0].cancel_requested ? 'go-on' : 'stop';
  });
}

/**
 * Marks a part `done` in the transaction that stores what it came to.
 * @throws StaleAttemptError when this start is not the newest any more, or the part is gone; roll back then.
 */
export async function finishPart(
  tx: EntityManager,
  job: RegionMatchingPartJob,
  attempt: number,
  outcome: PartOutcome,
): Promise<void> {
  const [rows] = await tx.query<[unknown[], number]>(
    `UPDATE region_matching_part SET status = 'done', progress = 100, outcome = $4
     WHERE matching_id = $1 AND part = $2 AND status = 'open' AND attempt = $3 RETURNING part`,
    [job.run, job.part, attempt, JSON.stringify(outcome)],
  );
  if (rows.length === 0) throw new StaleAttemptError(`${job.run} part ${job.part}`, attempt);
}

/** Ends a part as `failed`; the parent ends the run with the same code. */
export async function failPart(
  database: Database,
  job: RegionMatchingPartJob,
  error: PartFailure,
): Promise<void> {
  await database.within({ region: job.region }, (tx) =>
    tx.query(
      `UPDATE region_matching_part SET status = 'failed', outcome = $3
       WHERE matching_id = $1 AND part = $2 AND status = 'open'`,
      [job.run, job.part, JSON.stringify(error)],
    ),
  );
}
