import { byColumn, findPair, type Columns } from '../problem/graph.js';
import { ProblemError } from '../problem/types.js';
import type { Solution } from '../solver/solve.js';
import { Heap } from './heap.js';
import type { Regret } from './regret.js';

/** One mentee's change of mentor; `null` is "without a mentor". */
export interface Move {
  mentee: number;
  from: number | null;
  to: number | null;
}

/** How a column's extra mentee goes on: a row moves, a free place takes it, or another column gives a place up. */
const NOWHERE = -1;
const FREE_PLACE = -2;
const PLACE_GIVEN_UP = -3;

/**
 * Who moves in the cheapest exchange that gives a mentee a certain mentor: a shortest path in the residual network
 * of the optimum, from that mentor back to the place that the mentee leaves.
 *
 * Works on the pairs that the optimum was sought among (`solution.within`).
 */
export class Exchange {
  private readonly table: Columns;
  private readonly out: number;
  private readonly load: Int32Array;
  private readonly distance: Float64Array;
  private readonly how: Int32Array;
  private readonly next: Int32Array;
  private readonly matched: Int32Array;

  /** Throws `ProblemError` (`too-large`) where tiers are so many that losses cannot be compared exactly. */
  constructor(private readonly solution: Solution) {
    const { within, optimum, weights } = solution;
    if (!weights.spread) {
      throw new ProblemError('too-large', 'tier', within.tiers.length, 'too many tiers for exact regrets');
    }
    this.table = byColumn(within);
    this.out = within.columns;
    this.load = new Int32Array(within.columns);
    for (const j of optimum.assigned) if (j >= 0) this.load[j]!++;
    this.distance = new Float64Array(within.columns + 1);
    this.how = new Int32Array(within.columns + 1);
    this.next = new Int32Array(within.columns + 1);
    this.matched = Int32Array.from(optimum.assigned.keys()).filter((row) => optimum.assigned[row]! >= 0);
  }

  /** What the pair at `place` lacks to be as good as the prices say: 0 for pairs of the optimum, never negative. */
  private reduced(row: number, place: number): number {
    const { within, weights, optimum } = this.solution;
    const value = weights.tier[within.tier[row]!]! + within.points[place]!;
    return optimum.rowPrice[row]! + optimum.columnPrice[within.column[place]!]! - value;
  }

  /**
   * Dijkstra's algorithm backwards from the place of `row`, as far as `target`, which makes the path ready for
   * `moves`; false if no matching can have the pair.
   */
  reaches(row: number, target: number): boolean {
    const { distance, how, next, out } = this;
    const own = this.solution.optimum.assigned[row]!;
    const goal = own < 0 ? out : own;
    distance.fill(Infinity);
    const settled = new Uint8Array(out + 1);
    const heap = new Heap();
    const relax = (node: number, length: number, by: number, to: number): void => {
      if (length >= distance[node]!) return;
      distance[node] = length;
      how[node] = by;
      next[node] = to;
      heap.push(length, node);
    };
    relax(goal, 0, NOWHERE, NOWHERE);
    while (heap.size > 0) {
      const key = heap.least;
      const node = heap.pop();
      if (settled[node]) continue;
      settled[node] = 1;
      if (node === target) return true;
      if (node === out) this.relaxFromOut(row, key, relax);
      else this.relaxFromColumn(row, node, key, relax);
    }
    return false;
  }

  private relaxFromColumn(
    row: number,
    node: number,
    key: number,
    relax: (node: number, length: number, by: number, to: number) => void,
  ): void {
    const { within, optimum } = this.solution;
    const { start, row: rowsOf, place } = this.table;
    if (within.capacity[node] === 0) return;
    for (let at = start[node]!; at < start[node + 1]!; at++) {
      const other = rowsOf[at]!;
      const from = optimum.assigned[other]!;
      if (other === row || from === node) continue;
      relax(from < 0 ? this.out : from, key + this.reduced(other, place[at]!), other, node);
    }
    if (this.load[node]! > within.minimum[node]!)
      relax(this.out, key + optimum.columnPrice[node]!, PLACE_GIVEN_UP, node);
  }

  private relaxFromOut(
    row: number,
    key: number,
    relax: (node: number, length: number, by: number, to: number) => void,
  ): void {
    const { within, optimum } = this.solution;
    for (const other of this.matched) {
      if (other !== row) relax(optimum.assigned[other]!, key + optimum.rowPrice[other]!, other, this.out);
    }
    for (let j = 0; j < within.columns; j++) {
      if (this.load[j]! < within.capacity[j]!) relax(j, key - optimum.columnPrice[j]!, FREE_PLACE, this.out);
    }
  }

  /** Who moves, in order, if `row` goes to `column`: the path that the last search found. */
  moves(row: number, column: number): Move[] {
    const { assigned } = this.solution.optimum;
    const moves: Move[] = [{ mentee: row, from: outside(assigned[row]!), to: column }];
    for (let node = column; this.how[node] !== NOWHERE; node = this.next[node]!) {
      const by = this.how[node]!;
      if (by < 0) continue;
      const to = this.next[node]!;
      moves.push({ mentee: by, from: outside(assigned[by]!), to: to === this.out ? null : to });
    }
    return moves;
  }

  /** The loss of a set of moves, level by level, counted from the pairs themselves. */
  regret(moves: readonly Move[]): Regret {
    const { within, worst } = this.solution;
    const matched = within.tiers.map(() => 0);
    let points = 0;
    for (const { mentee, from, to } of moves) {
      if (from !== null) {
        matched[within.tier[mentee]!]!++;
        points += within.points[findPair(within, mentee, from)]!;
      }
      if (to !== null) {
        matched[within.tier[mentee]!]!--;
        points -= within.points[findPair(within, mentee, to)]!;
      }
    }
    return { matched, worst: worst ? 0 : null, points };
  }
}

const outside = (column: number): number | null => (column < 0 ? null : column);
