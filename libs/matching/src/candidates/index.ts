export { CANDIDATES, candidatesOf, joinCandidates, type Candidates } from './candidates.js';
export {
  solveWithCandidates,
  type CandidateOptions,
  type CandidateOutcome,
  type Demand,
} from './solve-with-candidates.js';
