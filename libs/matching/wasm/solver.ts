/** The solver's inner loops. `src/solver/core.ts` lays the memory out and calls them. */
export { heapBase } from './_memory';
export { setMatrix, setPairs, setProblem } from './_problem';
export { bestGains, bidOnce, crowdedOut, seatsNeeded, startBidding, startRound } from './_bidding';
export { startBasis } from './_basis';
export { startPricing } from './_pricing';
export { isShort, pivots, readOptimum, startPotentials } from './_simplex';
export { clearMatrix, costsOfPoints, startDense } from './_dense';
export { auctionOnceDense, bidOnceDense, startDenseBidding, startDenseRound } from './_dense-bidding';
export { augment, rowScans, served, startPaths } from './_paths';
