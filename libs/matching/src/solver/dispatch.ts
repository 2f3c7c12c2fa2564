import type { Graph } from '../problem/graph.js';
import type { Weights } from '../problem/weights.js';
import { Core } from './core.js';
import { networkSimplex, type SimplexResult } from './network-simplex.js';
import { MOST_POINTS_DENSE, placeMatrix, runPaths } from './paths-core.js';
import { bidForStart, placePairs, placeProblem, placeStart, runSimplex, type Start } from './simplex-core.js';
import { neverFalling, type Watch } from './watch.js';

/** The algorithm that found an optimum, and what ran it: WebAssembly, or plain TypeScript where that cannot be had. */
export type SolverName =
  | 'shortest-augmenting-paths/simd'
  | 'shortest-augmenting-paths+network-simplex/simd'
  | 'network-simplex/wasm'
  | 'network-simplex';

export interface NetworkResult extends SimplexResult {
  solver: SolverName;
}

/** From this share of eligible pairs on a matrix is quicker to walk than lists, up to so many entries. */
const DENSE = 0.2;
const MOST_ENTRIES = 2 ** 27;
/** All rows of a full column join a search together: with too many of them, searches grow long. */
const MOST_PLACES_DENSE = 64;
const MOST_TIERS_DENSE = 64;
/** Shortest paths that scan more rows than this for each row of the problem are given up for the simplex method. */
const SCANS_PER_ROW = 4;

/**
 * Solves the transport problem of a graph whose columns with pairs all have places, choosing the algorithm by
 * counts of the problem alone, never by the clock. With `start`, from there.
 */
export function solveNetwork(graph: Graph, weights: Weights, watch: Watch, start?: Start): NetworkResult {
  const core = Core.load();
  if (!core) return solvePlainly(graph, weights, watch);
  try {
    return !start && isDense(graph, weights)
      ? solveMatrix(core, graph, weights, neverFalling(watch))
      : solveLists(core, graph, weights, watch, start);
  } finally {
    core.release();
  }
}

/** The same without WebAssembly: slower, to the same value. */
export function solvePlainly(graph: Graph, weights: Weights, watch: Watch): NetworkResult {
  return { ...networkSimplex(graph, weights, watch), solver: 'network-simplex' };
}

function isDense(graph: Graph, weights: Weights): boolean {
  const entries = graph.rows * graph.columns;
  return (
    graph.column.length >= DENSE * entries &&
    entries <= MOST_ENTRIES &&
    graph.tiers.length <= MOST_TIERS_DENSE &&
    weights.largest <= MOST_POINTS_DENSE &&
    graph.capacity.every((places) => places <= MOST_PLACES_DENSE) &&
    graph.minimum.every((least) => least === 0)
  );
}

function solveMatrix(core: Core, graph: Graph, weights: Weights, watch: Watch): NetworkResult {
  const placed = placeProblem(core, graph, weights);
  const matrix = placeMatrix(core, graph, weights.largest);
  const found = runPaths(core, placed, matrix, graph, weights, SCANS_PER_ROW, watch);
  if (found) return { ...found, solver: 'shortest-augmenting-paths/simd' };
  const pairs = graph.rows * matrix.stride;
  const optimum = runSimplex(core, { ...placed, pairs }, weights, watch);
  return { ...optimum, solver: 'shortest-augmenting-paths+network-simplex/simd' };
}

function solveLists(core: Core, graph: Graph, weights: Weights, watch: Watch, start?: Start): NetworkResult {
  const placed = placeProblem(core, graph, weights);
  placePairs(core, graph);
  if (start) placeStart(core, placed, graph, start);
  else bidForStart(core, placed, weights, watch);
  return { ...runSimplex(core, placed, weights, watch), solver: 'network-simplex/wasm' };
}
