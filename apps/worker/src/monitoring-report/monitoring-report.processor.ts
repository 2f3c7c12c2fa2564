import { Processor } from '@nestjs/bullmq';
import { QUEUES } from '@app/contracts';
import type { RunJob } from '@app/contracts';
import { Database, MonitoringReport } from '@app/persistence';
import type { EntityManager } from 'typeorm';
import { loadDenominators } from '../effectiveness-report/gather-organisation.js';
import { academicYearOf } from '../monitoring/coverage.js';
import { loadPeople, loadProgrammeData } from '../monitoring/load-programme-data.js';
import { ReportThreads } from '../reports/report-threads.js';
import { RunFailure } from '../run/execute-run.js';
import type { RunContext, StoreResult } from '../run/execute-run.js';
import { RunProcessor } from '../run/run.processor.js';
import { WORKER_OPTIONS } from '../run/worker-options.js';
import type { MonitoringInput } from './monitoring-body.js';
import type { ScoreRecord } from './strategy-evidence.js';

const LOADED = 20;

/** A programme's report: everything about it is read at one moment, computed in a thread, and frozen. */
@Processor(QUEUES.monitoringReport, WORKER_OPTIONS)
export class MonitoringReportProcessor extends RunProcessor {
  constructor(
    protected readonly database: Database,
    private readonly threads: ReportThreads,
  ) {
    super();
  }

  protected async work(job: RunJob, context: RunContext): Promise<StoreResult> {
    if (job.organisation === null)
      throw new RunFailure('engine-failed', 'a monitoring report belongs to an organisation');
    const input = await this.load(job.organisation, job.run);
    context.progress(LOADED);
    const made = await this.threads.monitoring(input, context.signal);
    return async (tx) => {
      await tx.query(`UPDATE monitoring_report SET data_digest = $2, body = $3 WHERE id = $1`, [
        job.run,
        made.dataDigest,
        JSON.stringify(made.body),
      ]);
    };
  }

  private load(organisation: string, id: string): Promise<MonitoringInput> {
    return this.database.snapshot({ organisation }, async (tx) => {
      const { programmeId, cutOff } = await tx.findOneByOrFail(MonitoringReport, { id });
      const data = await loadProgrammeData(tx, programmeId, await loadPeople(tx));
      if (!data) throw new RunFailure('engine-failed', 'the programme of the report is gone');
      return {
        cutOff,
        data,
        denominators: await loadDenominators(tx, academicYearOf(cutOff)),
        scores: await loadScores(tx, programmeId),
      };
    });
  }
}

/** The newest score under which each pair was accepted. */
function loadScores(tx: EntityManager, programme: string): Promise<ScoreRecord[]> {
  return tx.query<ScoreRecord[]>(
    `SELECT mentor, mentee, points, components FROM (
       SELECT DISTINCT ON (d.mentor, d.mentee) d.mentor, d.mentee, s.points, s.components
       FROM decision d JOIN suggestion s ON s.id = d.suggestion_id
       WHERE d.programme_id = $1 AND d.decision = 'accept' ORDER BY d.mentor, d.mentee, d.id DESC) AS newest
     ORDER BY mentor COLLATE "C", mentee COLLATE "C"`,
    [programme],
  );
}
