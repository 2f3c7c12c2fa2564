import type { Demand, Problem } from '../problem/types.js';
import type { Watch } from '../solver/watch.js';
import type { MixedLimits } from './limits.js';
import { isPossible } from './possible.js';
import { groupMinimumOf } from './side-conditions.js';

/** Above this many demands or pairs a smallest conflict would take longer to find than it is worth. */
const MOST_DEMANDS = 1_000;
const MOST_PAIRS = 50_000;

/**
 * Demands of an impossible problem that cannot all be kept, but can without any one of them (QuickXplain; Junker
 * 2004, AAAI): quotas, people apart, exclusive pairs, groups, minimums and locks. Capacities and eligible pairs are
 * taken as given. `undefined` where the problem is too large, or nodes did not suffice to tell.
 */
export function findConflict(problem: Problem, watch: Watch, limits: MixedLimits): Demand[] | undefined {
  const demands = demandsOf(problem);
  if (demands.length > MOST_DEMANDS || problem.pairs.mentee.length > MOST_PAIRS) return undefined;
  const unknown = new Error('the nodes did not suffice');
  const canKeep = (kept: readonly Demand[]): boolean => {
    const possible = isPossible(keepOnly(problem, kept), watch, limits);
    if (possible === null) throw unknown;
    return possible;
  };
  try {
    return explain([], false, demands, canKeep);
  } catch (error) {
    if (error === unknown) return undefined;
    throw error;
  }
}

function explain(
  kept: readonly Demand[],
  changed: boolean,
  open: readonly Demand[],
  canKeep: (demands: readonly Demand[]) => boolean,
): Demand[] {
  if (changed && !canKeep(kept)) return [];
  if (open.length <= 1) return [...open];
  const half = open.length >> 1;
  const first = open.slice(0, half);
  const second = explain([...kept, ...first], true, open.slice(half), canKeep);
  return [...explain([...kept, ...second], second.length > 0, first, canKeep), ...second];
}

function demandsOf(problem: Problem): Demand[] {
  const listed = (kind: 'quota' | 'apart' | 'exclusive', list: readonly unknown[] = []): Demand[] =>
    list.map((_, index) => ({ kind, index }));
  const mentors = Array.from({ length: problem.mentors }, (_, mentor) => mentor);
  const locks = new Map(
    (problem.locks ?? []).map(([mentee, mentor]) => [`${mentee} ${mentor}`, { mentee, mentor }]),
  );
  return [
    ...[...locks.values()].map((lock): Demand => ({ kind: 'lock', ...lock })),
    ...mentors
      .filter((j) => (problem.minimum?.[j] ?? 0) > 0)
      .map((mentor): Demand => ({ kind: 'minimum', mentor })),
    ...mentors
      .filter((j) => groupMinimumOf(problem, j) > 1)
      .map((mentor): Demand => ({ kind: 'group-minimum', mentor })),
    ...listed('quota', problem.quotas),
    ...listed('apart', problem.apart),
    ...listed('exclusive', problem.exclusive),
  ];
}

/** The problem with some of its demands alone, and all of its people, places and pairs. */
function keepOnly(problem: Problem, demands: readonly Demand[]): Problem {
  const of = (kind: Demand['kind']) => demands.filter((demand) => demand.kind === kind);
  const indices = (kind: 'quota' | 'apart' | 'exclusive') =>
    new Set(of(kind).flatMap((demand) => ('index' in demand ? [demand.index] : [])));
  const mentorsOf = (kind: 'minimum' | 'group-minimum') =>
    new Set(of(kind).flatMap((demand) => ('mentor' in demand ? [demand.mentor] : [])));
  const [quota, apart, exclusive] = [indices('quota'), indices('apart'), indices('exclusive')];
  const [owing, grouped] = [mentorsOf('minimum'), mentorsOf('group-minimum')];
  const each = (value: (mentor: number) => number) =>
    Array.from({ length: problem.mentors }, (_, mentor) => value(mentor));
  return {
    ...problem,
    locks: of('lock').flatMap((demand) =>
      demand.kind === 'lock' ? [[demand.mentee, demand.mentor] as const] : [],
    ),
    minimum: each((j) => (owing.has(j) ? problem.minimum![j]! : 0)),
    groupMinimum: each((j) => (grouped.has(j) ? groupMinimumOf(problem, j) : 0)),
    quotas: (problem.quotas ?? []).filter((_, k) => quota.has(k)),
    apart: (problem.apart ?? []).filter((_, k) => apart.has(k)),
    exclusive: (problem.exclusive ?? []).filter((_, k) => exclusive.has(k)),
  };
}
