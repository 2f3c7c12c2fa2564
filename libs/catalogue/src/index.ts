export { psychologicalPart, type Psychological } from './psychological.js';
export { Catalogue } from './catalogue.js';
export { checkBankEntry } from './check-bank-entry.js';
export { CatalogueError, type CatalogueProblem, type CatalogueProblemCode } from './catalogue-error.js';
export { columnValues, headerKey, wordKey } from './import-columns.js';
export { loadCatalogue, readCatalogue } from './load-catalogue.js';
export {
  LOCALES,
  message,
  fill,
  messageTemplates,
  type Locale,
  type MessageCode,
  type MessageParams,
} from './messages.js';
export { pairSetting, type PairSetting } from './pair-setting.js';
export type { EffectivePolicy } from './policy/effective-policy.js';
