import { compareCodeUnits, groupBy } from '../numbers/group-by.js';
import type { Counts } from './line.js';
import type { ChangePair, Measure, Role } from './measure.js';
import {
  DEFAULT_WINDOWS,
  mismatchOf,
  pairPerson,
  type Enrolled,
  type Measurement,
  type Windows,
} from './pair-measurements.js';

const ROLE_ORDER: readonly Role[] = ['mentee', 'mentor'];

/** One measure of one role, one topic and one kind of respondent, with everybody's values. */
export interface Task {
  measure: Measure;
  role: Role;
  topic: string | null;
  respondent: string | null;
  byPerson: Map<string, Measurement[]>;
}

/** Every measure that occurs, by role, topic and respondent, in the catalogue's order; mentees before mentors. */
export function tasksOf({
  measurements,
  measures,
}: {
  measurements: readonly Measurement[];
  measures: readonly Measure[];
}): Task[] {
  const order = new Map(measures.map((measure, index) => [measureKey(measure), { measure, index }]));
  const tasks = new Map<string, Task & { index: number }>();
  for (const row of measurements) {
    const known = order.get(measureKey(row));
    if (!known) continue;
    const { role, topic = null, respondent = null } = row;
    const key = JSON.stringify([known.index, role, topic, respondent]);
    const task = tasks.get(key) ?? {
      ...known,
      role,
      topic,
      respondent,
      byPerson: new Map<string, Measurement[]>(),
    };
    tasks.set(key, task);
    const own = task.byPerson.get(row.person) ?? [];
    own.push(row);
    task.byPerson.set(row.person, own);
  }
  return [...tasks.values()].sort(
    (a, b) =>
      a.index - b.index ||
      ROLE_ORDER.indexOf(a.role) - ROLE_ORDER.indexOf(b.role) ||
      compareCodeUnits(a.topic ?? '', b.topic ?? '') ||
      compareCodeUnits(a.respondent ?? '', b.respondent ?? ''),
  );
}

/** The complete pairs of values of one task's people, and how many were left out for which reason. */
export function pairAll(
  people: readonly Enrolled[],
  task: Task,
  windows: Windows,
  indicatorRows: ReadonlyMap<string, Measurement[]>,
): { pairs: ChangePair[]; counts: Counts } {
  const pairs: ChangePair[] = [];
  const excluded: Record<string, number> = {};
  let [entry, exit] = [0, 0];
  for (const person of people) {
    const rows = task.byPerson.get(person.person) ?? [];
    if (rows.some((row) => row.wave === 'entry')) entry += 1;
    if (rows.some((row) => row.wave === 'exit')) exit += 1;
    const found = pairPerson(person, rows, task.measure, windows);
    if (found.status === 'pair') pairs.push(found.pair);
    const first = rows[0];
    const reason =
      found.status === 'excluded'
        ? found.reason
        : found.status === 'incomplete' && first
          ? mismatchOf(rows, indicatorRows.get(indicatorKey(first)) ?? [])
          : null;
    if (reason) excluded[reason] = (excluded[reason] ?? 0) + 1;
  }
  const attrition = entry === 0 ? null : Math.max(0, entry - pairs.length) / entry;
  return {
    pairs,
    counts: { enrolled: people.length, entry, exit, pairs: pairs.length, attrition, excluded },
  };
}

export function sortPeople(people: readonly Enrolled[]): Enrolled[] {
  return [...people].sort((a, b) => compareCodeUnits(a.person, b.person));
}

function measureKey(m: { indicator: string; instrument: string | null; version: string | null }): string {
  return JSON.stringify([m.indicator, m.instrument, m.version]);
}

export function indicatorKey(row: Measurement): string {
  return JSON.stringify([row.person, row.role, row.indicator, row.topic ?? null]);
}

/**
 * Complete pairs of values of the mentees, measure by measure, as stage 2 pairs them.
 * @param windows days around start and end; the defaults where they are silent
 */
export function menteeChanges(input: {
  enrolled: readonly Enrolled[];
  measurements: readonly Measurement[];
  measures: readonly Measure[];
  windows?: Partial<Windows>;
}): { measure: Measure; topic: string | null; respondent: string | null; pairs: ChangePair[] }[] {
  const windows = { ...DEFAULT_WINDOWS, ...input.windows };
  const rows = groupBy(input.measurements, indicatorKey);
  const people = sortPeople(input.enrolled.filter(({ role }) => role === 'mentee'));
  return tasksOf(input)
    .filter(({ role }) => role === 'mentee')
    .map((task) => {
      const { measure, topic, respondent } = task;
      return { measure, topic, respondent, pairs: pairAll(people, task, windows, rows).pairs };
    });
}
