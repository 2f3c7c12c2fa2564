import { isInfeasible, type Problem } from '../problem/types.js';
import type { Watch } from '../solver/watch.js';
import { chooseSolver, type MixedLimits } from './limits.js';
import { keepsConditions } from './keeps-conditions.js';
import { solveMip } from './mip.js';
import { buildModel } from './model.js';
import { repair } from './repair.js';
import { withoutConditions } from './side-conditions.js';
import { solveBalanced, takenPlaces } from './solve-balanced.js';

/** Whether any matching keeps all that a checked problem demands; `null` where the nodes did not suffice to tell. */
export function isPossible(problem: Problem, watch: Watch, limits: MixedLimits): boolean | null {
  const relaxed = solveBalanced(withoutConditions(problem), watch);
  if (isInfeasible(relaxed)) return false;
  const { graph, result } = relaxed;
  if (keepsConditions(problem, result.assignment)) return true;
  if (repair(problem, graph, result.assignment, watch)) return true;
  const model = buildModel(problem, graph, takenPlaces(graph.locked, problem.mentors));
  const { solver, nodes } = chooseSolver(model, limits);
  const objective = new Float64Array(model.upper.length);
  const answer = solveMip(solver, { model, objective, incumbent: null, nodes }, watch);
  if (answer.chosen) return true;
  return answer.status === 'infeasible' ? false : null;
}
