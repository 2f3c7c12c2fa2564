import { isInfeasible, type Bound, type Infeasible, type Problem, type Result } from '../problem/types.js';
import type { Watch } from '../solver/watch.js';
import { findConflict } from './conflict.js';
import { keepsConditions } from './keeps-conditions.js';
import { LevelSearch } from './level-search.js';
import type { MixedLimits } from './limits.js';
import { withoutConditions } from './side-conditions.js';
import { solveBalanced } from './solve-balanced.js';
import { levelsOf, resultOf, tally, valuesOf } from './tally.js';

/**
 * The best matching of a checked problem under conditions that no network can hold: groups of none or at least so
 * many, quotas, mentees apart, exclusive pairs; with capacities, minimums, locks and load costs.
 *
 * The network without these conditions is solved first: its optimum bounds every matching, and if it happens to keep
 * them it is the answer. Otherwise a repaired matching and the network's prices leave out pairs that no better matching
 * can contain, and what remains is solved level by level as a mixed-integer programme, earlier levels held:
 * `javascript-lp-solver` where that is small, HiGHS (await `loadMixedSolver` first) above.
 *
 * `bound` says how good the answer is; with `bound.optimal` the level values are *the* optimum and thus the same whatever
 * the order of rows. The assignment is the same for the same problem, but where several are optimal it need not be the
 * first in canonical order. `prices` are those of the network and prove `bound.relaxation`.
 *
 * Throws `ProblemError` (`too-large`) where the nodes did not suffice to find any matching, `CancelledError` when cancelled.
 */
export function solveMixed(
  problem: Problem,
  watch: Watch = {},
  limits: MixedLimits = {},
): Result | Infeasible {
  const relaxed = solveBalanced(withoutConditions(problem), watch);
  if (isInfeasible(relaxed)) return relaxed;
  const relaxation = valuesOf(relaxed.result.levels);
  if (keepsConditions(problem, relaxed.result.assignment)) {
    const bound = boundOf(relaxation, relaxation, relaxation, 0);
    return { ...relaxed.result, bound };
  }
  const search = new LevelSearch(problem, relaxed, limits, watch);
  const found = search.run();
  if (!found) {
    const conditions = findConflict(problem, watch, limits);
    const told = { reason: 'side-conditions' as const, mentees: [], mentors: [] };
    return { infeasible: { ...told, ...(conditions ? { conditions } : {}) } };
  }
  const sums = tally(problem, relaxed.graph, found.assignment);
  const worst = relaxed.result.levels.find((level) => level.kind === 'worst');
  const levels = levelsOf(relaxed.graph, sums, worst ?? null);
  return {
    ...resultOf(problem, found.assignment, sums, {
      levels,
      prices: relaxed.result.prices,
      solver: found.solver,
    }),
    bound: boundOf(valuesOf(levels), found.bounds, relaxation, found.nodes),
  };
}

function boundOf(values: number[], levels: number[], relaxation: number[], nodes: number): Bound {
  const gap = levels.map((most, k) => most - values[k]!);
  return { levels, gap, relaxation, nodes, optimal: gap.every((difference) => difference === 0) };
}
