/** Everything that checking a certificate takes; nothing here leads to the solver. */
export { checkProblem } from '../problem/check-problem.js';
export { ProblemError, type Problem } from '../problem/types.js';
export { verify } from './verify.js';
