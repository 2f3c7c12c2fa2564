export { diffRuns, type MenteeChange, type RunDiff, type RunTotals } from './diff-runs.js';
export { fairness, type GroupFigures } from './fairness.js';
export type { SolvedRun } from './run.js';
export { wishInWords } from './in-words.js';
export { priceOfFairness, type FrontierPoint, type PriceOfFairness } from './price-of-fairness.js';
export { recruitment, type TopicNeed, type TopicsOf } from './recruitment.js';
export { byWorth, lossesOfPlaces, shadowPrices, type PlaceValue } from './shadow-prices.js';
