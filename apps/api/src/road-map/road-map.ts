import type { Catalogue } from '@app/catalogue';
import type { FieldError, ProgrammeDay, RoadMapStageDto, RoadMapStageView, StageState } from '@app/contracts';
import type { Programme, RoadMapStage } from '@app/persistence';
import { addDays } from '../programmes/days.js';

/** A stage as it stands in a road map, in the order of the list that it is in. */
export type Stage = Omit<RoadMapStage, 'organisationId' | 'programmeId' | 'ordinal'>;

/** The catalogue's road map laid over a programme's term. */
export function defaultRoadMap(
  catalogue: Catalogue,
  { startsOn, endsOn }: Pick<Programme, 'startsOn' | 'endsOn'>,
): Stage[] {
  const dayOf = ({ from, days }: ProgrammeDay) => addDays(from === 'start' ? startsOn : endsOn, days);
  return catalogue.data.stages.map((stage) => {
    const [from, due] = [dayOf(stage.startsOn), dayOf(stage.dueOn)];
    return {
      stage: stage.code,
      title: stage.title.ru,
      // A term of a few days: what begins after the start may fall behind what ends before the end.
      startsOn: from < due ? from : due,
      dueOn: due,
      responsible: stage.responsible,
      doneOn: null,
      note: null,
    };
  });
}

/** A road map as a school sends it, or what is wrong with it by field. */
export function checkRoadMap(
  catalogue: Catalogue,
  items: readonly RoadMapStageDto[],
): { stages: Stage[]; errors: FieldError[] } {
  const errors: FieldError[] = [];
  const seen = new Set<string>();
  const stages = items.map((item, i): Stage => {
    const at = (field: string) => `items[${i}].${field}`;
    const title = item.title ?? catalogue.stage(item.stage)?.title.ru;
    if (title === undefined) errors.push({ field: at('title'), code: 'required', message: '' });
    if (seen.has(item.stage)) errors.push({ field: at('stage'), code: 'duplicate', message: '' });
    seen.add(item.stage);
    const stage = {
      stage: item.stage,
      title: title ?? '',
      startsOn: item.startsOn,
      dueOn: item.dueOn,
      responsible: item.responsible,
      doneOn: item.doneOn ?? null,
      note: item.note ?? null,
    };
    errors.push(...stageErrors(catalogue, stage).map((error) => ({ ...error, field: at(error.field) })));
    return stage;
  });
  return { stages, errors };
}

/** What is wrong with a single stage: its role, the order of its days. */
export function stageErrors(catalogue: Catalogue, stage: Stage): FieldError[] {
  const errors: FieldError[] = [];
  if (!catalogue.role(stage.responsible))
    errors.push({ field: 'responsible', code: 'unknown-code', message: '' });
  if (stage.dueOn < stage.startsOn) errors.push({ field: 'dueOn', code: 'date-order', message: '' });
  return errors;
}

/** How a stage stands on a day: what is done later than that day was not done then. */
export function stateOf({ startsOn, dueOn, doneOn }: Stage, asOf: string): StageState {
  if (doneOn !== null && doneOn <= asOf) return 'done';
  if (dueOn < asOf) return 'overdue';
  return startsOn > asOf ? 'ahead' : 'open';
}

export function stageView(catalogue: Catalogue, stage: Stage, asOf: string): RoadMapStageView {
  const state = stateOf(stage, asOf);
  return {
    stage: stage.stage,
    title: stage.title,
    startsOn: stage.startsOn,
    dueOn: stage.dueOn,
    responsible: stage.responsible,
    responsibleTitle: catalogue.role(stage.responsible)?.title.ru ?? stage.responsible,
    doneOn: stage.doneOn,
    note: stage.note,
    state,
    overdue: state === 'overdue',
  };
}
