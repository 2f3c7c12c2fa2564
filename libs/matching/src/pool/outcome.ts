import { buildGraph, type Graph } from '../problem/graph.js';
import { isInfeasible, type Infeasible, type Problem, type Result } from '../problem/types.js';
import { hasSideConditions } from '../mixed/side-conditions.js';
import { solveBalanced } from '../mixed/solve-balanced.js';
import { solveMixed } from '../mixed/solve-mixed.js';
import { readLocks } from '../solver/infeasible.js';
import { isPlain, isSolution, solveInFull, type Solution } from '../solver/solve.js';
import type { Watch } from '../solver/watch.js';

/** A pool's matching with what can be told about it. */
export interface Outcome {
  result: Result;
  /** All eligible pairs of mentees that are not locked. */
  graph: Graph;
  /** The mentor of each mentee that is not locked, −1 for none. */
  assigned: Int32Array;
  /** By mentee: 1 where other optimal matchings give it something else; under side conditions nobody knows. */
  tied: Uint8Array;
  /** Whom a mentee left out could reach by moves says why it was left out: not so under side conditions. */
  isNetwork: boolean;
  /** Only a plain problem has prices that tell what every alternative costs. */
  solution: Solution | null;
}

/** Solves the problem of a pool, whatever it demands. */
export function solveForPool(problem: Problem, watch: Watch): Outcome | Infeasible {
  if (isPlain(problem)) {
    const solution = solveInFull(problem, watch);
    if (!isSolution(solution)) return solution;
    return outcomeOf(solution.result, solution.graph, solution.tied, true, solution);
  }
  if (!hasSideConditions(problem)) {
    const balanced = solveBalanced(problem, watch);
    if (isInfeasible(balanced)) return balanced;
    return outcomeOf(balanced.result, balanced.graph, balanced.tied, true, null);
  }
  const result = solveMixed(problem, watch);
  if (isInfeasible(result)) return result;
  const locked = readLocks(problem);
  if (isInfeasible(locked)) return locked;
  return outcomeOf(result, buildGraph(problem, locked), new Uint8Array(problem.mentees), false, null);
}

function outcomeOf(
  result: Result,
  graph: Graph,
  tied: Uint8Array,
  isNetwork: boolean,
  solution: Solution | null,
): Outcome {
  const assigned = Int32Array.from(result.assignment, (j, i) => (graph.locked[i]! < 0 ? (j ?? -1) : -1));
  return { result, graph, assigned, tied, isNetwork, solution };
}
