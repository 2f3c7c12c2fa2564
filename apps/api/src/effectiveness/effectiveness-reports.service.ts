import { Injectable } from '@nestjs/common';
import { loadCatalogue } from '@app/catalogue';
import { QUEUES } from '@app/contracts';
import type {
  CreateEffectivenessReportDto,
  EffectivenessReportSummary,
  EffectivenessReportView,
  FieldError,
  PageQuery,
  Principal,
} from '@app/contracts';
import { createRun, Database, EffectivenessReport, Municipality, Region, Run } from '@app/persistence';
import { In } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { idCursorOf, pageOf } from '../http/paging.js';
import type { Page } from '../http/paging.js';
import { notFound, Problem } from '../http/problem.js';
import { ownRegion } from '../http/tenant.js';
import { runsById } from '../monitoring/monitoring-reports.service.js';
import { OutboxSender } from '../runs/outbox-sender.js';
import { viewOf } from '../runs/runs.service.js';

/** A region's reports: asked for here, made by the worker, and frozen. */
@Injectable()
export class EffectivenessReportsService {
  constructor(
    private readonly database: Database,
    private readonly outbox: OutboxSender,
  ) {}

  async create(region: string, body: CreateEffectivenessReportDto): Promise<EffectivenessReportView> {
    const view = await this.database.within({ region }, async (tx) => {
      const municipality =
        body.municipality === undefined
          ? null
          : await tx.findOneBy(Municipality, { regionId: region, name: body.municipality });
      const errors = errorsOf(body, municipality);
      if (errors.length > 0) throw new Problem('validation-failed', { errors });
      const id = await createRun(tx, QUEUES.effectivenessReport, { organisation: null, region });
      await tx.insert(EffectivenessReport, {
        id,
        regionId: region,
        academicYear: body.academicYear,
        cutOff: body.cutOff,
        form: body.form ?? null,
        municipalityId: municipality?.id ?? null,
      });
      return load(tx, id);
    });
    this.outbox.nudge();
    return view;
  }

  read(caller: Principal, id: string): Promise<EffectivenessReportView> {
    return this.database.within({ region: ownRegion(caller) }, (tx) => load(tx, id));
  }

  /** The region as people call it, for files. */
  async regionName(caller: Principal): Promise<string> {
    const id = ownRegion(caller);
    const region = await this.database.within({ region: id }, (tx) => tx.findOneByOrFail(Region, { id }));
    return region.name;
  }

  /** The region's reports without their figures, oldest first. */
  async list(region: string, query: PageQuery): Promise<Page<EffectivenessReportSummary>> {
    return this.database.within({ region }, async (tx) => {
      const reports = await tx
        .createQueryBuilder(EffectivenessReport, 'e')
        .select(['e.id', 'e.academicYear', 'e.cutOff', 'e.form', 'e.municipalityId', 'e.dataDigest'])
        .where('(:after::uuid IS NULL OR e.id > :after)', { after: idCursorOf(query) })
        .orderBy('e.id')
        .take(query.limit + 1)
        .getMany();
      const runs = await runsById(tx, reports);
      const names = await namesOf(tx, reports);
      return pageOf(
        reports.filter(({ id }) => runs.has(id)),
        query,
        ({ id }) => id,
        (report) => summaryOf(runs.get(report.id), report, names),
      );
    });
  }
}

/** What the DTO cannot know: forms, municipalities, and that the cut-off is not before the year. */
function errorsOf(body: CreateEffectivenessReportDto, municipality: Municipality | null): FieldError[] {
  const errors: FieldError[] = [];
  if (body.form !== undefined && !loadCatalogue().form(body.form))
    errors.push({ field: 'form', code: 'unknown-form', message: '' });
  if (body.municipality !== undefined && municipality === null) {
    const message = 'В регионе нет такого муниципалитета.';
    errors.push({ field: 'municipality', code: 'unknown-code', message });
  }
  if (body.cutOff < `${body.academicYear.slice(0, 4)}-09-01`) {
    const message = 'Дата среза раньше начала учебного года.';
    errors.push({ field: 'cutOff', code: 'date-order', message });
  }
  return errors;
}

/** A report and its run. The run first: once it says `done`, what is read after it is complete. */
async function load(tx: EntityManager, id: string): Promise<EffectivenessReportView> {
  const run = await tx.findOneBy(Run, { id });
  const report = run && (await tx.findOneBy(EffectivenessReport, { id }));
  if (!report) throw notFound('effectiveness-report');
  const { id: _, status, progress, error, ...summary } = summaryOf(run, report, await namesOf(tx, [report]));
  return { id, status, progress, error, region: report.regionId, ...summary, ...report.body };
}

function summaryOf(
  run: Run | undefined,
  report: EffectivenessReport,
  municipalities: ReadonlyMap<string, string>,
): EffectivenessReportSummary {
  if (!run) throw notFound('effectiveness-report');
  return {
    ...viewOf(run),
    academicYear: report.academicYear,
    cutOff: report.cutOff,
    form: report.form,
    municipality: report.municipalityId === null ? null : (municipalities.get(report.municipalityId) ?? null),
    madeAt: run.status === 'done' ? (run.finishedAt?.toISOString() ?? null) : null,
    dataDigest: report.dataDigest ?? null,
  };
}

async function namesOf(
  tx: EntityManager,
  reports: readonly EffectivenessReport[],
): Promise<ReadonlyMap<string, string>> {
  const ids = reports.flatMap(({ municipalityId }) => municipalityId ?? []);
  if (ids.length === 0) return new Map();
  const found = await tx.findBy(Municipality, { id: In(ids) });
  return new Map(found.map(({ id, name }) => [id, name]));
}
