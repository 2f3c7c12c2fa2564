export { leastSquares, type Column, type Regression, type Term } from './least-squares.js';
export { rankCorrelation, type RankCorrelation } from './rank-correlation.js';
export {
  COMPONENTS,
  strategy,
  type Component,
  type Correlations,
  type Direction as WeightDirection,
  type MeasuredChange,
  type PairScore,
  type Strategy,
  type StrategyInput,
  type StrategyLine,
} from './strategy.js';
