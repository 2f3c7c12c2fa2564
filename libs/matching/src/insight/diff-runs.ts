import type { Regret } from '../explain/regret.js';
import type { Level, Result } from '../problem/types.js';
import { byCodeUnits } from '../pool/canonical-order.js';
import { assignedPoints, type SolvedRun } from './run.js';

/** What became of one mentee, by ids; `null` stands for no mentor. */
export interface MenteeChange {
  mentee: string;
  from: string | null;
  to: string | null;
  pointsBefore: number | null;
  pointsAfter: number | null;
}

export interface RunTotals {
  mentees: number;
  matched: number;
  totalPoints: number;
  worstPoints: number | null;
}

/** What lies between two runs; every list by mentee's id, in order of code units. */
export interface RunDiff {
  before: RunTotals;
  after: RunTotals;
  /** Levels of `before` less those of `after`; below zero is a gain. Tiers of both, lower first. */
  loss: Regret;
  kept: MenteeChange[];
  /** Had one mentor, have another. */
  moved: MenteeChange[];
  /** Have a mentor only now. */
  matched: MenteeChange[];
  /** Had a mentor, and are left out now. */
  leftOut: MenteeChange[];
  /** Of `before`, and no part of `after`. */
  gone: string[];
  /** Of `after`, and no part of `before`. */
  joined: string[];
}

/** Compares two runs by ids, whatever the order of their indices. */
export function diffRuns(before: SolvedRun, after: SolvedRun): RunDiff {
  const earlier = fates(before);
  const later = fates(after);
  const changes: MenteeChange[] = [];
  for (const mentee of [...later.keys()].sort(byCodeUnits)) {
    const was = earlier.get(mentee);
    const is = later.get(mentee)!;
    if (was === undefined) continue;
    changes.push({
      mentee,
      from: was.mentor,
      to: is.mentor,
      pointsBefore: was.points,
      pointsAfter: is.points,
    });
  }
  return {
    before: totals(before.result),
    after: totals(after.result),
    loss: lossOf(before.result, after.result),
    kept: changes.filter(({ from, to }) => from === to && to !== null),
    moved: changes.filter(({ from, to }) => from !== to && from !== null && to !== null),
    matched: changes.filter(({ from, to }) => from === null && to !== null),
    leftOut: changes.filter(({ from, to }) => from !== null && to === null),
    gone: [...earlier.keys()].filter((mentee) => !later.has(mentee)).sort(byCodeUnits),
    joined: [...later.keys()].filter((mentee) => !earlier.has(mentee)).sort(byCodeUnits),
  };
}

function fates(run: SolvedRun): Map<string, { mentor: string | null; points: number | null }> {
  const points = assignedPoints(run);
  return new Map(
    run.result.assignment.map((j, i) => [
      run.ids.mentees[i]!,
      { mentor: j === null ? null : run.ids.mentors[j]!, points: points[i]! },
    ]),
  );
}

const totals = ({ assignment, matched, totalPoints, worstPoints }: Result): RunTotals => ({
  mentees: assignment.length,
  matched,
  totalPoints,
  worstPoints,
});

/** Level by level; the worst-off only where both objectives look at it. */
function lossOf(before: Result, after: Result): Regret {
  const tiers = [...new Set([...tiersOf(before), ...tiersOf(after)])].sort((a, b) => a - b);
  const [was, is] = [worstLevel(before), worstLevel(after)];
  return {
    matched: tiers.map((tier) => countOf(before, tier) - countOf(after, tier)),
    worst: was === undefined || is === undefined ? null : (was.value ?? 0) - (is.value ?? 0),
    points: sumLevel(before) - sumLevel(after),
  };
}

const counts = ({ levels }: Result) => levels.filter((level) => level.kind === 'count');

const tiersOf = (result: Result): number[] => counts(result).map(({ tier }) => tier);

const countOf = (result: Result, tier: number): number =>
  counts(result).find((level) => level.tier === tier)?.value ?? 0;

const worstLevel = ({ levels }: Result): (Level & { kind: 'worst' }) | undefined =>
  levels.find((level) => level.kind === 'worst');

const sumLevel = ({ levels, totalPoints }: Result): number =>
  levels.find((level) => level.kind === 'total')?.value ?? totalPoints;
