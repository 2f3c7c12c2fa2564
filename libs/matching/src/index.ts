/** Pure matching: rules → scoring → solver → explanation. Knows nothing of HTTP, queues, databases. */
export * from './rules/index.js';
export * from './problem/index.js';
export { isPlain, solve } from './solver/solve.js';
export { loadMixedSolver } from './mixed/highs-solver.js';
export { solveMixed } from './mixed/solve-mixed.js';
export type { MixedLimits } from './mixed/limits.js';
export { CancelledError, type Watch } from './solver/watch.js';
export { verify } from './verify/index.js';
export { alternativesOf, type AlternativeWithMoves } from './explain/alternatives-of.js';
export type { Move } from './explain/exchange.js';
export type { Regret } from './explain/regret.js';
export * from './pool/index.js';
export {
  LARGE_POOL,
  matchLargePool,
  type BoundedAlternative,
  type LargePoolResult,
} from './pool/match-large-pool.js';
export * from './insight/index.js';
export * from './meetings/index.js';
export { MatchingSession, type EditAnswer } from './session/session.js';
export type { Edit } from './session/live-matching.js';
export { CertificateError } from './session/state.js';
export type { RowPair } from './session/pair-store.js';
export { keepAnnounced, type Kept } from './session/keep-announced.js';
