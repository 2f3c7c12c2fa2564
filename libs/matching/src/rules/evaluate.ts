import { RuleError, type Taxonomy } from './taxonomy.js';
import type { Comparison, Condition, ParamRef, ParamValue, Rule } from './types.js';
import { isPath, type PathBook, type Source, type Value } from './values.js';

/** Whether a pair meets a rule; `missing` where a value that decides is not known. */
export type Verdict = 'holds' | 'broken' | 'missing';

/** How an operator gets at the values of the pair in hand; `element` is what `$` stands for. */
export type Read = (source: Source, element: string | null) => Value;

/** An operator made ready once per matching and applied to each pair. */
export type Test = (read: Read) => Verdict;

type Operand = { source: Source } | { value: Value };

const verdict = (holds: boolean): Verdict => (holds ? 'holds' : 'broken');
const isList = (value: Value): value is readonly string[] => Array.isArray(value);
const asList = (value: Value): readonly string[] =>
  isList(value) ? value : typeof value === 'string' ? [value] : [];

function isEmpty(value: Value): boolean {
  if (value === null) return true;
  if (isList(value)) return value.length === 0;
  return value instanceof Map && value.size === 0;
}

function isParamRef(value: unknown): value is ParamRef {
  return typeof value === 'object' && value !== null && 'param' in value;
}

/** One rule in the making: its code for messages, its parameters after the policy's overrides. */
interface Workshop {
  code: string;
  params: Record<string, ParamValue>;
  book: PathBook;
  taxonomy: Taxonomy;
  /** What the part in the making reads. */
  reads: Source[];
}

function sourceOf(shop: Workshop, path: string): Source {
  const source = shop.book.source(path);
  shop.reads.push(source);
  return source;
}

function param(shop: Workshop, ref: ParamRef): ParamValue {
  const value = shop.params[ref.param];
  if (value === undefined) {
    throw new RuleError('unknown-param', `rule ${shop.code} has no parameter ${ref.param}`);
  }
  return value;
}

function resolved<T>(shop: Workshop, value: T | ParamRef): T | ParamValue {
  return isParamRef(value) ? param(shop, value) : value;
}

function numberOf(shop: Workshop, value: number | ParamRef | undefined, fallback: number): number {
  const number = value === undefined ? fallback : resolved(shop, value);
  if (typeof number !== 'number' || !Number.isFinite(number)) {
    throw new RuleError('bad-value', `rule ${shop.code} needs a number, got ${JSON.stringify(number)}`);
  }
  return number;
}

function operand(shop: Workshop, raw: unknown): Operand {
  const value = isParamRef(raw) ? param(shop, raw) : raw;
  if (typeof value === 'string' && isPath(value)) return { source: sourceOf(shop, value) };
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return { value };
  if (Array.isArray(value)) return { value: value.map(String) };
  throw new RuleError('bad-value', `rule ${shop.code} has an operand ${JSON.stringify(value)}`);
}

const get = (of: Operand, read: Read, element: string | null): Value =>
  'source' in of ? read(of.source, element) : of.value;

function compareValues(left: Value, op: Comparison, right: Value): Verdict {
  if (op === '==') return verdict(left === right);
  if (op === '!=') return verdict(left !== right);
  const numbers = typeof left === 'number' && typeof right === 'number';
  const words = typeof left === 'string' && typeof right === 'string';
  if (!(numbers || words) || left === null || right === null) return 'missing';
  switch (op) {
    case '>=':
      return verdict(left >= right);
    case '>':
      return verdict(left > right);
    case '<=':
      return verdict(left <= right);
    case '<':
      return verdict(left < right);
  }
}

/** A comparison of one element of a list; `null` stands for a rule without a list. */
export type ElementTest = (read: Read, element: string | null) => Verdict;

function compareTest(shop: Workshop, compare: NonNullable<Rule['compare']>, plus: number): ElementTest {
  const left = operand(shop, compare[0]);
  const right = operand(shop, compare[2]);
  const op = compare[1];
  return (read, element) => {
    const a = get(left, read, element);
    const b = get(right, read, element);
    if (a === null || b === null) return 'missing';
    return compareValues(a, op, plus !== 0 && typeof b === 'number' ? b + plus : b);
  };
}

function eachTest({ list, test, skipMissing }: EachParts): Test {
  return (read) => {
    let missing = false;
    for (const element of asList(read(list, null))) {
      const one = test(read, element);
      if (one === 'broken') return 'broken';
      missing ||= one === 'missing';
    }
    return missing && !skipMissing ? 'missing' : 'holds';
  };
}

function inTest(shop: Workshop, [path, list]: NonNullable<Rule['in']>): Test {
  const source = sourceOf(shop, path);
  const allowed = resolved(shop, list);
  if (!Array.isArray(allowed)) throw new RuleError('bad-value', `rule ${shop.code}: "in" needs a list`);
  const set = new Set<unknown>(allowed);
  return (read) => {
    const value = read(source, null);
    if (value === null) return 'missing';
    return verdict(isList(value) ? value.some((item) => set.has(item)) : set.has(value));
  };
}

function intersectsTest(shop: Workshop, [path, other]: NonNullable<Rule['intersects']>): Test {
  const left = sourceOf(shop, path);
  const right = operand(shop, other);
  return (read) => {
    const a = read(left, null);
    const b = get(right, read, null);
    if (a === null || b === null) return 'missing';
    const list = asList(b);
    return verdict(asList(a).some((item) => list.includes(item)));
  };
}

function coversTest(taxonomy: Taxonomy, { from, to, atLeast }: CoversParts): Test {
  return (read) => {
    const have = read(from, null);
    const want = asList(read(to, null));
    if (want.length === 0) return atLeast === 'all' ? 'holds' : 'missing';
    if (have === null) return 'missing';
    const offered = asList(have);
    let covered = 0;
    for (const topic of want) if (taxonomy.chain(topic).some((code) => offered.includes(code))) covered++;
    return verdict(covered >= (atLeast === 'all' ? want.length : atLeast));
  };
}

function distanceTest(shop: Workshop, [a, b]: [string, string], atMost: number): Test {
  const left = sourceOf(shop, a);
  const right = sourceOf(shop, b);
  return (read) => {
    const x = read(left, null);
    const y = read(right, null);
    if (typeof x !== 'number' || typeof y !== 'number') return 'missing';
    return verdict(Math.abs(x - y) <= atMost);
  };
}

function existsTest(shop: Workshop, path: string): Test {
  const source = sourceOf(shop, path);
  return (read) => verdict(!isEmpty(read(source, null)));
}

function conditionTest(shop: Workshop, condition: Condition): (read: Read) => boolean {
  if ('not' in condition) {
    const inner = conditionTest(shop, condition.not);
    return (read) => !inner(read);
  }
  if ('all' in condition) {
    const inner = condition.all.map((one) => conditionTest(shop, one));
    return (read) => inner.every((one) => one(read));
  }
  if ('any' in condition) {
    const inner = condition.any.map((one) => conditionTest(shop, one));
    return (read) => inner.some((one) => one(read));
  }
  const test = simpleConditionTest(shop, condition);
  return (read) => test(read) === 'holds';
}

function simpleConditionTest(
  shop: Workshop,
  condition: Exclude<Condition, { not: Condition } | { all: Condition[] } | { any: Condition[] }>,
): Test {
  if ('exists' in condition) return existsTest(shop, condition.exists);
  if ('in' in condition) return inTest(shop, condition.in);
  if ('intersects' in condition) return intersectsTest(shop, condition.intersects);
  const test = compareTest(shop, condition.compare, 0);
  return (read) => test(read, null);
}

function atLeastOf(shop: Workshop, raw: Rule['atLeast']): number | 'all' {
  const value = raw === undefined ? 1 : resolved(shop, raw);
  if (value === 'all') return 'all';
  if (typeof value === 'number') return value;
  throw new RuleError('bad-value', `rule ${shop.code}: atLeast is a number or "all"`);
}

/** `forEach`: a comparison of each element of a list. */
export interface EachParts {
  list: Source;
  test: ElementTest;
  skipMissing: boolean;
}

/** `covers`: at least so many of the topics of `to` are covered by topics of `from`. */
export interface CoversParts {
  from: Source;
  to: Source;
  atLeast: number | 'all';
}

/** An operator with what it is made of, where that is more than a test. */
interface Operator {
  test: Test;
  each?: EachParts;
  covers?: CoversParts;
}

function compareOperator(shop: Workshop, rule: Rule, compare: NonNullable<Rule['compare']>): Operator {
  const test = compareTest(shop, compare, numberOf(shop, rule.plus, 0));
  if (rule.forEach === undefined) return { test: (read) => test(read, null) };
  const each = { list: sourceOf(shop, rule.forEach), test, skipMissing: rule.onMissing === 'pass' };
  return { test: eachTest(each), each };
}

function coversOperator(shop: Workshop, rule: Rule, [giver, asker]: NonNullable<Rule['covers']>): Operator {
  const covers = {
    from: sourceOf(shop, giver),
    to: sourceOf(shop, asker),
    atLeast: atLeastOf(shop, rule.atLeast),
  };
  return { test: coversTest(shop.taxonomy, covers), covers };
}

function operatorOf(shop: Workshop, rule: Rule): Operator {
  const operators = [rule.compare, rule.in, rule.intersects, rule.covers, rule.distance, rule.exists];
  if (operators.filter((one) => one !== undefined).length !== 1) {
    throw new RuleError('bad-rule', `rule ${rule.code} must have exactly one operator`);
  }
  if (rule.compare) return compareOperator(shop, rule, rule.compare);
  if (rule.covers) return coversOperator(shop, rule, rule.covers);
  if (rule.in) return { test: inTest(shop, rule.in) };
  if (rule.intersects) return { test: intersectsTest(shop, rule.intersects) };
  if (rule.distance) return { test: distanceTest(shop, rule.distance, numberOf(shop, rule.atMost, 0)) };
  return { test: existsTest(shop, rule.exists ?? '') };
}

/** A rule ready to be applied to pairs. */
export interface ReadyRule {
  rule: Rule;
  /** Condition, operator and `onMissing` in one. */
  test: Test;
  /** When the rule applies; `null` for always. */
  applies: { test: (read: Read) => boolean; reads: readonly Source[] } | null;
  operator: Operator & { reads: readonly Source[] };
  /** A value that is not known lets the pair pass. */
  passMissing: boolean;
}

/**
 * Makes a rule ready: parameters after the policy's overrides, paths as slots of the book.
 * Throws `RuleError` where the rule has not exactly one operator, a path leads nowhere or a parameter is unknown.
 */
export function makeReady(
  rule: Rule,
  overrides: Record<string, ParamValue> | undefined,
  book: PathBook,
  taxonomy: Taxonomy,
): ReadyRule {
  const params = { ...rule.params, ...overrides };
  const shop: Workshop = { code: rule.code, params, book, taxonomy, reads: [] };
  const operator = { ...operatorOf(shop, rule), reads: shop.reads };
  const condition: Workshop = { ...shop, reads: [] };
  const applies = rule.when ? { test: conditionTest(condition, rule.when), reads: condition.reads } : null;
  const passMissing = rule.onMissing === 'pass';
  const test: Test = (read) => {
    if (applies && !applies.test(read)) return 'holds';
    const result = operator.test(read);
    return result === 'missing' && passMissing ? 'holds' : result;
  };
  return { rule, test, applies, operator, passMissing };
}
