import { buildGraph, pairsFrom, type Graph } from '../problem/graph.js';
import type { Level, Prices, Problem, Result } from '../problem/types.js';
import { countPrices, priceClosedColumns, shortagePrices, vectorPrices } from '../solver/prices.js';
import { matchTiers } from '../solver/tier-matching.js';
import { TightGraph, type Optimum } from '../solver/ties.js';
import { throwIfCancelled, type Watch } from '../solver/watch.js';
import type { Network } from './network.js';
import type { SolvedState } from './state.js';

/**
 * The result of a problem whose networks are optimal, as `solve` gives it: certificate and, unless ties are `any`, the
 * canonical assignment. Linear in the pairs, but for the searches of the ties.
 */
export function certify(problem: Problem, locked: Int32Array, state: SolvedState, watch: Watch): Result {
  throwIfCancelled(watch);
  const startedAt = performance.now();
  const graph = buildGraph(problem, locked);
  const within = state.worst === null ? graph : pairsFrom(graph, state.worst);
  const { weights } = state.roomy;
  const optimum = optimumOf(state.main, graph);
  priceClosedColumns(within, weights, optimum.rowPrice, optimum.columnPrice);
  if (problem.ties !== 'any') optimum.assigned = new TightGraph(within, weights, optimum).settle(watch);
  const assignment = Array.from(optimum.assigned, (mentor, i) => {
    const own = locked[i]! >= 0 ? locked[i]! : mentor;
    return own < 0 ? null : own;
  });
  const points = pointsOf(problem, assignment).filter((value) => value !== null);
  const totalPoints = points.reduce((sum, value) => sum + value, 0);
  const levels: Level[] = graph.tiers.map((tier, k) => ({
    kind: 'count',
    tier,
    value: assignment.filter((mentor, i) => mentor !== null && graph.tier[i] === k).length,
  }));
  if (state.counts) {
    const above = state.worst === null ? null : abovePrices(graph, state);
    levels.push({
      kind: 'worst',
      value: state.worst,
      countPrices: tierPrices(graph, optimum.assigned),
      abovePrices: above,
    });
  }
  levels.push({ kind: 'total', value: totalPoints });
  return {
    assignment,
    matched: points.length,
    worstPoints: points.length > 0 ? points.reduce((least, value) => Math.min(least, value)) : null,
    totalPoints,
    levels,
    prices: vectorPrices(graph, weights, optimum.rowPrice, optimum.columnPrice),
    seed: problem.seed ?? 0,
    solver: 'repair',
    durationMs: Math.round((performance.now() - startedAt) * 1000) / 1000,
  };
}

/** Copies of a network's matching and prices, cut to the graph's size. */
function optimumOf(network: Network, graph: Graph): Optimum {
  const columnPrice = network.columnPrice.slice(0, graph.columns);
  for (let j = 0; j < graph.columns; j++) {
    // An empty mentor that owes nothing may have been priced below 0 on the way: 0 proves as much.
    if (network.load[j] === 0 && graph.minimum[j] === 0 && columnPrice[j]! < 0) columnPrice[j] = 0;
  }
  return {
    assigned: network.assigned.slice(0, graph.rows),
    rowPrice: network.rowPrice.slice(0, graph.rows),
    columnPrice,
  };
}

function pointsOf(problem: Problem, assignment: readonly (number | null)[]): (number | null)[] {
  const points = new Array<number | null>(problem.mentees).fill(null);
  const { mentee, mentor } = problem.pairs;
  for (let k = 0; k < mentee.length; k++) {
    if (assignment[mentee[k]!] === mentor[k]) points[mentee[k]!] = problem.pairs.points[k]!;
  }
  return points;
}

function abovePrices(graph: Graph, { above, worst }: SolvedState): Prices {
  const only = pairsFrom(graph, worst! + 1);
  if (above) return tierPrices(only, above.assigned.slice(0, graph.rows));
  return shortagePrices(only, matchTiers(only).short);
}

/** Prices for the tiers alone, from a matching with the most matched. */
function tierPrices(graph: Graph, assigned: Int32Array): Prices {
  const load = new Int32Array(graph.columns);
  const counts = graph.tiers.map(() => 0);
  assigned.forEach((j, i) => {
    if (j < 0) return;
    load[j]!++;
    counts[graph.tier[i]!]!++;
  });
  return countPrices(graph, { assigned, load, counts, short: [] });
}
