import { byColumn, type Columns, type Graph } from '../problem/graph.js';
import type { Weights } from '../problem/weights.js';
import { strongComponents } from '../solver/components.js';
import type { Optimum } from '../solver/ties.js';
import { Heap } from './heap.js';

/** A column that a row could have instead of its own, with what that costs all together (folded). */
export interface Candidate {
  column: number;
  loss: number;
}

/**
 * What every exchange costs, for many rows. A row that goes to another column is the first step of a cycle
 * in the residual network of the optimum; the rest is a shortest path from that column to the place that the row
 * leaves. This path does not depend on the row, so rows that leave the same column share one search; and
 * columns that exchange mentees at no loss (strong components of the tight pairs) are as good as one, so they share one
 * too: masses of ties make fewer searches, not longer ones. A search goes on only as far as a row asks.
 */
export class ExchangeCosts {
  private readonly table: Columns;
  private readonly load: Int32Array;
  /** The group of each column and, last, of "left out". */
  private readonly group: Int32Array;
  private readonly groups: number;
  private readonly firstMember: Int32Array;
  private readonly members: Int32Array;
  /** By group: the least loss of leaving one of its rows out, or of filling one of its free places. */
  private readonly toOut: Float64Array;
  private readonly distance: Float64Array;
  private readonly settled: Uint8Array;
  private readonly order: Int32Array;
  private reached = 0;
  private expanded = 0;
  private goal = -1;
  private readonly heap = new Heap();
  private readonly extra: Float64Array;

  constructor(
    private readonly graph: Graph,
    private readonly weights: Weights,
    private readonly optimum: Optimum,
  ) {
    const { columns } = graph;
    this.table = byColumn(graph);
    this.load = new Int32Array(columns);
    for (const j of optimum.assigned) if (j >= 0) this.load[j]!++;
    this.group = this.findGroups();
    this.groups = this.group.reduce((most, group) => Math.max(most, group + 1), 0);
    ({ first: this.firstMember, members: this.members } = listMembers(this.group, this.groups));
    this.toOut = this.costsOfLeaving();
    this.distance = new Float64Array(this.groups);
    this.settled = new Uint8Array(this.groups);
    this.order = new Int32Array(this.groups);
    this.extra = new Float64Array(columns).fill(-1);
  }

  /** Rows of the same number share a search: ask for them one after the other. */
  goalOf(row: number): number {
    return this.group[this.nodeOf(row)]!;
  }

  private nodeOf(row: number): number {
    const own = this.optimum.assigned[row]!;
    return own < 0 ? this.graph.columns : own;
  }

  /** The best `limit` columns for `row` besides its own, least loss first, equal losses by index; fewer if fewer can be. */
  best(row: number, limit: number): Candidate[] {
    const { start, column } = this.graph;
    const own = this.optimum.assigned[row]!;
    let open = 0;
    for (let at = start[row]!; at < start[row + 1]!; at++) {
      const j = column[at]!;
      if (j === own || this.graph.capacity[j] === 0) continue;
      this.extra[j] = this.reduced(row, at);
      open++;
    }
    const found = open > 0 && limit > 0 ? this.collect(this.goalOf(row), open, limit) : [];
    for (let at = start[row]!; at < start[row + 1]!; at++) this.extra[column[at]!] = -1;
    return found;
  }

  private collect(goal: number, open: number, limit: number): Candidate[] {
    if (goal !== this.goal) this.restart(goal);
    const found: Candidate[] = [];
    let left = open;
    for (let k = 0; left > 0 && (k < this.reached || this.advance()); k++) {
      const group = this.order[k]!;
      const length = this.distance[group]!;
      // Whoever is still to come costs at least the distance reached.
      if (found.length === limit && found[limit - 1]!.loss < length) break;
      for (let m = this.firstMember[group]!; m < this.firstMember[group + 1]!; m++) {
        const j = this.members[m]!;
        if (j === this.graph.columns || this.extra[j]! < 0) continue;
        insert(found, { column: j, loss: length + this.extra[j]! }, limit);
        left--;
      }
    }
    return found;
  }

  private restart(goal: number): void {
    this.goal = goal;
    this.distance.fill(Infinity);
    this.settled.fill(0);
    this.heap.clear();
    this.reached = 0;
    this.expanded = 0;
    this.distance[goal] = 0;
    this.heap.push(0, goal);
  }

  /** Settles one more group; false when all that can reach the goal are settled. */
  private advance(): boolean {
    while (this.expanded < this.reached) this.expand(this.order[this.expanded++]!);
    while (this.heap.size > 0) {
      const group = this.heap.pop();
      if (this.settled[group]) continue;
      this.settled[group] = 1;
      this.order[this.reached++] = group;
      return true;
    }
    return false;
  }

  private expand(group: number): void {
    const length = this.distance[group]!;
    for (let m = this.firstMember[group]!; m < this.firstMember[group + 1]!; m++) {
      const node = this.members[m]!;
      if (node < this.graph.columns) this.expandColumn(node, length);
      else for (let g = 0; g < this.groups; g++) this.relax(g, length + this.toOut[g]!);
    }
  }

  private expandColumn(node: number, length: number): void {
    const { graph, optimum, table, group } = this;
    if (graph.capacity[node] === 0) return;
    const { assigned, rowPrice } = optimum;
    const price = length + optimum.columnPrice[node]!;
    const out = group[graph.columns]!;
    for (let at = table.start[node]!; at < table.start[node + 1]!; at++) {
      const row = table.row[at]!;
      const from = assigned[row]!;
      const to = from < 0 ? out : group[from]!;
      const value = this.weights.tier[graph.tier[row]!]! + graph.points[table.place[at]!]!;
      const sum = price + rowPrice[row]! - value;
      if (sum < this.distance[to]!) this.relax(to, sum);
    }
    this.relax(out, length + this.givingUp(node));
  }

  private relax(group: number, length: number): void {
    if (length >= this.distance[group]!) return;
    this.distance[group] = length;
    this.heap.push(length, group);
  }

  private reduced(row: number, place: number): number {
    const { graph, optimum } = this;
    const value = this.weights.tier[graph.tier[row]!]! + graph.points[place]!;
    return optimum.rowPrice[row]! + optimum.columnPrice[graph.column[place]!]! - value;
  }

  /** What filling one more place of a column costs, Infinity without a free place. */
  private filling(column: number): number {
    return this.load[column]! < this.graph.capacity[column]! ? -this.optimum.columnPrice[column]! : Infinity;
  }

  /** What one mentee less in a column costs, Infinity at its minimum. */
  private givingUp(column: number): number {
    return this.load[column]! > this.graph.minimum[column]! ? this.optimum.columnPrice[column]! : Infinity;
  }

  private costsOfLeaving(): Float64Array {
    const { graph, optimum, group } = this;
    const least = new Float64Array(this.groups).fill(Infinity);
    for (let j = 0; j < graph.columns; j++) least[group[j]!] = Math.min(least[group[j]!]!, this.filling(j));
    for (let i = 0; i < graph.rows; i++) {
      const j = optimum.assigned[i]!;
      if (j >= 0) least[group[j]!] = Math.min(least[group[j]!]!, optimum.rowPrice[i]!);
    }
    return least;
  }

  /** Strong components of columns and "left out" by steps that cost nothing. */
  private findGroups(): Int32Array {
    const { columns } = this.graph;
    const start = new Int32Array(columns + 2);
    this.freeSteps((from) => start[from + 1]!++);
    for (let node = 0; node <= columns; node++) start[node + 1]! += start[node]!;
    const target = new Int32Array(start[columns + 1]!);
    const next = start.slice(0, columns + 1);
    this.freeSteps((from, to) => (target[next[from]!++] = to));
    return strongComponents(start, target);
  }

  private freeSteps(take: (from: number, to: number) => void): void {
    const { graph, optimum } = this;
    const { rows, columns, start, column, capacity } = graph;
    for (let i = 0; i < rows; i++) {
      const own = optimum.assigned[i]!;
      const node = own < 0 ? columns : own;
      for (let at = start[i]!; at < start[i + 1]!; at++) {
        const j = column[at]!;
        if (j !== own && capacity[j]! > 0 && this.reduced(i, at) === 0) take(node, j);
      }
      if (own >= 0 && optimum.rowPrice[i] === 0) take(own, columns);
    }
    for (let j = 0; j < columns; j++) {
      if (this.filling(j) === 0) take(j, columns);
      if (this.givingUp(j) === 0) take(columns, j);
    }
  }
}

function listMembers(group: Int32Array, groups: number): { first: Int32Array; members: Int32Array } {
  const first = new Int32Array(groups + 1);
  for (const g of group) first[g + 1]!++;
  for (let g = 0; g < groups; g++) first[g + 1]! += first[g]!;
  const members = new Int32Array(group.length);
  const next = first.slice(0, groups);
  group.forEach((g, node) => (members[next[g]!++] = node));
  return { first, members };
}

/** Keeps the best `limit`, by loss, then by index. */
function insert(found: Candidate[], one: Candidate, limit: number): void {
  const last = found[limit - 1];
  if (last && (last.loss < one.loss || (last.loss === one.loss && last.column < one.column))) return;
  let at = found.length;
  while (at > 0) {
    const before = found[at - 1]!;
    if (before.loss < one.loss || (before.loss === one.loss && before.column < one.column)) break;
    at--;
  }
  found.splice(at, 0, one);
  if (found.length > limit) found.pop();
}
