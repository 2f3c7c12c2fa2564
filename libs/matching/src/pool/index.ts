export { matchPool } from './match-pool.js';
export { suitableMentors, type SuitableMentor } from './suitable-mentors.js';
export { whyNotInPool } from './why-not-in-pool.js';
export { tieHash } from './canonical-order.js';
export { PoolError } from './types.js';
export type {
  Pool,
  PoolAlternative,
  PoolResult,
  PoolSuggestion,
  PoolSummary,
  PoolUnmatched,
  Remark,
  WhyNot,
  WhyNotMove,
} from './types.js';
