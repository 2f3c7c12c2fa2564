import type { Text } from './entry.js';

/** `mentor.grade`, `mentee.profile.shift`, `mentor.marks[$]`: a field of a bank entry, by side. */
export type RulePath = string;
export interface ParamRef {
  param: string;
}
export type RuleParam = number | string | string[];
export type CompareOperator = '>=' | '>' | '<=' | '<' | '==' | '!=';
/** The right side is a literal, a parameter, or a path where a string begins with a side. */
export type Comparison = [RulePath, CompareOperator, string | number | boolean | ParamRef];

export type RuleCondition =
  | { exists: RulePath }
  | { in: [RulePath, (string | number)[]] }
  | { compare: Comparison }
  | { intersects: [RulePath, RulePath | string[] | ParamRef] }
  | { not: RuleCondition }
  | { all: RuleCondition[] }
  | { any: RuleCondition[] };

/**
 * A hard rule: a pair that breaks it is not eligible, whatever its score (domain.md §2).
 * Exactly one of `compare`, `in`, `intersects`, `covers`, `distance`, `exists` is present;
 * `forEach` only beside `compare`. Bounds are inclusive as the operator says.
 */
export interface Rule {
  /** kebab-case, unique in the form with all its variants: a policy overrides by it. */
  code: string;
  /** What a curator reads when the rule is broken. */
  title: Text;
  source: string;
  /** Default true; `policy.rules[code].enabled` overrides. */
  enabled?: boolean;
  /** What a missing value means. Default `fail`, with reason `data-missing`. */
  onMissing?: 'fail' | 'pass';
  /** The rule applies only where this is true. */
  when?: RuleCondition;
  variants?: { not?: string[]; only?: string[] };
  /** Defaults of the parameters; `policy.rules[code].params` overrides. */
  params?: Record<string, RuleParam>;
  /** left OP right + plus */
  compare?: Comparison;
  plus?: number | ParamRef;
  in?: [RulePath, (string | number)[] | ParamRef];
  intersects?: [RulePath, RulePath | string[] | ParamRef];
  /** Topics of the first path cover those of the second: the same code or an ancestor. */
  covers?: [RulePath, RulePath];
  /** With `covers`: how many topics must be covered. Default 1. */
  atLeast?: number | 'all' | ParamRef;
  /** |a − b| ≤ atMost */
  distance?: [RulePath, RulePath];
  atMost?: number | ParamRef;
  /** Present and not empty. */
  exists?: RulePath;
  /** With `compare`: `$` stands for each element. */
  forEach?: RulePath;
}

export const RULE_OPERATORS = ['compare', 'in', 'intersects', 'covers', 'distance', 'exists'] as const;
export type RuleOperator = (typeof RULE_OPERATORS)[number];
