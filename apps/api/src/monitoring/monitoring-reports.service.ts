import { Injectable } from '@nestjs/common';
import { QUEUES } from '@app/contracts';
import type { MonitoringReportSummary, MonitoringReportView, PageQuery, Principal } from '@app/contracts';
import { createRun, Database, MonitoringReport, Organisation, Run } from '@app/persistence';
import type { EntityManager } from 'typeorm';
import { idCursorOf, pageOf } from '../http/paging.js';
import type { Page } from '../http/paging.js';
import { notFound } from '../http/problem.js';
import { organisationScope, tenantOf } from '../http/tenant.js';
import { findProgramme } from '../programmes/programmes.service.js';
import { OutboxSender } from '../runs/outbox-sender.js';
import { viewOf } from '../runs/runs.service.js';

/** A programme's reports: asked for here, made by the worker, and frozen. */
@Injectable()
export class MonitoringReportsService {
  constructor(
    private readonly database: Database,
    private readonly outbox: OutboxSender,
  ) {}

  async create(caller: Principal, programmeId: string, cutOff: string): Promise<MonitoringReportView> {
    const tenant = tenantOf(caller);
    const view = await this.database.within(organisationScope(caller), async (tx) => {
      await findProgramme(tx, programmeId);
      const id = await createRun(tx, QUEUES.monitoringReport, tenant);
      await tx.insert(MonitoringReport, { id, organisationId: tenant.organisation, programmeId, cutOff });
      return load(tx, id);
    });
    this.outbox.nudge();
    return view;
  }

  read(caller: Principal, id: string): Promise<MonitoringReportView> {
    return this.database.within(organisationScope(caller), (tx) => load(tx, id));
  }

  /** Names of a report's organisation and programme, for its files. */
  ownerOf(caller: Principal, programmeId: string): Promise<{ organisation: string; programme: string }> {
    return this.database.within(organisationScope(caller), async (tx) => {
      const programme = await findProgramme(tx, programmeId);
      const organisation = await tx.findOneByOrFail(Organisation, { id: programme.organisationId });
      return { organisation: organisation.name, programme: programme.name };
    });
  }

  /** The programme's reports without their figures, oldest first. */
  async list(
    caller: Principal,
    programmeId: string,
    query: PageQuery,
  ): Promise<Page<MonitoringReportSummary>> {
    return this.database.within(organisationScope(caller), async (tx) => {
      await findProgramme(tx, programmeId);
      const reports = await tx
        .createQueryBuilder(MonitoringReport, 'm')
        .select(['m.id', 'm.cutOff', 'm.dataDigest'])
        .where('m.programmeId = :programmeId', { programmeId })
        .andWhere('(:after::uuid IS NULL OR m.id > :after)', { after: idCursorOf(query) })
        .orderBy('m.id')
        .take(query.limit + 1)
        .getMany();
      const runs = await runsById(tx, reports);
      return pageOf(
        reports.filter(({ id }) => runs.has(id)),
        query,
        ({ id }) => id,
        (report) => summaryOf(runs.get(report.id), report),
      );
    });
  }
}

/** A report and its run. The run first: once it says `done`, what is read after it is complete. */
async function load(tx: EntityManager, id: string): Promise<MonitoringReportView> {
  const run = await tx.findOneBy(Run, { id });
  const report = run && (await tx.findOneBy(MonitoringReport, { id }));
  if (!report) throw notFound('monitoring-report');
  const { id: _, status, progress, error, ...summary } = summaryOf(run, report);
  return { id, status, progress, error, programme: report.programmeId, ...summary, ...report.body };
}

function summaryOf(run: Run | undefined, report: MonitoringReport): MonitoringReportSummary {
  if (!run) throw notFound('monitoring-report');
  const madeAt = run.status === 'done' ? (run.finishedAt?.toISOString() ?? null) : null;
  return { ...viewOf(run), cutOff: report.cutOff, madeAt, dataDigest: report.dataDigest ?? null };
}

/** The runs of a page of reports. */
export async function runsById(
  tx: EntityManager,
  reports: readonly { id: string }[],
): Promise<ReadonlyMap<string, Run>> {
  if (reports.length === 0) return new Map();
  const runs = await tx
    .createQueryBuilder(Run, 'r')
    .where('r.id = ANY (:ids)', { ids: reports.map(({ id }) => id) })
    .getMany();
  return new Map(runs.map((run) => [run.id, run]));
}
