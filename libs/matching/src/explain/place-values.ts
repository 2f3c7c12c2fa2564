import { byColumn, type Graph } from '../problem/graph.js';
import type { Weights } from '../problem/weights.js';
import type { Optimum } from '../solver/ties.js';
import { Heap } from './heap.js';

/** Folded, by column: what the matching gains by one place more, and loses by one less. */
export interface PlaceValues {
  more: Float64Array;
  /** Infinity where no place can be spared: none is free, or the minimum needs them all. */
  less: Float64Array;
}

/**
 * The exact worth of one more and one less place of every column, by two shortest-path searches in all: from the root
 * of the residual network to every column (who would come, and what that costs, if a place opened), and from every
 * column to the root (who would go if one closed). A dual price lies between the two; where duals are many it is
 * neither.
 */
export function placeValues(graph: Graph, weights: Weights, optimum: Optimum): PlaceValues {
  const search = new RootSearch(graph, weights, optimum);
  const { columnPrice } = optimum;
  const inwards = search.fromRoot();
  const outwards = search.toRoot();
  const more = inwards.map((length, j) => (search.isFull(j) ? Math.max(0, columnPrice[j]! - length) : 0));
  const less = outwards.map((length, j) => {
    if (graph.capacity[j]! <= graph.minimum[j]!) return Infinity;
    return search.isFull(j) ? columnPrice[j]! + length : 0;
  });
  return { more, less };
}

class RootSearch {
  private readonly load: Int32Array;
  private readonly tenants: { start: Int32Array; row: Int32Array };

  constructor(
    private readonly graph: Graph,
    private readonly weights: Weights,
    private readonly optimum: Optimum,
  ) {
    const { columns } = graph;
    this.load = new Int32Array(columns);
    const start = new Int32Array(columns + 1);
    for (const j of optimum.assigned) {
      if (j < 0) continue;
      this.load[j]!++;
      start[j + 1]!++;
    }
    for (let j = 0; j < columns; j++) start[j + 1]! += start[j]!;
    const row = new Int32Array(start[columns]!);
    const next = start.slice(0, columns);
    optimum.assigned.forEach((j, i) => {
      if (j >= 0) row[next[j]!++] = i;
    });
    this.tenants = { start, row };
  }

  isFull(column: number): boolean {
    return this.load[column]! >= this.graph.capacity[column]!;
  }

  private reduced(row: number, place: number): number {
    const { graph, optimum } = this;
    const value = this.weights.tier[graph.tier[row]!]! + graph.points[place]!;
    return optimum.rowPrice[row]! + optimum.columnPrice[graph.column[place]!]! - value;
  }

  /** To every column: a row left out comes, or another column gives a place up, and rows move on. */
  fromRoot(): Float64Array {
    const { graph, optimum, load } = this;
    const distance = new Float64Array(graph.columns).fill(Infinity);
    const heap = new Heap();
    const relax = (column: number, length: number): void => {
      if (length >= distance[column]!) return;
      distance[column] = length;
      heap.push(length, column);
    };
    const scan = (row: number, length: number): void => {
      for (let at = graph.start[row]!; at < graph.start[row + 1]!; at++)
        relax(graph.column[at]!, length + this.reduced(row, at));
    };
    optimum.assigned.forEach((j, i) => {
      if (j < 0) scan(i, 0);
    });
    for (let j = 0; j < graph.columns; j++)
      if (load[j]! > graph.minimum[j]!) relax(j, optimum.columnPrice[j]!);
    const { start, row } = this.tenants;
    settle(heap, distance, (column, length) => {
      for (let at = start[column]!; at < start[column + 1]!; at++) scan(row[at]!, length);
    });
    return distance;
  }

  /** From every column: one of its rows stays without, or moves to where a free place takes it in the end. */
  toRoot(): Float64Array {
    const { graph, optimum, load } = this;
    const table = byColumn(graph);
    const distance = new Float64Array(graph.columns).fill(Infinity);
    const heap = new Heap();
    const relax = (column: number, length: number): void => {
      if (length >= distance[column]!) return;
      distance[column] = length;
      heap.push(length, column);
    };
    optimum.assigned.forEach((j, i) => {
      if (j >= 0) relax(j, optimum.rowPrice[i]!);
    });
    for (let j = 0; j < graph.columns; j++) {
      if (load[j]! < graph.capacity[j]!) relax(j, -optimum.columnPrice[j]!);
    }
    settle(heap, distance, (column, length) => {
      if (graph.capacity[column] === 0) return;
      for (let at = table.start[column]!; at < table.start[column + 1]!; at++) {
        const from = optimum.assigned[table.row[at]!]!;
        if (from >= 0 && from !== column)
          relax(from, length + this.reduced(table.row[at]!, table.place[at]!));
      }
    });
    return distance;
  }
}

/** Dijkstra's algorithm: visits columns by distance, each once. */
function settle(heap: Heap, distance: Float64Array, visit: (column: number, length: number) => void): void {
  while (heap.size > 0) {
    const length = heap.least;
    const column = heap.pop();
    if (length <= distance[column]!) visit(column, length);
  }
}
