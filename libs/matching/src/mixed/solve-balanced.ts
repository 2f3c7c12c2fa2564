import { buildGraph, pairsFrom, type Graph } from '../problem/graph.js';
import { isInfeasible, type Infeasible, type Problem, type Result } from '../problem/types.js';
import { foldWeights } from '../problem/weights.js';
import { minimalShortage, minimumAboveCapacity, readLocks } from '../solver/infeasible.js';
import { vectorPrices } from '../solver/prices.js';
import { optimise } from '../solver/optimise.js';
import { matchTiers } from '../solver/tier-matching.js';
import { TightGraph } from '../solver/ties.js';
import type { Watch } from '../solver/watch.js';
import { findWorst } from '../solver/worst-off.js';
import { joinPrices, splitPlaces } from './split-places.js';
import { levelsOf, resultOf, tally } from './tally.js';

export interface Balanced {
  result: Result;
  /** All eligible pairs of mentees that are not locked. */
  graph: Graph;
  /** By mentee: 1 where other optimal matchings give it something else. */
  tied: Uint8Array;
}

/**
 * The optimum of a checked problem in which a mentor's 2nd, 3rd … mentee costs points (`loadCost`): still a
 * network, still proved by prices, one per mentor. The bound that they give is
 * `Σ u + Σ max over loads k in [minimum, capacity] of (v·k − C(k))` with the costs `C` counted from the locked
 * load on. Ties are settled as in a plain problem. Side conditions are not looked at.
 *
 * Throws `ProblemError` (`too-large`) where points and costs leave 2^31, `CancelledError` when cancelled.
 */
export function solveBalanced(problem: Problem, watch: Watch = {}): Balanced | Infeasible {
  const locked = readLocks(problem);
  if (!(locked instanceof Int32Array)) return locked;
  const impossible = minimumAboveCapacity(problem);
  if (impossible) return impossible;
  const graph = buildGraph(problem, locked);
  const worst = problem.objective === 'worst-off-first' ? findWorst(graph, watch) : null;
  if (worst && isInfeasible(worst)) return worst;
  const within = worst && worst.value !== null ? pairsFrom(graph, worst.value) : graph;
  const split = splitPlaces(within, problem.loadCost ?? [], takenPlaces(locked, problem.mentors));
  const weights = foldWeights(split.graph);
  const optimum = optimise(split.graph, weights, watch);
  // The set that cannot be served is named in mentors, not in their places.
  if (isInfeasible(optimum)) return minimalShortage(graph, matchTiers(graph, watch).short);
  const tight = new TightGraph(split.graph, weights, optimum);
  const tied = tight.tied(split.owner);
  if (problem.ties !== 'any') optimum.assigned = tight.settle(watch);
  const assignment = Array.from(optimum.assigned, (column, i) => {
    if (locked[i]! >= 0) return locked[i]!;
    return column < 0 ? null : split.owner[column]!;
  });
  const vectors = vectorPrices(split.graph, weights, optimum.rowPrice, optimum.columnPrice);
  const prices = joinPrices(split, vectors, problem.mentors);
  const sums = tally(problem, graph, assignment);
  const levels = levelsOf(graph, sums, worst);
  return {
    result: resultOf(problem, assignment, sums, { levels, prices, solver: optimum.solver }),
    graph,
    tied,
  };
}

/** How many locked mentees each mentor has. */
export function takenPlaces(locked: Int32Array, mentors: number): Int32Array {
  const taken = new Int32Array(mentors);
  for (const mentor of locked) if (mentor >= 0) taken[mentor]!++;
  return taken;
}
