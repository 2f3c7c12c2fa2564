import type { Graph } from '../problem/graph.js';
import type { Weights } from '../problem/weights.js';
import { Core } from './core.js';
import { networkSimplex, type SimplexResult } from './network-simplex.js';
import { bidForStart, placePairs, placeProblem, placeStart, runSimplex, type Start } from './simplex-core.js';
import type { Watch } from './watch.js';

/** The algorithm that found an optimum, and what ran it: WebAssembly, or plain TypeScript where that cannot be had. */
export type SolverName = 'network-simplex/wasm' | 'network-simplex';

export interface NetworkResult extends SimplexResult {
  solver: SolverName;
}

/**
 * Solves the transport problem of a graph whose columns with pairs all have places, choosing the algorithm by
 * counts of the problem alone, never by the clock. With `start`, from there.
 */
export function solveNetwork(graph: Graph, weights: Weights, watch: Watch, start?: Start): NetworkResult {
  const core = Core.load();
  return core ? solveInCore(core, graph, weights, watch, start) : solvePlainly(graph, weights, watch);
}

/** The same without WebAssembly: slower, to the same value. */
export function solvePlainly(graph: Graph, weights: Weights, watch: Watch): NetworkResult {
  return { ...networkSimplex(graph, weights, watch), solver: 'network-simplex' };
}

function solveInCore(core: Core, graph: Graph, weights: Weights, watch: Watch, start?: Start): NetworkResult {
  try {
    const placed = placeProblem(core, graph, weights);
    placePairs(core, graph);
    if (start) placeStart(core, placed, graph, start);
    else bidForStart(core, placed, weights, watch);
    return { ...runSimplex(core, placed, weights, watch), solver: 'network-simplex/wasm' };
  } finally {
    core.release();
  }
}
