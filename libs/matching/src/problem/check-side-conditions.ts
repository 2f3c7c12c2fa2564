import { checkNumbers, checkPairOf, checkWhole, fail, LARGEST_POINTS } from './checks.js';

/** The parts of a problem beyond capacities, minimums and locks: load costs, groups, quotas, who must not meet. */
export function checkSideConditions(input: Record<string, unknown>, mentees: number, mentors: number): void {
  checkLoadCost(input['loadCost']);
  checkGroupMinimum(input['groupMinimum'], mentors);
  each(input['quotas'], 'quotas', (quota, path) => checkQuota(quota, path, mentees, mentors));
  each(input['apart'], 'apart', (two, path) => checkApart(two, path, mentees));
  each(input['exclusive'], 'exclusive', (two, path) => checkExclusion(two, path, mentees, mentors));
}

function each(raw: unknown, name: string, check: (item: unknown, path: string) => void): void {
  if (raw === undefined) return;
  if (!Array.isArray(raw)) fail('wrong-type', name, raw, 'must be a list');
  raw.forEach((item: unknown, k) => check(item, `${name}[${k}]`));
}

function checkLoadCost(raw: unknown): void {
  if (raw === undefined) return;
  const costs = checkNumbers(raw, 'loadCost', null, 0, LARGEST_POINTS);
  for (let k = 1; k < costs.length; k++) {
    const least = costs[k - 1]!;
    if (costs[k]! < least) {
      fail('out-of-range', `loadCost[${k}]`, costs[k], `must be at least the cost before it, ${least}`);
    }
  }
}

function checkGroupMinimum(raw: unknown, mentors: number): void {
  if (raw === undefined) return;
  if (typeof raw === 'number') checkWhole(raw, 'groupMinimum', 0, LARGEST_POINTS);
  else checkNumbers(raw, 'groupMinimum', mentors, 0, LARGEST_POINTS);
}

function checkQuota(raw: unknown, path: string, mentees: number, mentors: number): void {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    fail('wrong-type', path, raw, 'must be an object');
  }
  const quota = raw as Record<string, unknown>;
  for (const name of Object.keys(quota)) {
    if (!['mentees', 'mentors', 'share', 'count'].includes(name))
      fail('unknown-field', `${path}.${name}`, quota[name], 'unknown');
  }
  checkIndices(quota['mentees'], `${path}.mentees`, mentees);
  if (quota['mentors'] !== undefined) checkIndices(quota['mentors'], `${path}.mentors`, mentors);
  if (quota['share'] === undefined && quota['count'] === undefined) {
    fail('missing', `${path}.share`, undefined, 'a quota must have a share or a count');
  }
  if (quota['share'] !== undefined) checkShare(quota['share'], `${path}.share`);
  if (quota['count'] !== undefined) checkWhole(quota['count'], `${path}.count`, 0, LARGEST_POINTS);
}

function checkIndices(raw: unknown, path: string, size: number): void {
  const indices = checkNumbers(raw, path, null, 0, size - 1);
  const seen = new Set<number>();
  for (let k = 0; k < indices.length; k++) {
    if (seen.has(indices[k]!)) fail('duplicate-index', `${path}[${k}]`, indices[k], 'is listed before');
    seen.add(indices[k]!);
  }
}

function checkShare(raw: unknown, path: string): void {
  if (!Array.isArray(raw)) fail('wrong-type', path, raw, 'must be [part, whole]');
  if (raw.length !== 2) fail('wrong-length', path, raw, 'must be [part, whole]');
  const whole = checkWhole(raw[1], `${path}[1]`, 1, LARGEST_POINTS);
  checkWhole(raw[0], `${path}[0]`, 1, whole);
}

function checkApart(raw: unknown, path: string, mentees: number): void {
  if (!Array.isArray(raw)) fail('wrong-type', path, raw, 'must be two mentees');
  if (raw.length !== 2) fail('wrong-length', path, raw, 'must be two mentees');
  const one = checkWhole(raw[0], `${path}[0]`, 0, mentees - 1);
  const other = checkWhole(raw[1], `${path}[1]`, 0, mentees - 1);
  if (one === other) fail('duplicate-index', path, raw, 'must be two different mentees');
}

function checkExclusion(raw: unknown, path: string, mentees: number, mentors: number): void {
  if (!Array.isArray(raw)) fail('wrong-type', path, raw, 'must be two pairs [mentee, mentor]');
  if (raw.length !== 2) fail('wrong-length', path, raw, 'must be two pairs [mentee, mentor]');
  const one = checkPairOf(raw[0], `${path}[0]`, mentees, mentors);
  const other = checkPairOf(raw[1], `${path}[1]`, mentees, mentors);
  if (one[0] === other[0] && one[1] === other[1]) {
    fail('duplicate-pair', path, raw, 'must be two different pairs');
  }
}
