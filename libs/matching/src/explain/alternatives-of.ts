import { isInfeasible, ProblemError, type Problem } from '../problem/types.js';
import { solveInFull } from '../solver/solve.js';
import type { Watch } from '../solver/watch.js';
import { Alternatives, type Alternative } from './alternatives.js';
import type { Move } from './exchange.js';

/** An alternative with who would move, the mentee itself first. */
export interface AlternativeWithMoves extends Alternative {
  moves: Move[];
}

/**
 * The `limit` mentors who cost all together least if a mentee had them, its own apart: exact regrets, the least first,
 * ties by index. Repeats the matching, which is the same again. Empty for a mentee that is locked.
 *
 * Throws `ProblemError`: `out-of-range` for an unknown mentee, `unsupported` for load costs and side conditions.
 */
export function alternativesOf(
  problem: Problem,
  mentee: number,
  limit: number,
  watch: Watch = {},
): AlternativeWithMoves[] {
  const solution = solveInFull(problem, watch);
  if (isInfeasible(solution)) return [];
  if (!(mentee >= 0 && mentee < problem.mentees)) {
    throw new ProblemError('out-of-range', 'mentee', mentee, `there is no mentee ${mentee}`);
  }
  const alternatives = new Alternatives(solution);
  return alternatives.of(mentee, limit).map((one) => {
    const cost = alternatives.cost(mentee, one.mentor);
    return { ...one, moves: cost.regret === null ? [] : cost.moves };
  });
}
