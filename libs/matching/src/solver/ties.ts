import type { Graph } from '../problem/graph.js';
import type { Weights } from '../problem/weights.js';
import { strongComponents } from './components.js';
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
  /** Components of rows, columns and, last, "left out". */
  private readonly component: Int32Array;
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
   * Goes over to the first of all optimal matchings: rows in order, each with the first column possible.
   * At most one search of the tight pairs per row, and only in the row's own component.
   */
  settle(watch: Watch): Int32Array {
    const by = new Int32Array(this.graph.columns + 1);
    const stamp = new Int32Array(this.graph.columns + 1).fill(-1);
    for (let row = 0; row < this.graph.rows; row++) {
      if ((row & 255) === 0) {
        throwIfCancelled(watch);
        watch.onProgress?.(row / this.graph.rows, 'ties');
      }
      const home = this.componentOf(this.assigned[row]!);
      for (let at = this.start[row]!; at < this.start[row + 1]!; at++) {
        const j = this.column[at]!;
        if (j === this.assigned[row]) break;
        if (this.componentOf(j) === home && stamp[j] !== row && this.reroute(row, j, by, stamp)) break;
      }
      this.fixed[row] = 1;
    }
    return this.assigned;
  }

  /** Moves `row` to `column` if others can make room and fill its old place, at no loss. */
  private reroute(row: number, column: number, by: Int32Array, stamp: Int32Array): boolean {
    const out = this.graph.columns;
    const goal = this.assigned[row]! < 0 ? out : this.assigned[row]!;
    const home = this.componentOf(column);
    const queue = [column];
    stamp[column] = row;
    by[column] = START;
    const reach = (node: number, how: number): boolean => {
      if (stamp[node] === row || this.componentOf(node === out ? -1 : node) !== home) return false;
      stamp[node] = row;
      by[node] = how;
      queue.push(node);
      return node === goal;
    };
    for (const node of queue) {
      if (this.expand(node, row, reach)) {
        this.follow(goal, by);
        this.move(row, column);
        return true;
      }
    }
    return false;
  }

  private expand(node: number, row: number, reach: (node: number, how: number) => boolean): boolean {
    const out = this.graph.columns;
    for (let other = this.firstIn[node]!; other >= 0; other = this.nextIn[other]!) {
      if (other === row || this.fixed[other]) continue;
      for (let at = this.start[other]!; at < this.start[other + 1]!; at++) {
        if (this.column[at] !== node && reach(this.column[at]!, other)) return true;
      }
      if (node !== out && this.canBeLeftOut(other) && reach(out, other)) return true;
    }
    if (node !== out) return this.canGain(node) && reach(out, FREE_PLACE - node);
    return this.openColumns.some((j) => this.canLose(j) && reach(j, PLACE_GIVEN_UP));
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

/** How a search came to a node, where no row did: it began here, a place is given up, a free place is taken. */
const START = -1;
const PLACE_GIVEN_UP = -2;
const FREE_PLACE = -3;

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
