export { practices, type Practice } from './practices.js';
export { regionStageTwo, type RegionInput } from './region-stage-two.js';
export type {
  OrganisationMoments,
  PooledLine,
  RegionCell,
  RegionLine,
  RegionMeasure,
  RegionShares,
  ShownCell,
  SuppressedCell,
  UnionLine,
} from './region-line.js';
