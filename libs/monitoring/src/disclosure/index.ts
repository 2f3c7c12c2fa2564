export { auditTable, type Finding } from './audit.js';
export {
  roundIntervalOutside,
  roundOutside,
  sdOutside,
  FEWEST_FOR_EXACT,
  ROUNDING_BLUR,
} from './rounding.js';
export {
  DEFAULT_THRESHOLD,
  disclosureRules,
  groupAllowed,
  organisationAllowed,
  PSYCHOLOGICAL_THRESHOLD,
  type Composition,
  type DisclosureRules,
  type DisclosureSettings,
} from './rules.js';
export { codeShares, type CodedShare, type ShareCode } from './shares.js';
export { suppress } from './suppress.js';
export type {
  CellSum,
  DisclosureCell,
  DisclosureTable,
  Equation,
  Suppression,
  Suppressions,
} from './table.js';
