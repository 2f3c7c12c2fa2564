/** Pure matching: rules → scoring → solver → explanation. Knows nothing of HTTP, queues, databases. */
export * from './rules/index.js';
export * from './problem/index.js';
export { solve } from './solver/solve.js';
export { loadMixedSolver } from './mixed/highs-solver.js';
export { solveMixed } from './mixed/solve-mixed.js';
export type { MixedLimits } from './mixed/limits.js';
export { CancelledError, type Watch } from './solver/watch.js';
export { verify } from './verify/index.js';
export type { Move } from './explain/exchange.js';
export type { Regret } from './explain/regret.js';
export * from './pool/index.js';
export * from './insight/index.js';
