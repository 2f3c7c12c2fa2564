import type { Graph } from '../problem/graph.js';
import type { Weights } from '../problem/weights.js';
import { strongComponents } from './components.js';
import { FREE_PLACE, PLACE_GIVEN_UP, START, TwoWaySearch } from './two-way-search.js';
import { throwIfCancelled, type Watch } from './watch.js';

/** An optimal assignment with folded prices that prove it. */
export interface Optimum {
  assigned: Int32Array;
  rowPrice: Float64Array;
  columnPrice: Float64Array;
}

/**
 * All optimal matchings at once. By complementary slackness they are the matchings on *tight* pairs (value =
 * price of mentee + price of mentor) that leave out only mentees of price 0, fill mentors of positive price
 * and keep mentors of negative price at their minimum. One goes over into another by cycles in the residual
 * graph of tight pairs, so whatever lies on no cycle is in every optimum.
 */
export class TightGraph {
  readonly start: Int32Array;
  readonly column: Int32Array;
  private readonly load: Int32Array;
  private readonly firstIn: Int32Array;
  private readonly nextIn: Int32Array;
  private readonly previousIn: Int32Array;
  /** Components of rows, columns and, last, "left out". Only those of columns and "left out" stay true in `settle`. */
  private readonly component: Int32Array;
  private nextComponent: number;
  /** The tight pairs by column. */
  private readonly reverse: { start: Int32Array; row: Int32Array };
  /** Rows that may be left out. */
  private readonly free: number[] = [];
  private readonly fixed: Uint8Array;
  private readonly openColumns: number[] = [];
  readonly assigned: Int32Array;

  constructor(
    private readonly graph: Graph,
    weights: Weights,
    private readonly optimum: Optimum,
  ) {
    const { rows, columns } = graph;
    this.assigned = Int32Array.from(optimum.assigned);
    this.load = new Int32Array(columns);
    this.firstIn = new Int32Array(columns + 1).fill(-1);
    this.nextIn = new Int32Array(rows).fill(-1);
    this.previousIn = new Int32Array(rows).fill(-1);
    this.fixed = new Uint8Array(rows);
    for (let j = 0; j < columns; j++) {
      if (optimum.columnPrice[j] === 0 && graph.capacity[j]! > 0) this.openColumns.push(j);
    }
    ({ start: this.start, column: this.column } = tightPairs(graph, weights, optimum));
    for (let i = rows - 1; i >= 0; i--) {
      const j = this.assigned[i]!;
      if (j >= 0 || this.start[i]! < this.start[i + 1]!) this.enter(i, j);
    }
    this.component = this.components();
    this.nextComponent = this.component.length;
    this.reverse = transposed(this.start, this.column, columns);
    for (let i = 0; i < rows; i++) {
      if (this.canBeLeftOut(i) && this.start[i]! < this.start[i + 1]!) this.free.push(i);
    }
  }

  private enter(row: number, column: number): void {
    const list = column < 0 ? this.graph.columns : column;
    const first = this.firstIn[list]!;
    this.nextIn[row] = first;
    this.previousIn[row] = -1;
    if (first >= 0) this.previousIn[first] = row;
    this.firstIn[list] = row;
    this.assigned[row] = column;
    if (column >= 0) this.load[column]!++;
  }

  private leave(row: number): void {
    const column = this.assigned[row]!;
    const next = this.nextIn[row]!;
    const previous = this.previousIn[row]!;
    if (next >= 0) this.previousIn[next] = previous;
    if (previous >= 0) this.nextIn[previous] = next;
    else this.firstIn[column < 0 ? this.graph.columns : column] = next;
    if (column >= 0) this.load[column]!--;
  }

  private move(row: number, column: number): void {
    this.leave(row);
    this.enter(row, column);
  }

  private canGain(column: number): boolean {
    return this.optimum.columnPrice[column] === 0 && this.load[column]! < this.graph.capacity[column]!;
  }

  private canLose(column: number): boolean {
    return this.optimum.columnPrice[column] === 0 && this.load[column]! > this.graph.minimum[column]!;
  }

  private canBeLeftOut(row: number): boolean {
    return this.optimum.rowPrice[row] === 0;
  }

  private components(): Int32Array {
    const { rows, columns } = this.graph;
    const out = rows + columns;
    const start = new Int32Array(out + 2);
    const target: number[] = [];
    for (let i = 0; i < rows; i++) {
      start[i] = target.length;
      for (let at = this.start[i]!; at < this.start[i + 1]!; at++) {
        if (this.column[at] !== this.assigned[i]) target.push(rows + this.column[at]!);
      }
      if (this.assigned[i]! >= 0 && this.canBeLeftOut(i)) target.push(out);
    }
    for (let j = 0; j <= columns; j++) {
      start[rows + j] = target.length;
      for (let row = this.firstIn[j]!; row >= 0; row = this.nextIn[row]!) target.push(row);
      if (j < columns && this.canGain(j)) target.push(out);
    }
    for (const j of this.openColumns) if (this.canLose(j)) target.push(rows + j);
    start[out + 1] = target.length;
    return strongComponents(start, Int32Array.from(target));
  }

  private componentOf(column: number): number {
    return this.component[this.graph.rows + (column < 0 ? this.graph.columns : column)]!;
  }

  /**
   * By row: whether other optimal matchings give it something else (1), or all the same (0). Columns of one
   * `owner` are the same thing. Ask before `settle`.
   */
  tied(owner?: Int32Array): Uint8Array {
    const same = (a: number, b: number) => a === b || (owner !== undefined && owner[a] === owner[b]);
    return Uint8Array.from(this.assigned, (own, i) => {
      const home = this.componentOf(own);
      for (let at = this.start[i]!; at < this.start[i + 1]!; at++) {
        const j = this.column[at]!;
        if (!same(j, own) && this.componentOf(j) === home) return 1;
      }
      return own >= 0 && this.canBeLeftOut(i) && this.componentOf(-1) === home ? 1 : 0;
    });
  }

  /**
   * Goes over to the first of all optimal matchings: rows in order, each with the first column possible. Searches go
   * from both ends, and what one of them has closed off is a component of its own from then on, so that a search that
   * is in vain costs no more than the smaller part that it splits off.
   */
  settle(watch: Watch): Int32Array {
    const search = new TwoWaySearch(this.graph.columns);
    for (let row = 0; row < this.graph.rows; row++) {
      if ((row & 255) === 0) {
        throwIfCancelled(watch);
        watch.onProgress?.(row / this.graph.rows, 'ties');
      }
      this.improve(row, search);
      this.fixed[row] = 1;
    }
    return this.assigned;
  }

  /** Moves a row to its first column for which others can make room and fill its old place, at no loss. */
  private improve(row: number, search: TwoWaySearch): void {
    const own = this.assigned[row]!;
    let begun = false;
    for (let at = this.start[row]!; at < this.start[row + 1]!; at++) {
      const j = this.column[at]!;
      if (j === own) return;
      if (this.componentOf(j) !== this.componentOf(own)) continue;
      const goal = own < 0 ? this.graph.columns : own;
      if (!begun) search.aim(goal);
      begun = true;
      if (!this.connects(row, j, goal, search)) continue;
      this.follow(goal, search.by);
      this.move(row, j);
      return;
    }
  }

  /** Whether moves of rows that are not fixed lead from `column` to `goal`; if so, `search.by` tells them. */
  private connects(row: number, column: number, goal: number, search: TwoWaySearch): boolean {
    search.begin(column);
    if (search.isBehind(column)) return search.join(column, goal);
    for (;;) {
      if (search.forwardWork <= search.backwardWork) {
        const node = search.nextForward();
        if (node < 0) {
          this.split(search.forward);
          return false;
        }
        const met = this.goForward(node, row, search);
        if (met >= 0) return search.join(met, goal);
      } else {
        const node = search.nextBackward();
        if (node < 0) {
          this.split(search.backward);
          return false;
        }
        const met = this.goBackward(node, row, search);
        if (met >= 0) return search.join(met, goal);
      }
    }
  }

  /** Nodes that no exchange joins with the rest any more become a component. */
  private split(nodes: readonly number[]): void {
    const name = this.nextComponent++;
    for (const node of nodes) this.component[this.graph.rows + node] = name;
  }

  private isMovable(row: number, except: number): boolean {
    return row !== except && this.fixed[row] === 0;
  }

  /** Reaches on from a node, by rows that leave it. The node where the two searches met, or −1. */
  private goForward(node: number, except: number, search: TwoWaySearch): number {
    const out = this.graph.columns;
    const home = this.component[this.graph.rows + node];
    let met = -1;
    const reach = (to: number, how: number): void => {
      search.forwardWork++;
      if (met < 0 && this.component[this.graph.rows + to] === home) met = search.reachForward(to, how);
    };
    for (let row = this.firstIn[node]!; row >= 0; row = this.nextIn[row]!) {
      if (!this.isMovable(row, except)) continue;
      for (let at = this.start[row]!; at < this.start[row + 1]!; at++) reach(this.column[at]!, row);
      if (node !== out && this.canBeLeftOut(row)) reach(out, row);
      if (met >= 0) return met;
    }
    if (node !== out) {
      if (this.canGain(node)) reach(out, FREE_PLACE - node);
    } else {
      for (const j of this.openColumns) if (this.canLose(j)) reach(j, PLACE_GIVEN_UP);
    }
    return met;
  }

  /** Reaches back from a node, by rows that could come to it. The node where the two searches met, or −1. */
  private goBackward(node: number, except: number, search: TwoWaySearch): number {
    const out = this.graph.columns;
    const home = this.component[this.graph.rows + node];
    let met = -1;
    const reach = (from: number, how: number): void => {
      search.backwardWork++;
      if (met < 0 && this.component[this.graph.rows + from] === home)
        met = search.reachBackward(from, how, node);
    };
    const comes = (row: number): void => {
      if (this.isMovable(row, except)) reach(this.assigned[row]! < 0 ? out : this.assigned[row]!, row);
    };
    if (node === out) {
      for (const row of this.free) if (this.assigned[row]! >= 0) comes(row);
      for (const j of this.openColumns) if (this.canGain(j)) reach(j, FREE_PLACE - j);
    } else {
      for (let at = this.reverse.start[node]!; at < this.reverse.start[node + 1]!; at++)
        comes(this.reverse.row[at]!);
      if (this.canLose(node)) reach(out, PLACE_GIVEN_UP);
    }
    return met;
  }

  /** Makes the moves of a search backwards from its goal. */
  private follow(goal: number, by: Int32Array): void {
    const out = this.graph.columns;
    for (let node = goal; by[node] !== START;) {
      const how = by[node]!;
      if (how >= 0) {
        const from = this.assigned[how]!;
        this.move(how, node === out ? -1 : node);
        node = from < 0 ? out : from;
      } else {
        node = how === PLACE_GIVEN_UP ? out : FREE_PLACE - how;
      }
    }
  }
}

function tightPairs(graph: Graph, weights: Weights, optimum: Optimum): Pick<Graph, 'start' | 'column'> {
  const { rowPrice, columnPrice } = optimum;
  const start = new Int32Array(graph.rows + 1);
  const place: number[] = [];
  for (let i = 0; i < graph.rows; i++) {
    const own = rowPrice[i]! - weights.tier[graph.tier[i]!]!;
    for (let at = graph.start[i]!; at < graph.start[i + 1]!; at++) {
      const j = graph.column[at]!;
      if (own + columnPrice[j]! === graph.points[at]! && graph.capacity[j]! > 0) place.push(j);
    }
    start[i + 1] = place.length;
  }
  return { start, column: Int32Array.from(place) };
}

function transposed(start: Int32Array, column: Int32Array, columns: number) {
  const first = new Int32Array(columns + 1);
  for (const j of column) first[j + 1]!++;
  for (let j = 0; j < columns; j++) first[j + 1]! += first[j]!;
  const next = first.slice(0, columns);
  const row = new Int32Array(column.length);
  for (let i = 0; i + 1 < start.length; i++) {
    for (let at = start[i]!; at < start[i + 1]!; at++) row[next[column[at]!]!++] = i;
  }
  return { start: first, row };
}
