import type { Numbers, Problem } from './types.js';

/**
 * A problem with the locked pairs taken out, on typed arrays: the pairs row by row (mentee by mentee), in
 * each row by mentor. What the solver and the explanations work on.
 */
export interface Graph {
  rows: number;
  columns: number;
  /** Pairs of row `i` stand at `start[i] … start[i + 1] − 1`. */
  start: Int32Array;
  /** The mentor of each pair. */
  column: Int32Array;
  points: Int32Array;
  /** Places left after the locks. */
  capacity: Int32Array;
  /** Load still required after the locks. */
  minimum: Int32Array;
  /** Each mentee's tier as an index from 0, best first. */
  tier: Int32Array;
  /** The tiers' names as the problem gives them, in order. */
  tiers: number[];
  /** The mentor that a mentee is locked to, −1 for none; a locked mentee has no pairs here. */
  locked: Int32Array;
}

/** Distinct tiers of all mentees, ascending; one tier 1 for a problem without mentees. */
function tiersOf(problem: Problem): number[] {
  const tiers = new Set<number>();
  if (problem.tier) for (let i = 0; i < problem.mentees; i++) tiers.add(problem.tier[i]!);
  if (tiers.size === 0) tiers.add(1);
  return [...tiers].sort((a, b) => a - b);
}

/** Whether the pairs stand by mentee, and by mentor for each: then nothing need be sorted. */
function areSorted(mentee: Numbers, mentor: Numbers): boolean {
  for (let k = 1; k < mentee.length; k++) {
    const before = mentee[k - 1]!;
    if (before > mentee[k]! || (before === mentee[k]! && mentor[k - 1]! > mentor[k]!)) return false;
  }
  return true;
}

/** A copy as int32; of a typed array in one stroke. */
function integers(values: Numbers): Int32Array {
  return values instanceof Int32Array ? values.slice() : Int32Array.from(values);
}

/** Pairs that are sorted already, copied; those of locked mentees left out. */
function copyPairs(problem: Problem, locked: Int32Array): Pick<Graph, 'start' | 'column' | 'points'> {
  const { mentees, pairs } = problem;
  const count = pairs.mentee.length;
  const anyLocked = locked.some((mentor) => mentor >= 0);
  const start = new Int32Array(mentees + 1);
  for (let k = 0; k < count; k++) {
    const i = pairs.mentee[k]!;
    if (!anyLocked || locked[i]! < 0) start[i + 1]!++;
  }
  for (let i = 0; i < mentees; i++) start[i + 1]! += start[i]!;
  if (!anyLocked) {
    return { start, column: integers(pairs.mentor), points: integers(pairs.points) };
  }
  const column = new Int32Array(start[mentees]!);
  const points = new Int32Array(start[mentees]!);
  let to = 0;
  for (let k = 0; k < count; k++) {
    if (locked[pairs.mentee[k]!]! >= 0) continue;
    column[to] = pairs.mentor[k]!;
    points[to++] = pairs.points[k]!;
  }
  return { start, column, points };
}

/** Sorts pairs by (mentee, mentor) with two counting sorts: linear, and stable whatever the rows' order. */
function sortPairs(problem: Problem, locked: Int32Array): Pick<Graph, 'start' | 'column' | 'points'> {
  const { mentees, mentors, pairs } = problem;
  const count = pairs.mentee.length;
  const byMentor = new Int32Array(count);
  const nextOfMentor = new Int32Array(mentors + 1);
  for (let k = 0; k < count; k++) nextOfMentor[pairs.mentor[k]! + 1]!++;
  for (let j = 0; j < mentors; j++) nextOfMentor[j + 1]! += nextOfMentor[j]!;
  for (let k = 0; k < count; k++) byMentor[nextOfMentor[pairs.mentor[k]!]!++] = k;

  const start = new Int32Array(mentees + 1);
  for (let k = 0; k < count; k++) {
    const i = pairs.mentee[k]!;
    if (locked[i]! < 0) start[i + 1]!++;
  }
  for (let i = 0; i < mentees; i++) start[i + 1]! += start[i]!;
  const kept = start[mentees]!;
  const column = new Int32Array(kept);
  const points = new Int32Array(kept);
  const next = start.slice(0, mentees);
  for (let at = 0; at < count; at++) {
    const k = byMentor[at]!;
    const i = pairs.mentee[k]!;
    if (locked[i]! >= 0) continue;
    const to = next[i]!++;
    column[to] = pairs.mentor[k]!;
    points[to] = pairs.points[k]!;
  }
  return { start, column, points };
}

/**
 * The graph of a checked problem. `locked` names the mentor that each mentee is locked to (−1: none); the
 * locks must be possible (`findLockConflict` has said so).
 */
export function buildGraph(problem: Problem, locked: Int32Array): Graph {
  const tiers = tiersOf(problem);
  const index = new Map(tiers.map((tier, at) => [tier, at]));
  const tier = new Int32Array(problem.mentees);
  if (problem.tier) for (let i = 0; i < problem.mentees; i++) tier[i] = index.get(problem.tier[i]!) ?? 0;
  const capacity = Int32Array.from(problem.capacity);
  const minimum = problem.minimum ? Int32Array.from(problem.minimum) : new Int32Array(problem.mentors);
  for (const mentor of locked) {
    if (mentor < 0) continue;
    capacity[mentor]!--;
    if (minimum[mentor]! > 0) minimum[mentor]!--;
  }
  const sorted = areSorted(problem.pairs.mentee, problem.pairs.mentor);
  const pairs = sorted ? copyPairs(problem, locked) : sortPairs(problem, locked);
  return {
    rows: problem.mentees,
    columns: problem.mentors,
    ...pairs,
    capacity,
    minimum,
    tier,
    tiers,
    locked,
  };
}

/** The pairs of at least `floor` points. */
export function pairsFrom(graph: Graph, floor: number): Graph {
  const start = new Int32Array(graph.rows + 1);
  let kept = 0;
  for (const points of graph.points) if (points >= floor) kept++;
  const column = new Int32Array(kept);
  const points = new Int32Array(kept);
  let to = 0;
  for (let i = 0; i < graph.rows; i++) {
    for (let at = graph.start[i]!; at < graph.start[i + 1]!; at++) {
      if (graph.points[at]! < floor) continue;
      column[to] = graph.column[at]!;
      points[to++] = graph.points[at]!;
    }
    start[i + 1] = to;
  }
  return { ...graph, start, column, points };
}

/** The place of a pair in the graph, −1 if it is not eligible. Binary search in the row. */
export function findPair(graph: Graph, row: number, column: number): number {
  let low = graph.start[row]!;
  let high = graph.start[row + 1]! - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const here = graph.column[middle]!;
    if (here === column) return middle;
    if (here < column) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** The pairs column by column: for each mentor the mentees and the pairs' places. */
export interface Columns {
  start: Int32Array;
  row: Int32Array;
  place: Int32Array;
}

export function byColumn(graph: Graph): Columns {
  const start = new Int32Array(graph.columns + 1);
  for (const j of graph.column) start[j + 1]!++;
  for (let j = 0; j < graph.columns; j++) start[j + 1]! += start[j]!;
  const row = new Int32Array(graph.column.length);
  const place = new Int32Array(graph.column.length);
  const next = start.slice(0, graph.columns);
  for (let i = 0; i < graph.rows; i++) {
    for (let at = graph.start[i]!; at < graph.start[i + 1]!; at++) {
      const to = next[graph.column[at]!]!++;
      row[to] = i;
      place[to] = at;
    }
  }
  return { start, row, place };
}
