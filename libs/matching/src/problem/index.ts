export { checkProblem } from './check-problem.js';
export { isInfeasible, ProblemError } from './types.js';
export type {
  Answer,
  Infeasible,
  InfeasibleReason,
  Level,
  Numbers,
  PriceVector,
  Prices,
  Problem,
  ProblemErrorCode,
  Result,
} from './types.js';
