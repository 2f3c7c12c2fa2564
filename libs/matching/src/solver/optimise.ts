import type { Graph } from '../problem/graph.js';
import type { Infeasible } from '../problem/types.js';
import type { Weights } from '../problem/weights.js';
import { solveNetwork, solvePlainly, type NetworkResult, type SolverName } from './dispatch.js';
import { minimalShortage } from './infeasible.js';
import { priceClosedColumns } from './prices.js';
import type { Start } from './simplex-core.js';
import { matchTiers } from './tier-matching.js';
import type { Optimum } from './ties.js';
import type { Watch } from './watch.js';

export interface Solved extends Optimum {
  solver: SolverName;
}

/**
 * The most value on one graph: levels folded, solved, prices for closed columns added. Any one of the optimal
 * assignments (`TightGraph.settle` goes over to the canonical one), with exact folded prices that prove it; or a
 * set of columns whose minimum loads cannot be met. Throws `CancelledError` when cancelled.
 */
export function optimise(graph: Graph, weights: Weights, watch: Watch): Solved | Infeasible {
  return complete(graph, weights, watch, solveNetwork(openPairs(graph), weights, watch));
}

/**
 * `optimise` from an assignment and column prices that are near an optimum: of the same problem before a change, or
 * of a part of its pairs. Rows whose pair is gone or whose column is full start without one; the prices are hints.
 */
export function optimiseFrom(
  graph: Graph,
  weights: Weights,
  start: Start,
  watch: Watch,
): Solved | Infeasible {
  return complete(graph, weights, watch, solveNetwork(openPairs(graph), weights, watch, start));
}

/** `optimise` without WebAssembly. */
export function optimisePlainly(graph: Graph, weights: Weights, watch: Watch): Solved | Infeasible {
  return complete(graph, weights, watch, solvePlainly(openPairs(graph), weights, watch));
}

function complete(
  graph: Graph,
  weights: Weights,
  watch: Watch,
  { assigned, rowPrice, columnPrice, short, solver }: NetworkResult,
): Solved | Infeasible {
  if (short.length > 0) return minimalShortage(graph, matchTiers(graph, watch).short);
  priceClosedColumns(graph, weights, rowPrice, columnPrice);
  return { assigned, rowPrice, columnPrice, solver };
}

/** The pairs with mentors that have places left. */
function openPairs(graph: Graph): Graph {
  if (!graph.capacity.includes(0)) return graph;
  let kept = 0;
  for (const j of graph.column) if (graph.capacity[j] !== 0) kept++;
  if (kept === graph.column.length) return graph;
  const start = new Int32Array(graph.rows + 1);
  const column = new Int32Array(kept);
  const points = new Int32Array(kept);
  let to = 0;
  for (let i = 0; i < graph.rows; i++) {
    for (let at = graph.start[i]!; at < graph.start[i + 1]!; at++) {
      const j = graph.column[at]!;
      if (graph.capacity[j] === 0) continue;
      column[to] = j;
      points[to++] = graph.points[at]!;
    }
    start[i + 1] = to;
  }
  return { ...graph, start, column, points };
}
