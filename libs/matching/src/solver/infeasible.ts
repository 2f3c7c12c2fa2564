import { byColumn, type Columns, type Graph } from '../problem/graph.js';
import type { Infeasible, InfeasibleReason, Problem } from '../problem/types.js';

function answer(reason: InfeasibleReason, mentees: number[], mentors: number[]): Infeasible {
  return { infeasible: { reason, mentees, mentors } };
}

/** The mentor that each mentee is locked to, or why the locks cannot all be kept: the first conflict by index. */
export function readLocks(problem: Problem): Int32Array | Infeasible {
  const locked = new Int32Array(problem.mentees).fill(-1);
  const byMentor = new Map<number, number[]>();
  const locks = [...(problem.locks ?? [])].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  if (locks.length === 0) return locked;
  const eligible = eligibleLocks(problem, locks);
  for (const [mentee, mentor] of locks) {
    if (!eligible.has(`${mentee} ${mentor}`)) return answer('lock-ineligible', [mentee], [mentor]);
    const before = locked[mentee]!;
    if (before === mentor) continue;
    if (before >= 0) return answer('capacity', [mentee], [before, mentor]);
    locked[mentee] = mentor;
    byMentor.set(mentor, [...(byMentor.get(mentor) ?? []), mentee]);
  }
  for (const [mentor, mentees] of [...byMentor].sort((a, b) => a[0] - b[0])) {
    const places = problem.capacity[mentor]!;
    if (mentees.length > places) return answer('capacity', mentees.slice(0, places + 1), [mentor]);
  }
  return locked;
}

function eligibleLocks(problem: Problem, locks: readonly (readonly [number, number])[]): Set<string> {
  const wanted = new Set(locks.map(([mentee, mentor]) => `${mentee} ${mentor}`));
  const isLocked = new Uint8Array(problem.mentees);
  for (const [mentee] of locks) isLocked[mentee] = 1;
  const found = new Set<string>();
  const { mentee, mentor } = problem.pairs;
  for (let k = 0; k < mentee.length; k++) {
    if (!isLocked[mentee[k]!]) continue;
    const key = `${mentee[k]!} ${mentor[k]!}`;
    if (wanted.has(key)) found.add(key);
  }
  return found;
}

/** The first mentor whose minimum is above its capacity, if there is one. */
export function minimumAboveCapacity(problem: Problem): Infeasible | null {
  if (!problem.minimum) return null;
  for (let j = 0; j < problem.mentors; j++) {
    if (problem.minimum[j]! > problem.capacity[j]!) return answer('minimum', [], [j]);
  }
  return null;
}

/**
 * From columns whose minimums cannot all be met, a set that cannot be made smaller (every smaller set of
 * these mentors can have its minimums) and the mentees that can reach it: fewer than the minimums ask for,
 * as in Hall's theorem.
 */
export function minimalShortage(graph: Graph, short: readonly number[]): Infeasible {
  const table = byColumn(graph);
  const set = new ShortSet(graph, table, short);
  set.shrink();
  const mentors = set.columns();
  const mentees = new Set<number>();
  for (const j of mentors) {
    for (let at = table.start[j]!; at < table.start[j + 1]!; at++) mentees.add(table.row[at]!);
  }
  return answer(
    'minimum',
    [...mentees].sort((a, b) => a - b),
    mentors,
  );
}

/** A set of columns, each wanting its minimum of rows, with as many wishes met as can be. */
class ShortSet {
  private readonly inSet: Uint8Array;
  private readonly owner: Int32Array;
  private readonly held: Int32Array;
  private missing = 0;

  constructor(
    private readonly graph: Graph,
    private readonly table: Columns,
    short: readonly number[],
  ) {
    this.inSet = new Uint8Array(graph.columns);
    this.owner = new Int32Array(graph.rows).fill(-1);
    this.held = new Int32Array(graph.columns);
    for (const j of short) this.add(j);
    this.fill();
  }

  columns(): number[] {
    const columns: number[] = [];
    this.inSet.forEach((is, j) => {
      if (is) columns.push(j);
    });
    return columns;
  }

  private add(column: number): void {
    this.inSet[column] = 1;
    this.missing += this.graph.minimum[column]! - this.held[column]!;
  }

  private remove(column: number): void {
    this.inSet[column] = 0;
    this.missing -= this.graph.minimum[column]! - this.held[column]!;
    for (let at = this.table.start[column]!; at < this.table.start[column + 1]!; at++) {
      const row = this.table.row[at]!;
      if (this.owner[row] === column) this.owner[row] = -1;
    }
    this.held[column] = 0;
  }

  /** Tries to do without each column in turn; keeps it only if the rest could then be served. */
  shrink(): void {
    for (const j of this.columns().reverse()) {
      this.remove(j);
      // What is missing still counts wishes that freed rows may meet.
      this.fill();
      if (this.missing > 0) continue;
      this.add(j);
      this.fill();
    }
  }

  /** Meets as many wishes as can be, by chains of exchanges. */
  private fill(): void {
    const seen = new Uint8Array(this.graph.columns);
    for (let j = 0; j < this.graph.columns; j++) {
      while (this.inSet[j] && !seen[j] && this.held[j]! < this.graph.minimum[j]!)
        if (!this.fetch(j, seen)) break;
    }
  }

  /** A failed search leaves its marks: what it could not reach, later searches cannot either, till the next gain. */
  private fetch(short: number, dead: Uint8Array): boolean {
    const leaver = new Map<number, { row: number; to: number }>();
    const queue = [short];
    const seen = new Set(queue);
    for (const j of queue) {
      for (let at = this.table.start[j]!; at < this.table.start[j + 1]!; at++) {
        const row = this.table.row[at]!;
        const from = this.owner[row]!;
        if (from >= 0) {
          if (seen.has(from) || dead[from]) continue;
          seen.add(from);
          leaver.set(from, { row, to: j });
          queue.push(from);
          continue;
        }
        this.pass(row, j, leaver);
        this.held[short]!++;
        this.missing--;
        return true;
      }
    }
    for (const j of queue) dead[j] = 1;
    return false;
  }

  private pass(row: number, column: number, leaver: Map<number, { row: number; to: number }>): void {
    this.owner[row] = column;
    for (let step = leaver.get(column); step; step = leaver.get(step.to)) this.owner[step.row] = step.to;
  }
}
