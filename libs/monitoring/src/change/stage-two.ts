import { compareCodeUnits, groupBy } from '../numbers/group-by.js';
import { summarise } from '../numbers/summary.js';
import { changeFigures, emptyFigures, FEWEST_FOR_INFERENCE } from './change-figures.js';
import { comparisonDifference, type GroupDifference } from './comparison.js';
import { hedgesG } from './effects.js';
import { holm } from './holm.js';
import type { StageTwoLine } from './line.js';
import type { ChangePair, Day, Measure } from './measure.js';
import { orient } from './oriented.js';
import {
  DEFAULT_WINDOWS,
  pairPerson,
  type Enrolled,
  type Measurement,
  type Windows,
} from './pair-measurements.js';
import { indicatorKey, pairAll, sortPeople, tasksOf } from './tasks.js';
import type { Task } from './tasks.js';
import { verdict, type SizeBounds } from './verdict.js';

export interface StageTwoInput {
  /** Persons of pairs that reached `running` on or before the cut-off, once per person × role. */
  enrolled: readonly Enrolled[];
  measurements: readonly Measurement[];
  /** The catalogue's definition of every measure that may occur. Lines come in this order. */
  measures: readonly Measure[];
  /** The programme's term, which dates the windows of the comparison group (persons with data, not enrolled). */
  term?: { start: Day; end: Day };
  windows?: Partial<Windows>;
  /** Pairs from which p and intervals are given. Default 10. */
  fewestForInference?: number;
  /** Pairs below which the rank test comes first. Default 30. */
  signedRankBelow?: number;
  /** |g_av| from which a change is called small, moderate, large. Default 0.2, 0.5, 0.8. */
  sizeBounds?: SizeBounds;
}

/**
 * Stage 2 of a programme's report ("таблица 2"): one line per role × indicator × topic × instrument × version ×
 * kind of respondent, with Holm's adjustment over all first p, mentees and mentors together.
 *
 * Lines are sorted by the catalogue's order of measures, then role (mentees first), topic and respondent; the
 * order of rows in the input changes nothing. Measurements of measures that are not in the catalogue are left out.
 */
export function stageTwo(input: StageTwoInput): StageTwoLine[] {
  const fewest = input.fewestForInference ?? FEWEST_FOR_INFERENCE;
  const windows = { ...DEFAULT_WINDOWS, ...input.windows };
  const indicatorRows = groupBy(input.measurements, indicatorKey);
  const drafts = tasksOf(input).map((task) => ({
    task,
    line: draftLine(task, input, windows, fewest, indicatorRows),
  }));
  const adjusted = holm(drafts.map(({ line }) => line.p));
  const familySize = adjusted.filter((p) => p !== null).length;
  return drafts.map(({ task, line }, index) => {
    const complete = { ...line, pAdjusted: adjusted[index] ?? null, familySize };
    return {
      ...complete,
      verdict: verdict(complete, task.measure, line.n.pairs >= fewest, input.sizeBounds),
    };
  });
}

function draftLine(
  task: Task,
  input: StageTwoInput,
  windows: Windows,
  fewest: number,
  indicatorRows: ReadonlyMap<string, Measurement[]>,
): Omit<StageTwoLine, 'pAdjusted' | 'familySize' | 'verdict'> {
  const people = sortPeople(input.enrolled.filter((person) => person.role === task.role));
  const { pairs, counts } = pairAll(people, task, windows, indicatorRows);
  const figures =
    pairs.length === 0
      ? emptyFigures('no-pairs')
      : changeFigures(pairs, task.measure, fewest, input.signedRankBelow);
  const comparison = comparisonOf(pairs, people, task, input, windows, fewest);
  return {
    indicator: task.measure.indicator,
    topic: task.topic,
    role: task.role,
    instrument:
      task.measure.instrument === null
        ? null
        : { id: task.measure.instrument, version: task.measure.version },
    respondent: task.respondent,
    direction: task.measure.direction,
    n: counts,
    ...figures,
    lost: lostAtEntry(pairs, people, task),
    comparison,
    notes: comparison ? figures.notes : [...figures.notes, 'no-comparison-group'],
  };
}

function lostAtEntry(
  pairs: readonly ChangePair[],
  people: readonly Enrolled[],
  task: Task,
): StageTwoLine['lost'] {
  const completers = new Set(pairs.map((pair) => pair.person));
  const values = people
    .filter(({ person }) => !completers.has(person))
    .flatMap(({ person }) => firstEntry(task.byPerson.get(person) ?? []));
  const lost = summarise(values);
  return {
    n: lost.n,
    mean: lost.n === 0 ? null : lost.mean,
    g: hedgesG(summarise(pairs.map((pair) => pair.x)), lost),
  };
}

function firstEntry(rows: readonly Measurement[]): number[] {
  const entries = rows.filter((row) => row.wave === 'entry');
  const first = entries.sort((a, b) => compareCodeUnits(a.measuredOn, b.measuredOn) || a.value - b.value)[0];
  return first ? [first.value] : [];
}

/** Everybody with data who is not enrolled in this role, paired by the programme's term. */
function comparisonOf(
  pairs: readonly ChangePair[],
  people: readonly Enrolled[],
  task: Task,
  { term }: StageTwoInput,
  windows: Windows,
  fewest: number,
): GroupDifference | null {
  if (!term || pairs.length < fewest) return null;
  const enrolled = new Set(people.map(({ person }) => person));
  const others: ChangePair[] = [];
  for (const person of [...task.byPerson.keys()].sort(compareCodeUnits)) {
    if (enrolled.has(person)) continue;
    const stranger = { person, role: task.role, cluster: person, ...term };
    const found = pairPerson(stranger, task.byPerson.get(person) ?? [], task.measure, windows);
    if (found.status === 'pair') others.push(found.pair);
  }
  if (others.length < fewest) return null;
  const [ours, theirs] = [orient(pairs, task.measure.direction), orient(others, task.measure.direction)];
  return comparisonDifference(ours, theirs, ours.sign);
}
