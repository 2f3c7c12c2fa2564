export { checkProblem } from './check-problem.js';
export { isInfeasible, ProblemError } from './types.js';
export type {
  Answer,
  Bound,
  Demand,
  Exclusion,
  Infeasible,
  InfeasibleReason,
  Level,
  Numbers,
  PriceVector,
  Prices,
  Problem,
  ProblemErrorCode,
  Quota,
  Result,
} from './types.js';
