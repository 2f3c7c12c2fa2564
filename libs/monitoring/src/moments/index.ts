export { figuresOfSums, effectsOfSums, unionOf, type SumFigures } from './figures.js';
export {
  mergeMoments,
  momentsOf,
  seal,
  type MentorCluster,
  type Moments,
  type SealedMoments,
} from './moments.js';
export {
  EMPTY_SUMS,
  mergeSums,
  MOST_VALUES,
  pairSums,
  type CrossMoments,
  type Moment,
  type PairSums,
  type SignCounts,
} from './pair-sums.js';
