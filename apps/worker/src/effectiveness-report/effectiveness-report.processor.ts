import { Processor } from '@nestjs/bullmq';
import { QUEUES } from '@app/contracts';
import type { RunJob } from '@app/contracts';
import { Database, EffectivenessReport, Municipality, Region } from '@app/persistence';
import { daysOfAcademicYear } from '../monitoring/coverage.js';
import { ReportThreads } from '../reports/report-threads.js';
import type { RunContext, StoreResult } from '../run/execute-run.js';
import { RunProcessor } from '../run/run.processor.js';
import { WORKER_OPTIONS } from '../run/worker-options.js';
import type { EffectivenessInput } from './effectiveness-body.js';
import { gatherOrganisation } from './gather-organisation.js';
import type { GatherRequest, RegistryEntry } from './gather-organisation.js';
import type { OrganisationReport } from './organisation-report.js';

/** Percent of the bar that gathering takes. */
const GATHERED = 80;

/** A region's report: each organisation gives counts and sums in its own scope; what leaves them is then controlled. */
@Processor(QUEUES.effectivenessReport, WORKER_OPTIONS)
export class EffectivenessReportProcessor extends RunProcessor {
  constructor(
    protected readonly database: Database,
    private readonly threads: ReportThreads,
  ) {
    super();
  }

  protected async work(job: RunJob, context: RunContext): Promise<StoreResult> {
    const { organisations, request, ...head } = await this.load(job);
    const reports: OrganisationReport[] = [];
    for (const [at, organisation] of organisations.entries()) {
      context.signal.throwIfAborted();
      reports.push(
        await this.database.within({ organisation: organisation.id }, (tx) =>
          gatherOrganisation(tx, organisation, request),
        ),
      );
      context.progress((GATHERED * (at + 1)) / organisations.length);
    }
    const made = await this.threads.effectiveness({ ...head, organisations: reports }, context.signal);
    return async (tx) => {
      await tx.query(`UPDATE effectiveness_report SET data_digest = $2, body = $3 WHERE id = $1`, [
        job.run,
        made.dataDigest,
        JSON.stringify(made.body),
      ]);
    };
  }

  private load(
    job: RunJob,
  ): Promise<
    Omit<EffectivenessInput, 'organisations'> & { organisations: RegistryEntry[]; request: GatherRequest }
  > {
    return this.database.within({ region: job.region }, async (tx) => {
      const report = await tx.findOneByOrFail(EffectivenessReport, { id: job.run });
      const { academicYear, cutOff, form, municipalityId } = report;
      const region = await tx.findOneByOrFail(Region, { id: job.region });
      const municipality =
        municipalityId === null ? null : await tx.findOneByOrFail(Municipality, { id: municipalityId });
      const organisations = await tx.query<RegistryEntry[]>(
        `SELECT o.id, o.name, m.name AS municipality FROM organisation o JOIN municipality m ON m.id = o.municipality_id
         WHERE $1::uuid IS NULL OR o.municipality_id = $1 ORDER BY o.id COLLATE "C"`,
        [municipalityId],
      );
      const { from, to } = daysOfAcademicYear(academicYear);
      return {
        region: { id: region.id, name: region.name },
        academicYear,
        cutOff,
        form,
        municipality: municipality?.name ?? null,
        organisations,
        request: { academicYear, period: { from, to: cutOff < to ? cutOff : to }, form },
      };
    });
  }
}
