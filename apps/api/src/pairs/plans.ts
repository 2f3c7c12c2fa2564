import { loadCatalogue } from '@app/catalogue';
import { PAIR_SIDES, PAIR_STATES } from '@app/contracts';
import type {
  FieldCode,
  FieldError,
  PairState,
  PlanActivityDto,
  PlanBody,
  PlanDto,
  PlanStanding,
} from '@app/contracts';
import type { PairPlan, PairPlanConsent } from '@app/persistence';
import { newId } from '@app/persistence';
import { termFits } from '../programmes/check-programme.js';
import { addMonths } from '../programmes/days.js';
import { isMutual } from './directions.js';
import type { StoredPair } from './stored-pairs.js';

/** An individual educational route lasts four to five years (S4 §3.2). */
const LONGEST_ROUTE_MONTHS = 60;

/** A version of a plan with the consents to it. */
export interface PlanVersion {
  plan: PairPlan;
  consents: PairPlanConsent[];
}

/**
 * Where each version stands, by number: the newest that holds is current, those before it are past; the newest of all is
 * proposed while it waits for a consent, and one that waited in vain is dropped.
 * @param versions in the order of their numbers
 */
export function standingsOf(versions: readonly PlanVersion[]): Map<number, PlanStanding> {
  const current = versions.findLast(holds)?.plan.version ?? 0;
  const last = versions.at(-1)?.plan.version ?? 0;
  const standing = (version: PlanVersion): PlanStanding => {
    const { version: number } = version.plan;
    if (holds(version)) return number === current ? 'current' : 'past';
    return number === last ? 'proposed' : 'dropped';
  };
  return new Map(versions.map((version) => [version.plan.version, standing(version)]));
}

const holds = ({ plan, consents }: PlanVersion): boolean =>
  !plan.needsConsent || PAIR_SIDES.every((side) => consents.some((one) => one.side === side));

/** Whether both have consented to the pair, so that a plan there is changes only with both consents (S1 §7.2). */
export const isBinding = (state: PairState): boolean =>
  PAIR_STATES.indexOf(state) >= PAIR_STATES.indexOf('consented');

/** A plan as it is stored. Activities keep the ids that earlier versions gave them; new ones get theirs. */
export function planBody(body: PlanDto): PlanBody {
  const { individualRoute: route } = body;
  return {
    goal: body.goal,
    directions: body.directions.map(({ from, topics }) => ({ from: from ?? 'mentor', topics })),
    from: body.from,
    until: body.until,
    activities: body.activities.map((activity) => ({
      id: activity.id?.toLowerCase() ?? newId(),
      title: activity.title,
      plannedOn: activity.plannedOn ?? null,
      from: activity.from ?? null,
      until: activity.until ?? null,
      responsible: activity.responsible,
    })),
    expectedResults: body.expectedResults ?? [],
    individualRoute: route
      ? {
          title: route.title,
          from: route.from,
          until: route.until,
          tutor: route.tutor ?? null,
          link: route.link ?? null,
        }
      : null,
  };
}

/**
 * What is wrong with a plan for a pair, by field.
 * @param known ids of activities that earlier versions of the plan have
 */
export function checkPlan(body: PlanDto, stored: StoredPair, known: ReadonlySet<string>): FieldError[] {
  const { kinds } = stored.pair;
  const errors = [...checkDirections(body, kinds), ...checkActivities(body.activities, known)];
  if (body.until < body.from) errors.push(wrong('until', 'date-order'));
  else if (!termFits(loadCatalogue(), kinds, body.from, body.until)) {
    errors.push(wrong('until', 'term-out-of-range'));
  }
  const route = body.individualRoute;
  if (route && route.until < route.from) errors.push(wrong('individualRoute.until', 'date-order'));
  else if (route && route.until > addMonths(route.from, LONGEST_ROUTE_MONTHS)) {
    errors.push(wrong('individualRoute.until', 'out-of-range'));
  }
  return errors;
}

/** A reverse pair says what each of the two gives; in any other the mentor gives and the mentee takes. */
function checkDirections({ directions }: PlanDto, kinds: readonly string[]): FieldError[] {
  const errors = directions.flatMap(({ from, topics }, i) => [
    ...(from === 'mentee' && !isMutual(kinds) ? [wrong(`directions[${i}].from`, 'not-allowed')] : []),
    ...topics.flatMap((topic, j) =>
      loadCatalogue().topic(topic) ? [] : [wrong(`directions[${i}].topics[${j}]`, 'unknown-topic')],
    ),
  ]);
  const sides = isMutual(kinds) ? PAIR_SIDES : (['mentor'] as const);
  const isComplete = sides.every((side) => directions.some(({ from = 'mentor' }) => from === side));
  return isComplete ? errors : [...errors, wrong('directions', 'required')];
}

/** An activity has a day or a period, and an id only if an earlier version gave it one. */
function checkActivities(activities: readonly PlanActivityDto[], known: ReadonlySet<string>): FieldError[] {
  const seen = new Set<string>();
  return activities.flatMap(({ id, plannedOn, from, until }, i): FieldError[] => {
    const at = (field: string) => `activities[${i}].${field}`;
    const errors: FieldError[] = [];
    const key = id?.toLowerCase();
    if (key !== undefined && !known.has(key)) errors.push(wrong(at('id'), 'unknown-code'));
    if (key !== undefined && seen.has(key)) errors.push(wrong(at('id'), 'duplicate'));
    if (key !== undefined) seen.add(key);
    if (plannedOn !== undefined) {
      if (from !== undefined) errors.push(wrong(at('from'), 'not-allowed'));
      if (until !== undefined) errors.push(wrong(at('until'), 'not-allowed'));
    } else if (from === undefined)
      errors.push(wrong(at(until === undefined ? 'plannedOn' : 'from'), 'required'));
    else if (until === undefined) errors.push(wrong(at('until'), 'required'));
    else if (until < from) errors.push(wrong(at('until'), 'date-order'));
    return errors;
  });
}

const wrong = (field: string, code: FieldCode): FieldError => ({ field, code, message: '' });
