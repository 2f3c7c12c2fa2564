export { changeFigures, FEWEST_FOR_INFERENCE, primaryTestOf, SIGNED_RANK_BELOW } from './change-figures.js';
export { clusteredMean, meanInterval, type ClusteredMean, type ClusterSum } from './clustered.js';
export { comparisonDifference, type GroupDifference } from './comparison.js';
export { effects, hedgesG, type Effect, type Effects, type PairedFigures } from './effects.js';
export { hodgesLehmann } from './hodges-lehmann.js';
export { holm } from './holm.js';
export { regressionToMean, reliableChange, type ReliableChange } from './individual.js';
export type {
  BinaryDescription,
  ChangeDescription,
  ChangeFigures,
  Counts,
  PrimaryTest,
  StageTwoLine,
  WaveDescription,
} from './line.js';
export { measureOfRegister, measureOfScale, type Indicator } from './measure-of.js';
export type { ChangePair, Day, Interval, Measure, Role } from './measure.js';
export {
  daysBetween,
  DEFAULT_WINDOWS,
  pairPerson,
  type Enrolled,
  type Exclusion,
  type Measurement,
  type Pairing,
  type Windows,
} from './pair-measurements.js';
export { mcnemarExact, wilson, type TwoByTwo } from './proportions.js';
export { stageTwo, type StageTwoInput } from './stage-two.js';
export { menteeChanges } from './tasks.js';
export { DEFAULT_SIZE_BOUNDS, sizeWord, verdict, type SizeBounds, type SizeWord } from './verdict.js';
export { countValues, type Weighted } from './weighted.js';
export { signedRank, type SignedRank } from './wilcoxon.js';
