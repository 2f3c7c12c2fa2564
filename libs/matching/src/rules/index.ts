/** The narrow door for asking about one pair: hard rules and score, no solver. */
export { checkPair, scoreOnePair, fewestPoints, type PairSetting } from './check-pair.js';
export { PairRules, type PairCheck, type Ready, type RuleSetting, type VariantCheck } from './pair-rules.js';
export { FULL_SCORE, scorePair, type PairScore } from './score-pair.js';
export { RuleError, Taxonomy } from './taxonomy.js';
export { BAR_TITLES, BUILT_IN_TITLES } from './titles.js';
export type * from './types.js';
