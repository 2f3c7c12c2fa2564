import { RULE_OPERATORS, type Rule, type RuleCondition, type RuleOperator } from '@app/contracts';
import type { EntryReport } from './report.js';

/** Fields of a bank entry that rules may read, and what is derived from them. */
const ENTRY_FIELDS = [
  'person',
  'organisation',
  'personKind',
  'sex',
  'birthYear',
  'age',
  'grade',
  'experienceYears',
  'categories',
  'activity',
  'competences',
  'requests',
  'profile',
  'trained',
  'waitingSince',
  'marks',
  'evidence',
];
const PAIR_FIELDS = ['sameSubject', 'sameOrganisation', 'samePerson', 'commonTopics'];

/** Fields of a rule that make sense beside some operators only. */
const COMPANIONS: readonly { field: keyof Rule; beside: RuleOperator }[] = [
  { field: 'plus', beside: 'compare' },
  { field: 'forEach', beside: 'compare' },
  { field: 'atLeast', beside: 'covers' },
  { field: 'atMost', beside: 'distance' },
];

/** Checks one hard rule: one operator, known paths, variants, parameters and codes. */
export function checkRule(
  rule: Rule,
  path: string,
  variants: ReadonlySet<string>,
  report: EntryReport,
): void {
  const operators = operatorsOf(rule);
  if (operators.length !== 1) {
    const found = operators.length === 0 ? 'none' : operators.join(' and ');
    report.add(path, 'bad-rule', `rule "${rule.code}" must have exactly one operator, has ${found}`);
  }
  for (const { field, beside } of COMPANIONS) {
    if (rule[field] !== undefined && rule[beside] === undefined) {
      report.add(`${path}.${field}`, 'bad-rule', `stands only beside "${beside}"`);
    }
  }
  if (rule.distance && rule.atMost === undefined) {
    report.add(path, 'bad-rule', 'distance needs "atMost"');
  }
  checkVariants(rule, path, variants, report);
  checkParams(rule, path, report);
  checkPaths(rule, path, report);
  checkCodes(rule, path, report);
}

export function operatorsOf(rule: Rule): RuleOperator[] {
  return RULE_OPERATORS.filter((operator) => rule[operator] !== undefined);
}

function checkVariants(rule: Rule, path: string, variants: ReadonlySet<string>, report: EntryReport): void {
  for (const code of [...(rule.variants?.not ?? []), ...(rule.variants?.only ?? [])]) {
    if (!variants.has(code)) {
      report.add(`${path}.variants`, 'unknown-reference', `the form has no variant "${code}"`);
    }
  }
}

/** Parameters and their uses must match, or an override would silently change nothing. */
function checkParams(rule: Rule, path: string, report: EntryReport): void {
  const used = new Set(strings(rule, (value, key) => key === 'param' && value !== ''));
  const defined = new Set(Object.keys(rule.params ?? {}));
  for (const name of used) {
    if (!defined.has(name)) report.add(`${path}.params`, 'bad-rule', `parameter "${name}" has no default`);
  }
  for (const name of defined) {
    if (!used.has(name)) report.add(`${path}.params.${name}`, 'bad-rule', 'parameter is not used');
  }
}

function checkPaths(rule: Rule, path: string, report: EntryReport): void {
  const each = rule.forEach !== undefined;
  for (const read of strings(withoutTexts(rule), (value) => /^(mentor|mentee|pair)\./.test(value))) {
    const [side, field = '', ...rest] = read.replace('[$]', '').split('.');
    const known = side === 'pair' ? PAIR_FIELDS : ENTRY_FIELDS;
    if (!known.includes(field)) report.add(path, 'bad-rule', `path "${read}" leads nowhere`);
    if (read.includes('[$]') && !each) report.add(path, 'bad-rule', `"[$]" in "${read}" needs "forEach"`);
    const topic = rest.join('.');
    if ((field === 'requests' || field === 'competences' || field === 'marks') && topic !== '') {
      report.references(path, 'topics', [topic]);
    }
  }
}

/** Literal codes that a rule compares fields with: a typing error would make a rule that nobody meets. */
function checkCodes(rule: Rule, path: string, report: EntryReport): void {
  const visit = (condition: RuleCondition): void => {
    if ('not' in condition) visit(condition.not);
    else if ('all' in condition) condition.all.forEach(visit);
    else if ('any' in condition) condition.any.forEach(visit);
    else if ('in' in condition) checkList(condition.in, rule, path, report);
    else if ('intersects' in condition) checkList(condition.intersects, rule, path, report);
  };
  if (rule.when) visit(rule.when);
  if (rule.in) checkList(rule.in, rule, path, report);
  if (rule.intersects) checkList(rule.intersects, rule, path, report);
}

const CODED_FIELDS = {
  categories: 'categories',
  personKind: 'personKinds',
  'profile.modes': 'modes',
} as const;

function checkList(
  [read, list]: readonly [string, unknown],
  rule: Rule,
  path: string,
  report: EntryReport,
): void {
  const field = read.slice(read.indexOf('.') + 1);
  const what = Object.entries(CODED_FIELDS).find(([coded]) => coded === field)?.[1];
  if (what === undefined) return;
  const values = isParamRef(list) ? rule.params?.[list.param] : list;
  if (Array.isArray(values)) report.references(path, what, values.map(String));
}

function isParamRef(value: unknown): value is { param: string } {
  return typeof value === 'object' && value !== null && 'param' in value;
}

function withoutTexts({ title: _title, source: _source, ...rest }: Rule): unknown {
  return rest;
}

/** Every string inside a plain value that a test accepts; `key` is the property that holds it. */
function strings(value: unknown, accepts: (value: string, key: string) => boolean, key = ''): string[] {
  if (typeof value === 'string') return accepts(value, key) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => strings(part, accepts, name));
}
