import type { Graph } from '../problem/graph.js';
import type { Infeasible } from '../problem/types.js';
import type { Weights } from '../problem/weights.js';
import { minimalShortage } from './infeasible.js';
import { networkSimplex } from './network-simplex.js';
import { priceClosedColumns } from './prices.js';
import { matchTiers } from './tier-matching.js';
import type { Optimum } from './ties.js';
import type { Watch } from './watch.js';

/** The most value on one graph: levels folded, solved, prices for closed columns added. */
export function optimise(graph: Graph, weights: Weights, watch: Watch): Optimum | Infeasible {
  const { assigned, rowPrice, columnPrice, short } = networkSimplex(openPairs(graph), weights, watch);
  if (short.length > 0) return minimalShortage(graph, matchTiers(graph, watch).short);
  priceClosedColumns(graph, weights, rowPrice, columnPrice);
  return { assigned, rowPrice, columnPrice };
}

/** The pairs with mentors that have places left. */
function openPairs(graph: Graph): Graph {
  let closed = false;
  for (const j of graph.column) closed ||= graph.capacity[j] === 0;
  if (!closed) return graph;
  const start = new Int32Array(graph.rows + 1);
  const column: number[] = [];
  const points: number[] = [];
  for (let i = 0; i < graph.rows; i++) {
    for (let at = graph.start[i]!; at < graph.start[i + 1]!; at++) {
      const j = graph.column[at]!;
      if (graph.capacity[j] === 0) continue;
      column.push(j);
      points.push(graph.points[at]!);
    }
    start[i + 1] = column.length;
  }
  return { ...graph, start, column: Int32Array.from(column), points: Int32Array.from(points) };
}
