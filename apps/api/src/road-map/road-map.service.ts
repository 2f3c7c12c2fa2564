import { Injectable } from '@nestjs/common';
import { loadCatalogue } from '@app/catalogue';
import type { ChangeStageDto, Principal, RoadMapDto, RoadMapView } from '@app/contracts';
import { toCalendar } from '@app/documents';
import { Database, RoadMapStage, todayIn } from '@app/persistence';
import type { Programme } from '@app/persistence';
import type { EntityManager } from 'typeorm';
import { notFound, Problem } from '../http/problem.js';
import { tenantOf } from '../http/tenant.js';
import { findProgramme } from '../programmes/programmes.service.js';
import { checkRoadMap, defaultRoadMap, stageErrors, stageView } from './road-map.js';
import type { Stage } from './road-map.js';

interface RoadMap {
  programme: Programme;
  stages: Stage[];
  /** False: the catalogue's, nothing is stored. */
  own: boolean;
}

/** Дорожная карта программы: the catalogue's until somebody changes it, the school's own from then on. */
@Injectable()
export class RoadMapService {
  constructor(private readonly database: Database) {}

  /** @throws Problem `not-found` */
  async read(caller: Principal, programme: string, asOf?: string): Promise<RoadMapView> {
    return this.within(caller, async (tx, today) =>
      viewOf(await loadRoadMap(tx, programme), asOf ?? (await today())),
    );
  }

  /** @throws Problem `not-found`, `validation-failed` */
  async replace(caller: Principal, programme: string, body: RoadMapDto): Promise<RoadMapView> {
    const { stages, errors } = checkRoadMap(loadCatalogue(), body.items);
    if (errors.length > 0) throw new Problem('validation-failed', { errors });
    return this.within(caller, async (tx, today) => {
      const map = await loadRoadMap(tx, programme);
      await store(tx, map.programme, stages);
      return viewOf({ ...map, stages, own: true }, await today());
    });
  }

  /** @throws Problem `not-found` (programme or stage), `validation-failed` */
  async change(
    caller: Principal,
    programme: string,
    stage: string,
    body: ChangeStageDto,
  ): Promise<RoadMapView> {
    return this.within(caller, async (tx, today) => {
      // Two changes of one map wait for each other.
      await tx.query(`SELECT FROM programme WHERE id = $1 FOR UPDATE`, [programme]);
      const map = await loadRoadMap(tx, programme);
      const before = map.stages.find((one) => one.stage === stage);
      if (!before) throw notFound('stage');
      const after = { ...before, ...said(body) };
      const errors = stageErrors(loadCatalogue(), after);
      if (errors.length > 0) throw new Problem('validation-failed', { errors });
      const stages = map.stages.map((one) => (one === before ? after : one));
      await store(tx, map.programme, stages);
      return viewOf({ ...map, stages, own: true }, await today());
    });
  }

  /** The stages as a calendar file. @throws Problem `not-found` */
  async calendar(caller: Principal, id: string): Promise<string> {
    const { programme, stages } = await this.within(caller, (tx) => loadRoadMap(tx, id));
    const catalogue = loadCatalogue();
    const events = stages.map(({ stage, title, startsOn, dueOn, responsible, doneOn }) => ({
      id: `${id}-${stage}`,
      startsOn,
      endsOn: dueOn,
      title,
      description: `${programme.name}\nОтветственный: ${catalogue.role(responsible)?.title.ru ?? responsible}`,
      isDone: doneOn !== null,
    }));
    return toCalendar(`Дорожная карта: ${programme.name}`, events, new Date());
  }

  private within<T>(
    caller: Principal,
    work: (tx: EntityManager, today: () => Promise<string>) => Promise<T>,
  ): Promise<T> {
    const { organisation, region } = tenantOf(caller);
    return this.database.within({ organisation }, (tx) => work(tx, () => todayIn(tx, region)));
  }
}

async function loadRoadMap(tx: EntityManager, id: string): Promise<RoadMap> {
  const programme = await findProgramme(tx, id);
  const stored = await tx.find(RoadMapStage, { where: { programmeId: id }, order: { ordinal: 'ASC' } });
  const own = stored.length > 0;
  return { programme, own, stages: own ? stored : defaultRoadMap(loadCatalogue(), programme) };
}

/** The fields of a change that are there; only what may be empty can be emptied. */
function said({ startsOn, dueOn, responsible, doneOn, note }: ChangeStageDto): Partial<Stage> {
  return {
    ...(startsOn && { startsOn }),
    ...(dueOn && { dueOn }),
    ...(responsible && { responsible }),
    ...(doneOn !== undefined && { doneOn }),
    ...(note !== undefined && { note }),
  };
}

async function store(tx: EntityManager, programme: Programme, stages: readonly Stage[]): Promise<void> {
  const owner = { organisationId: programme.organisationId, programmeId: programme.id };
  await tx.delete(RoadMapStage, owner);
  await tx.insert(
    RoadMapStage,
    stages.map((stage, ordinal) => ({ ...stage, ...owner, ordinal })),
  );
}

function viewOf({ programme, stages, own }: RoadMap, asOf: string): RoadMapView {
  const catalogue = loadCatalogue();
  return {
    programme: programme.id,
    asOf,
    own,
    items: stages.map((stage) => stageView(catalogue, stage, asOf)),
    nextCursor: null,
  };
}
