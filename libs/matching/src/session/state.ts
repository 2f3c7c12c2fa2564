import { buildGraph, pairsFrom, type Graph } from '../problem/graph.js';
import type { Problem, Result } from '../problem/types.js';
import { foldWeights } from '../problem/weights.js';
import { countPrices } from '../solver/prices.js';
import { matchTiers } from '../solver/tier-matching.js';
import { fold, roomyWeights, worstLevelOf, type Roomy } from './fold.js';
import type { NetworkState } from './flow.js';
import { Network } from './network.js';
import { PairStore } from './pair-store.js';

/** A solved problem as networks that can be kept optimal. */
export interface SolvedState {
  store: PairStore;
  roomy: Roomy;
  /** All levels, on the pairs at or above the worst-off threshold. */
  main: Network;
  /** With `worst-off-first`: the tiers alone on all pairs … */
  counts: Network | null;
  /** … and on the pairs above the threshold; `null` where minimum loads cannot be met there. */
  above: Network | null;
  /** The threshold; `null` for none. */
  worst: number | null;
}

/** Thrown by `MatchingSession.from` for a result whose prices do not prove its assignment. */
export class CertificateError extends Error {
  constructor() {
    super('the result does not hold for the problem: its prices do not prove its assignment');
    this.name = 'CertificateError';
  }
}

/**
 * The networks of a solved problem from its certificate alone: prices are folded, nothing is solved but, with
 * `worst-off-first`, one matching of the tiers above the threshold. Throws `CertificateError` where the prices do not
 * prove the assignment.
 */
export function stateOf(problem: Problem, locked: Int32Array, result: Result): SolvedState {
  const graph = buildGraph(problem, new Int32Array(problem.mentees).fill(-1));
  const free = buildGraph({ ...problem, pairs: NO_PAIRS }, locked);
  const store = new PairStore(graph);
  const roomy = roomyWeights(graph, problem.maxPoints ?? 10_000);
  const { weights } = roomy;
  const level = worstLevelOf(result);
  const worst = level?.value ?? null;
  const state = (assigned: Int32Array, rowPrice: Float64Array, columnPrice: Float64Array): NetworkState => ({
    assigned,
    rowPrice,
    columnPrice,
    capacity: free.capacity.slice(),
    minimum: free.minimum.slice(),
    absent: Uint8Array.from(locked, (mentor) => (mentor >= 0 ? 1 : 0)),
  });
  const assigned = Int32Array.from(result.assignment, (mentor, i) => (locked[i]! >= 0 ? -1 : (mentor ?? -1)));
  const { mentees, mentors } = result.prices;
  const main = new Network(
    store,
    { weights, withPoints: true, floor: worst ?? 0, placeCost: null },
    state(assigned, fold(mentees, weights), fold(mentors, weights)),
  );
  if (!main.holds()) throw new CertificateError();
  if (!level) return { store, roomy, main, counts: null, above: null, worst };
  const tierWeights = foldWeights(graph, false);
  const kind = { weights: tierWeights, withPoints: false, placeCost: null };
  const { mentees: u, mentors: v } = level.countPrices;
  const counts = new Network(
    store,
    { ...kind, floor: 0 },
    state(assigned, fold(u, tierWeights), fold(v, tierWeights)),
  );
  if (!counts.holds()) throw new CertificateError();
  return { store, roomy, main, counts, above: worst === null ? null : aboveNetwork(), worst };

  function aboveNetwork(): Network | null {
    const only = withoutLocked(pairsFrom(graph, worst! + 1), free, locked);
    const matching = matchTiers(only);
    if (matching.short.length > 0) return null;
    const prices = countPrices(only, matching);
    return new Network(
      store,
      { ...kind, floor: worst! + 1 },
      state(matching.assigned, fold(prices.mentees, tierWeights), fold(prices.mentors, tierWeights)),
    );
  }
}

const NO_PAIRS = { mentee: [], mentor: [], points: [] };

/** A graph of all pairs as it is with the locked pairs taken out. */
function withoutLocked(graph: Graph, free: Graph, locked: Int32Array): Graph {
  const start = new Int32Array(graph.rows + 1);
  const column = new Int32Array(graph.column.length);
  const points = new Int32Array(graph.column.length);
  let kept = 0;
  for (let i = 0; i < graph.rows; i++) {
    for (let at = graph.start[i]!; at < graph.start[i + 1]! && locked[i]! < 0; at++) {
      column[kept] = graph.column[at]!;
      points[kept++] = graph.points[at]!;
    }
    start[i + 1] = kept;
  }
  const { capacity, minimum } = free;
  return {
    ...graph,
    start,
    column: column.slice(0, kept),
    points: points.slice(0, kept),
    capacity,
    minimum,
    locked,
  };
}
