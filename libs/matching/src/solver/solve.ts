import { hasSideConditions } from '../mixed/side-conditions.js';
import { solveBalanced } from '../mixed/solve-balanced.js';
import { solveMixed } from '../mixed/solve-mixed.js';
import { checkProblem } from '../problem/check-problem.js';
import { buildGraph, findPair, pairsFrom, type Graph } from '../problem/graph.js';
import {
  isInfeasible,
  ProblemError,
  type Answer,
  type Infeasible,
  type Level,
  type Problem,
  type Result,
} from '../problem/types.js';
import { foldWeights, type Weights } from '../problem/weights.js';
import { minimumAboveCapacity, readLocks } from './infeasible.js';
import { optimise } from './optimise.js';
import { vectorPrices } from './prices.js';
import { TightGraph, type Optimum } from './ties.js';
import type { Watch } from './watch.js';
import { findWorst, type Worst } from './worst-off.js';

/** A solved problem with what the explanations build on. */
export interface Solution {
  problem: Problem;
  result: Result;
  /** All eligible pairs of mentees that are not locked. */
  graph: Graph;
  /** The pairs that the optimum was sought among: all, or those at or above the worst-off threshold. */
  within: Graph;
  weights: Weights;
  optimum: Optimum;
  /** By mentee: 1 where other optimal matchings give it something else. */
  tied: Uint8Array;
  worst: Worst | null;
}

export type Outcome = Solution | Infeasible;

export function isSolution(outcome: Outcome): outcome is Solution {
  return 'result' in outcome;
}

/**
 * The optimum of `design.md` §6 with its certificate, or the answer that there is none. The same problem
 * gives the same assignment, level values and ties, whatever the order of its pairs.
 *
 * Load costs keep all this; side conditions that are no network make it a bound in place of a proof (`solveMixed`).
 * Throws `ProblemError` for malformed input and `CancelledError` when `watch.signal` is aborted.
 */
export function solve(raw: unknown, watch: Watch = {}): Answer {
  const startedAt = performance.now();
  const problem = checkProblem(raw);
  const answer = isPlain(problem) ? solveInFull(problem, watch) : solveBeyond(problem, watch);
  if (isInfeasible(answer)) return answer;
  const { result } = answer;
  result.durationMs = Math.round((performance.now() - startedAt) * 1000) / 1000;
  return result;
}

/** Neither load costs nor side conditions: what `solveInFull` solves and prices explain to the end. */
export function isPlain(problem: Problem): boolean {
  return !hasSideConditions(problem) && !problem.loadCost?.length;
}

function solveBeyond(problem: Problem, watch: Watch): { result: Result } | Infeasible {
  if (!hasSideConditions(problem)) return solveBalanced(problem, watch);
  const result = solveMixed(problem, watch);
  return isInfeasible(result) ? result : { result };
}

/** `solve` for a plain problem, with the graph, prices and ties that explanations need. */
export function solveInFull(raw: unknown, watch: Watch = {}): Outcome {
  const startedAt = performance.now();
  const problem = checkProblem(raw);
  if (!isPlain(problem)) {
    throw new ProblemError('unsupported', 'problem', problem, 'load costs and side conditions are for solve');
  }
  const locked = readLocks(problem);
  if (!(locked instanceof Int32Array)) return locked;
  const impossible = minimumAboveCapacity(problem);
  if (impossible) return impossible;
  const graph = buildGraph(problem, locked);
  const worst = problem.objective === 'worst-off-first' ? findWorst(graph, watch) : null;
  if (worst && isInfeasible(worst)) return worst;
  const within = worst && worst.value !== null ? pairsFrom(graph, worst.value) : graph;
  const weights = foldWeights(within);
  const optimum = optimise(within, weights, watch);
  if (isInfeasible(optimum)) return optimum;
  const tight = new TightGraph(within, weights, optimum);
  const tied = tight.tied();
  if (problem.ties !== 'any') optimum.assigned = tight.settle(watch);
  const result = report(problem, graph, within, weights, optimum, worst);
  result.durationMs = Math.round((performance.now() - startedAt) * 1000) / 1000;
  watch.onProgress?.(1, 'done');
  return { problem, result, graph, within, weights, optimum, tied, worst };
}

/**
 * A solution taken over to a problem with more pairs, none of them worth more than its prices: still an optimum, with
 * the same proofs, settled among the ties of all pairs.
 */
export function settleOn(solution: Solution, problem: Problem, watch: Watch): Solution {
  const { weights, worst } = solution;
  const graph = buildGraph(problem, solution.graph.locked);
  const within = worst && worst.value !== null ? pairsFrom(graph, worst.value) : graph;
  const tight = new TightGraph(within, weights, solution.optimum);
  const tied = tight.tied();
  const optimum = { ...solution.optimum, assigned: tight.settle(watch) };
  const { prices, solver } = solution.result;
  const result = {
    ...report(problem, graph, within, weights, { ...optimum, solver }, worst),
    prices,
  };
  return { problem, result, graph, within, weights, optimum, tied, worst };
}

function lockedPoints(problem: Problem, locked: Int32Array): Int32Array {
  const points = new Int32Array(problem.mentees);
  const { mentee, mentor } = problem.pairs;
  if (locked.every((j) => j < 0)) return points;
  for (let k = 0; k < mentee.length; k++) {
    if (locked[mentee[k]!] === mentor[k]) points[mentee[k]!] = problem.pairs.points[k]!;
  }
  return points;
}

function report(
  problem: Problem,
  graph: Graph,
  within: Graph,
  weights: Weights,
  optimum: Optimum & { solver: string },
  worst: Worst | null,
): Result {
  const pointsOfLocked = lockedPoints(problem, graph.locked);
  const counts = graph.tiers.map(() => 0);
  const assignment: (number | null)[] = [];
  let matched = 0;
  let total = 0;
  let lowest = Infinity;
  for (let i = 0; i < graph.rows; i++) {
    const isLocked = graph.locked[i]! >= 0;
    const j = isLocked ? graph.locked[i]! : optimum.assigned[i]!;
    assignment.push(j < 0 ? null : j);
    if (j < 0) continue;
    const points = isLocked ? pointsOfLocked[i]! : within.points[findPair(within, i, j)]!;
    matched++;
    counts[graph.tier[i]!]!++;
    total += points;
    lowest = Math.min(lowest, points);
  }
  const levels: Level[] = graph.tiers.map((tier, k) => ({ kind: 'count', tier, value: counts[k]! }));
  if (worst) {
    const { value, countPrices, abovePrices } = worst;
    levels.push({ kind: 'worst', value, countPrices, abovePrices });
  }
  levels.push({ kind: 'total', value: total });
  return {
    assignment,
    matched,
    worstPoints: matched > 0 ? lowest : null,
    totalPoints: total,
    levels,
    prices: vectorPrices(graph, weights, optimum.rowPrice, optimum.columnPrice),
    seed: problem.seed ?? 0,
    solver: optimum.solver,
    durationMs: 0,
  };
}
