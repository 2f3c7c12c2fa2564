import { PairRules, type PairCheck, type RuleSetting } from './pair-rules.js';
import { FULL_SCORE, scorePair, type PairScore } from './score-pair.js';
import { BUILT_IN_TITLES } from './titles.js';
import type { BrokenRule, PairFacts, Participant, Policy } from './types.js';

/** A form's rules with the whole policy, for questions about one pair. */
export interface PairSetting extends RuleSetting {
  policy: Policy;
}

/**
 * Every hard rule that one pair breaks: those of the form and of each variant, the engine's own (kinds,
 * same person, other organisation) and what people have barred. The policy's `minScore` is one of them.
 * Throws `RuleError` where the rules themselves are broken.
 */
export function checkPair(
  setting: PairSetting,
  mentor: Participant,
  mentee: Participant,
  facts: PairFacts,
): PairCheck {
  const rules = new PairRules(setting);
  const check = rules.check(rules.mentor(mentor), rules.mentee(mentee), facts.barred);
  const { points } = scorePair(mentor, mentee, facts, setting.policy, rules.taxonomy);
  const low = belowMinScore(points, setting.policy.minScore);
  return low === null ? check : withBroken(check, low);
}

/** The components and points of one pair, and the variant it is scored under (`null` if no variant admits it). */
export function scoreOnePair(
  setting: PairSetting,
  mentor: Participant,
  mentee: Participant,
  facts: PairFacts,
): PairScore & { variant: string | null } {
  const rules = new PairRules(setting);
  const score = scorePair(mentor, mentee, facts, setting.policy, rules.taxonomy);
  return { ...score, variant: rules.check(rules.mentor(mentor), rules.mentee(mentee)).variant };
}

/** The fewest points that a pair must have: `minScore` of 0…1 in points of 0…10,000. */
export function fewestPoints(minScore: number): number {
  return Math.ceil(Math.round(minScore * 1e6) / (1e6 / FULL_SCORE));
}

export function belowMinScore(points: number, minScore: number): BrokenRule | null {
  if (points >= fewestPoints(minScore)) return null;
  return { rule: 'min-score', title: BUILT_IN_TITLES['min-score'], reason: 'broken' };
}

/** A check with one more broken rule that holds under every variant. */
export function withBroken(check: PairCheck, broken: BrokenRule): PairCheck {
  return {
    eligible: false,
    variant: null,
    broken: [...check.broken, broken],
    variants: check.variants.map((one) => ({ variant: one.variant, broken: [...one.broken, broken] })),
  };
}
