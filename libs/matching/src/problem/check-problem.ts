import { checkSideConditions } from './check-side-conditions.js';
import { checkChoice, checkNumbers, checkPairOf, checkWhole, fail, LARGEST_POINTS } from './checks.js';
import type { Numbers, Problem } from './types.js';

const DEFAULT_POINTS = 10_000;
/** Typed arrays hold indices as 32-bit integers, and a matching of more people than this has no use. */
const MOST_PEOPLE = 2 ** 27;

const FIELDS = new Set([
  'mentees',
  'mentors',
  'capacity',
  'minimum',
  'tier',
  'pairs',
  'locks',
  'objective',
  'ties',
  'seed',
  'maxPoints',
  'loadCost',
  'groupMinimum',
  'quotas',
  'apart',
  'exclusive',
]);

function checkPairs(raw: unknown, mentees: number, mentors: number, maxPoints: number): void {
  if (raw === undefined) fail('missing', 'pairs', raw, 'must be an object of three lists');
  if (typeof raw !== 'object' || raw === null)
    fail('wrong-type', 'pairs', raw, 'must be an object of three lists');
  const pairs = raw as Record<string, unknown>;
  for (const name of Object.keys(pairs)) {
    if (!['mentee', 'mentor', 'points'].includes(name))
      fail('unknown-field', `pairs.${name}`, pairs[name], 'unknown');
  }
  const mentee = checkNumbers(pairs['mentee'], 'pairs.mentee', null, 0, mentees - 1);
  const mentor = checkNumbers(pairs['mentor'], 'pairs.mentor', mentee.length, 0, mentors - 1);
  checkNumbers(pairs['points'], 'pairs.points', mentee.length, 0, maxPoints);
  checkUnique(mentee, mentor, mentees, mentors);
}

/** Sorts the pairs' places by mentee (counting sort) and marks each mentor seen: linear in the pairs. */
function checkUnique(mentee: Numbers, mentor: Numbers, mentees: number, mentors: number): void {
  const start = new Int32Array(mentees + 1);
  for (let k = 0; k < mentee.length; k++) start[(mentee[k] ?? 0) + 1]!++;
  for (let i = 0; i < mentees; i++) start[i + 1]! += start[i]!;
  const place = new Int32Array(mentee.length);
  const next = start.slice(0, mentees);
  for (let k = 0; k < mentee.length; k++) place[next[mentee[k]!]!++] = k;
  const seen = new Int32Array(mentors).fill(-1);
  for (let i = 0; i < mentees; i++) {
    for (let at = start[i]!; at < start[i + 1]!; at++) {
      const k = place[at]!;
      const j = mentor[k]!;
      if (seen[j] === i) fail('duplicate-pair', `pairs[${k}]`, [i, j], 'this pair is listed before');
      seen[j] = i;
    }
  }
}

function checkLocks(raw: unknown, mentees: number, mentors: number): void {
  if (raw === undefined) return;
  if (!Array.isArray(raw)) fail('wrong-type', 'locks', raw, 'must be a list of [mentee, mentor]');
  raw.forEach((lock: unknown, k) => checkPairOf(lock, `locks[${k}]`, mentees, mentors));
}

/**
 * Checks a problem read from anywhere and returns it as one. Throws `ProblemError` with code, path and
 * value for whatever is malformed; an impossible problem (a lock on an ineligible pair, a minimum above a
 * capacity) is well formed and passes. Linear in the number of pairs; nothing is copied or changed.
 */
export function checkProblem(raw: unknown): Problem {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    fail('not-an-object', 'problem', raw, 'must be an object');
  }
  const input = raw as Record<string, unknown>;
  for (const name of Object.keys(input))
    if (!FIELDS.has(name)) fail('unknown-field', name, input[name], 'unknown');
  const whole = (name: string, from: number, to: number, fallback?: number): number => {
    if (input[name] === undefined && fallback !== undefined) return fallback;
    if (input[name] === undefined) fail('missing', name, undefined, 'must be given');
    return checkWhole(input[name], name, from, to);
  };
  const mentees = whole('mentees', 0, MOST_PEOPLE);
  const mentors = whole('mentors', 0, MOST_PEOPLE);
  const maxPoints = whole('maxPoints', 0, LARGEST_POINTS, DEFAULT_POINTS);
  checkNumbers(input['capacity'], 'capacity', mentors, 0, LARGEST_POINTS);
  if (input['minimum'] !== undefined) checkNumbers(input['minimum'], 'minimum', mentors, 0, LARGEST_POINTS);
  const { MAX_SAFE_INTEGER: largest, MIN_SAFE_INTEGER: least } = Number;
  if (input['tier'] !== undefined) checkNumbers(input['tier'], 'tier', mentees, least, largest);
  checkPairs(input['pairs'], mentees, mentors, maxPoints);
  checkLocks(input['locks'], mentees, mentors);
  checkChoice(input['objective'], 'objective', ['total', 'worst-off-first']);
  checkChoice(input['ties'], 'ties', ['canonical', 'any']);
  whole('seed', least, largest, 0);
  checkSideConditions(input, mentees, mentors);
  return raw as Problem;
}
