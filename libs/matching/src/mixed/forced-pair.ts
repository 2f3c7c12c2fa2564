import { buildGraph } from '../problem/graph.js';
import { isInfeasible, type Problem, type Result } from '../problem/types.js';
import type { Watch } from '../solver/watch.js';
import { readLocks } from '../solver/infeasible.js';
import { solve } from '../solver/solve.js';
import { tally } from './tally.js';

/** What a matching loses when one pair is held, found by solving anew. */
export interface ForcedPair {
  /** By tier, best first: mentees fewer. */
  matched: number[];
  /** Points that the lowest pair loses; `null` where the objective does not look at it. */
  worst: number | null;
  /** Points less load costs. */
  points: number;
  assignment: (number | null)[];
  /** Both matchings are proved to be the best of their kind. */
  isExact: boolean;
}

/**
 * The best matching that contains a pair, against the given best one; `null` if none contains it. For problems whose
 * prices do not tell (side conditions, load costs). The pair is held by taking the mentee's other pairs away and letting
 * the mentee come first, so that, unlike a locked pair, it counts towards the worst-off.
 */
export function solveForced(
  problem: Problem,
  best: Result,
  mentee: number,
  mentor: number,
  watch: Watch = {},
): ForcedPair | null {
  const locked = readLocks(problem);
  if (isInfeasible(locked)) return null;
  const graph = buildGraph(problem, locked);
  const answer = solve(holding(problem, mentee, mentor), watch);
  if (isInfeasible(answer) || answer.assignment[mentee] !== mentor) return null;
  const before = tally(problem, graph, best.assignment);
  const after = tally(problem, graph, answer.assignment);
  const isFair = problem.objective === 'worst-off-first';
  return {
    matched: before.counts.map((count, k) => count - after.counts[k]!),
    worst: isFair ? (before.lowestFree ?? 0) - (after.lowestFree ?? 0) : null,
    points: before.total - after.total,
    assignment: answer.assignment,
    isExact: (best.bound?.optimal ?? true) && (answer.bound?.optimal ?? true),
  };
}

function holding(problem: Problem, mentee: number, mentor: number): Problem {
  const { pairs } = problem;
  const keep: number[] = [];
  for (let k = 0; k < pairs.mentee.length; k++) {
    if (pairs.mentee[k] !== mentee || pairs.mentor[k] === mentor) keep.push(k);
  }
  const pick = (list: ArrayLike<number>) => Int32Array.from(keep, (k) => list[k]!);
  const tier = Array.from({ length: problem.mentees }, (_, i) => problem.tier?.[i] ?? 1);
  tier[mentee] = Math.min(...tier) - 1;
  return {
    ...problem,
    tier,
    pairs: { mentee: pick(pairs.mentee), mentor: pick(pairs.mentor), points: pick(pairs.points) },
  };
}
