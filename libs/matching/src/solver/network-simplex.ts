import type { Graph } from '../problem/graph.js';
import type { Weights } from '../problem/weights.js';
import { SpanningTree } from './spanning-tree.js';
import { warmStart } from './warm-start.js';
import { throwIfCancelled, type Watch } from './watch.js';

/** An optimal flow with its folded prices, or the columns that stay below their minimum load. */
export interface SimplexResult {
  /** The column of each row, −1 for a row left out. */
  assigned: Int32Array;
  /** Folded prices of rows and columns (see `Weights`), exact whole numbers. */
  rowPrice: Float64Array;
  columnPrice: Float64Array;
  /** Columns below their minimum; empty unless the minimums cannot be met. */
  short: number[];
  pivots: number;
}

const COLUMNS_PER_CHUNK = 64;
const PIVOTS_BETWEEN_CHECKS = 512;

/**
 * The transport problem "each row to one column or none, columns within minimum and capacity, most value"
 * by the primal network simplex method on a strongly feasible spanning tree (Cunningham 1976, Mathematical
 * Programming 11:105), priced by blocks of whole rows. Values are whole numbers below 2^53, so potentials
 * are exact and a tree arc's reduced cost is exactly 0. Every column of the graph with pairs must have a place.
 *
 * Nodes: rows, columns, root. Arcs: pairs (row → column), "left out" (row → root), unused places
 * (root → column, at most capacity − minimum) and, for minimums, missing load (root → column, at a cost
 * that no exchange can outweigh).
 */
export function networkSimplex(graph: Graph, weights: Weights, watch: Watch = {}): SimplexResult {
  const simplex = new Simplex(graph, weights);
  simplex.start(watch);
  simplex.run(watch);
  return simplex.result();
}

class Simplex {
  private readonly tree: SpanningTree;
  private readonly root: number;
  private readonly firstOut: number;
  private readonly firstPlace: number;
  private readonly firstMissing: number;
  private readonly missingCost: number;
  /** Unused places are at their upper bound and not in the tree. */
  private readonly full: Uint8Array;
  private readonly spare: Float64Array;
  private readonly rowOf: Int32Array;
  private pivots = 0;
  private nextRow = 0;

  constructor(
    private readonly graph: Graph,
    private readonly weights: Weights,
  ) {
    const { rows, columns, column } = graph;
    this.root = rows + columns;
    this.tree = new SpanningTree(rows + columns + 1, this.root);
    this.firstOut = column.length;
    this.firstPlace = this.firstOut + rows;
    this.firstMissing = this.firstPlace + columns;
    this.missingCost = 2 * (weights.tier[0] ?? 0) + weights.base;
    this.full = new Uint8Array(columns);
    this.spare = Float64Array.from(graph.capacity, (capacity, j) =>
      graph.minimum[j]! > 0 ? capacity - graph.minimum[j]! : Infinity,
    );
    this.rowOf = new Int32Array(column.length);
    for (let i = 0; i < rows; i++) this.rowOf.fill(i, graph.start[i], graph.start[i + 1]);
  }

  /** Builds a strongly feasible tree: arcs without flow lead up, arcs that lead down carry flow. */
  start(watch: Watch): void {
    const { rows, columns, capacity, minimum } = this.graph;
    const { assigned, second, slack } = warmStart(this.graph, this.weights, watch);
    const load = new Int32Array(columns);
    const keeper = new Int32Array(columns).fill(-1);
    for (let i = 0; i < rows; i++) {
      const j = assigned[i]!;
      if (j < 0) continue;
      load[j]!++;
      if (keeper[j]! < 0 || slack[i]! < slack[keeper[j]!]!) keeper[j] = i;
    }
    const groups = new Groups(columns + 1);
    const fullColumns: number[] = [];
    for (let j = 0; j < columns; j++) {
      const node = rows + j;
      const unused = capacity[j]! - load[j]!;
      if (load[j]! < minimum[j]!) {
        this.full[j] = 1;
        this.tree.hang(node, this.root, this.firstMissing + j, false, minimum[j]! - load[j]!);
      } else if (unused > 0 || load[j] === 0) {
        this.tree.hang(node, this.root, this.firstPlace + j, false, unused);
      } else {
        fullColumns.push(j);
        continue;
      }
      groups.join(j, columns);
    }
    this.hangFullColumns(fullColumns, assigned, second, keeper, groups);
    this.setPotentials();
  }

  /** A full column hangs under one of its rows, which hangs on its second choice, or on the root if that closes a cycle. */
  private hangFullColumns(
    fullColumns: readonly number[],
    assigned: Int32Array,
    second: Int32Array,
    keeper: Int32Array,
    groups: Groups,
  ): void {
    const { rows, columns } = this.graph;
    const { tree } = this;
    const keeps = new Uint8Array(rows);
    for (const j of fullColumns) {
      const i = keeper[j]!;
      keeps[i] = 1;
      const other = second[i]!;
      if (other >= 0 && groups.join(j, other)) {
        tree.hang(i, rows + other, this.pairArc(i, other), true, 0);
      } else {
        groups.join(j, columns);
        tree.hang(i, this.root, this.firstOut + i, true, 0);
      }
      tree.hang(rows + j, i, this.pairArc(i, j), false, 1);
    }
    for (let i = 0; i < rows; i++) {
      if (keeps[i]) continue;
      const j = assigned[i]!;
      if (j < 0) tree.hang(i, this.root, this.firstOut + i, true, 1);
      else tree.hang(i, rows + j, this.pairArc(i, j), true, 1);
    }
  }

  private pairArc(row: number, column: number): number {
    let low = this.graph.start[row]!;
    let high = this.graph.start[row + 1]! - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.graph.column[middle]! < column) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private setPotentials(): void {
    const { tree } = this;
    for (const node of tree.fromRoot()) {
      const parent = tree.parent[node]!;
      const cost = this.cost(tree.arc[node]!);
      tree.depth[node] = tree.depth[parent]! + 1;
      tree.potential[node] = tree.potential[parent]! + (tree.up[node] ? -cost : cost);
    }
  }

  private cost(arc: number): number {
    if (arc < this.firstOut) {
      return -(this.weights.tier[this.graph.tier[this.rowOf[arc]!]!]! + this.graph.points[arc]!);
    }
    return arc < this.firstMissing ? 0 : this.missingCost;
  }

  private source(arc: number): number {
    if (arc < this.firstOut) return this.rowOf[arc]!;
    return arc < this.firstPlace ? arc - this.firstOut : this.root;
  }

  private target(arc: number): number {
    if (arc < this.firstOut) return this.graph.rows + this.graph.column[arc]!;
    if (arc < this.firstPlace) return this.root;
    return this.graph.rows + (arc - (arc < this.firstMissing ? this.firstPlace : this.firstMissing));
  }

  private room(arc: number): number {
    if (arc < this.firstPlace || arc >= this.firstMissing) return Infinity;
    return this.spare[arc - this.firstPlace]!;
  }

  run(watch: Watch): void {
    const { rows, columns, column } = this.graph;
    const expected = 4 * (rows + columns) + 1;
    const density = column.length / Math.max(1, rows * columns);
    const block = Math.max(64, Math.floor((density > 0.2 ? 0.5 : 0.2) * Math.sqrt(column.length)));
    for (let arc = this.entering(block); arc >= 0; arc = this.entering(block)) {
      this.pivot(arc);
      if (++this.pivots % PIVOTS_BETWEEN_CHECKS === 0) {
        throwIfCancelled(watch);
        watch.onProgress?.(1 - Math.exp((-2 * this.pivots) / expected), 'optimum');
      }
    }
  }

  /** The arc with the most negative reduced cost of the next block that has one, −1 at the optimum. */
  private entering(block: number): number {
    const { rows, columns, start, column, points, tier } = this.graph;
    const { potential } = this.tree;
    const chunks = Math.ceil(columns / COLUMNS_PER_CHUNK);
    const all = rows + chunks;
    let best = -1;
    let least = 0;
    let scanned = 0;
    let row = this.nextRow;
    for (let seen = 0; seen < all; seen++) {
      if (row < rows) {
        const from = start[row]!;
        const to = start[row + 1]!;
        const own = potential[row]! - this.weights.tier[tier[row]!]!;
        if (potential[row]! < least) {
          least = potential[row]!;
          best = this.firstOut + row;
        }
        for (let at = from; at < to; at++) {
          const reduced = own - points[at]! - potential[rows + column[at]!]!;
          if (reduced < least) {
            least = reduced;
            best = at;
          }
        }
        scanned += to - from + 1;
      } else {
        const first = (row - rows) * COLUMNS_PER_CHUNK;
        const last = Math.min(columns, first + COLUMNS_PER_CHUNK);
        for (let j = first; j < last; j++) {
          if (this.spare[j] === 0) continue;
          const reduced = this.full[j] ? potential[rows + j]! : -potential[rows + j]!;
          if (reduced < least) {
            least = reduced;
            best = this.firstPlace + j;
          }
        }
        scanned += last - first;
      }
      if (++row === all) row = 0;
      if (scanned >= block) {
        if (best >= 0) break;
        scanned = 0;
      }
    }
    this.nextRow = row;
    return best;
  }

  private pivot(arc: number): void {
    const { tree } = this;
    const { parent, flow, up, depth } = tree;
    const place = arc - this.firstPlace;
    const fromUpper = place >= 0 && place < this.graph.columns && this.full[place] === 1;
    const first = fromUpper ? this.target(arc) : this.source(arc);
    const second = fromUpper ? this.source(arc) : this.target(arc);

    let a = first;
    let b = second;
    while (a !== b) {
      if (depth[a]! > depth[b]!) a = parent[a]!;
      else if (depth[b]! > depth[a]!) b = parent[b]!;
      else {
        a = parent[a]!;
        b = parent[b]!;
      }
    }
    const join = a;

    // The flow goes first → second on the entering arc, from there up to the join and down to `first` again.
    // Among blocking arcs the last one on this way, counted from the join, leaves: the tree stays strongly feasible.
    let delta = this.room(arc);
    let out = -1;
    let onFirstSide = false;
    for (let u = first; u !== join; u = parent[u]!) {
      const room = up[u] ? flow[u]! : this.room(tree.arc[u]!) - flow[u]!;
      if (room < delta) {
        delta = room;
        out = u;
        onFirstSide = true;
      }
    }
    for (let u = second; u !== join; u = parent[u]!) {
      const room = up[u] ? this.room(tree.arc[u]!) - flow[u]! : flow[u]!;
      if (room <= delta) {
        delta = room;
        out = u;
        onFirstSide = false;
      }
    }
    if (delta > 0) {
      for (let u = first; u !== join; u = parent[u]!) flow[u]! += up[u] ? -delta : delta;
      for (let u = second; u !== join; u = parent[u]!) flow[u]! += up[u] ? delta : -delta;
    }
    if (out < 0) {
      this.full[place] = fromUpper ? 0 : 1;
      return;
    }
    this.leave(tree.arc[out]!, flow[out]!);
    this.enter(arc, out, onFirstSide ? first : second, onFirstSide ? second : first, delta, fromUpper);
  }

  private leave(arc: number, flow: number): void {
    const place = arc - this.firstPlace;
    if (place >= 0 && place < this.graph.columns) this.full[place] = flow > 0 ? 1 : 0;
  }

  private enter(
    arc: number,
    out: number,
    inside: number,
    outside: number,
    delta: number,
    fromUpper: boolean,
  ): void {
    const { tree } = this;
    const up = this.source(arc) === inside;
    const place = arc - this.firstPlace;
    if (place >= 0 && place < this.graph.columns) this.full[place] = 0;
    const flow = fromUpper ? this.spare[place]! - delta : delta;
    const cost = this.cost(arc);
    const potential = tree.potential[outside]! + (up ? -cost : cost);
    const shift = potential - tree.potential[inside]!;
    tree.rehang(out, inside, outside, arc, up, flow);
    tree.refresh(inside, shift);
  }

  result(): SimplexResult {
    const { rows, columns, column } = this.graph;
    const { tree } = this;
    const assigned = new Int32Array(rows).fill(-1);
    const short: number[] = [];
    for (let node = 0; node < this.root; node++) {
      const arc = tree.arc[node]!;
      if (tree.flow[node]! <= 0) continue;
      if (arc < this.firstOut) assigned[this.rowOf[arc]!] = column[arc]!;
      else if (arc >= this.firstMissing) short.push(arc - this.firstMissing);
    }
    const rowPrice = tree.potential.slice(0, rows);
    const columnPrice = Float64Array.from({ length: columns }, (_, j) => 0 - tree.potential[rows + j]!);
    return { assigned, rowPrice, columnPrice, short, pivots: this.pivots };
  }
}

/** Disjoint groups with path halving, to keep the first tree free of cycles. */
class Groups {
  private readonly leader: Int32Array;

  constructor(size: number) {
    this.leader = Int32Array.from({ length: size }, (_, k) => k);
  }

  private find(member: number): number {
    let at = member;
    while (this.leader[at] !== at) {
      this.leader[at] = this.leader[this.leader[at]!]!;
      at = this.leader[at]!;
    }
    return at;
  }

  /** Joins two groups; false if they were one already. */
  join(a: number, b: number): boolean {
    const left = this.find(a);
    const right = this.find(b);
    if (left === right) return false;
    this.leader[left] = right;
    return true;
  }
}
