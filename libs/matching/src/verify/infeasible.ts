import type { Problem } from '../problem/types.js';
import { readList, readObject, readSet } from './read-answer.js';
import { demand, refuse } from './refusal.js';
import { entryOf, takeLocksOut } from './rest.js';
import { findSpare } from './shortage.js';
import { hasSideConditions, readDemand } from './side-conditions.js';

/**
 * Checks by counting that a problem is impossible for the reason given, and that the set named cannot be made smaller:
 *
 * - `lock-ineligible`: this mentee is locked to this mentor, and they are no eligible pair.
 * - `capacity`: one mentee locked to two mentors, or one mentor's places plus one locked to it.
 * - `minimum`: one mentor whose minimum is above its capacity; or mentors whose minimums together ask for more
 *   mentees than can reach any of them (Hall 1935), while all but any one of them could be served.
 * - `side-conditions`: that they cannot all be kept is the solver's word. Checked is that there are such conditions, that
 *   something asks for a pair at all, and that the conflict names conditions of this problem.
 */
export function verifyInfeasible(problem: Problem, raw: unknown): void {
  const told = readObject(raw, 'infeasible');
  const mentees = readSet(told['mentees'], problem.mentees, 'infeasible.mentees');
  const mentors = readSet(told['mentors'], problem.mentors, 'infeasible.mentors');
  const locks = new Set((problem.locks ?? []).map(([i, j]) => `${i} ${j}`));
  const isLocked = (i: number, j: number) => locks.has(`${i} ${j}`);
  switch (told['reason']) {
    case 'lock-ineligible':
      return verifyIneligibleLock(problem, mentees, mentors, isLocked);
    case 'capacity': {
      const all = mentees.every((i) => mentors.every((j) => isLocked(i, j)));
      demand(all, 'not all of these are locked to one another');
      const twice = mentees.length === 1 && mentors.length === 2;
      const tooMany = mentors.length === 1 && mentees.length === problem.capacity[mentors[0]!]! + 1;
      return demand(twice || tooMany, 'these locks fit, or fewer of them would do');
    }
    case 'minimum':
      return verifyShortage(problem, mentees, mentors);
    case 'side-conditions':
      return verifyConflict(problem, told['conditions']);
    default:
      refuse('infeasible.reason is none that there is');
  }
}

function verifyIneligibleLock(
  { pairs }: Problem,
  mentees: readonly number[],
  mentors: readonly number[],
  isLocked: (i: number, j: number) => boolean,
): void {
  const [i, j] = [mentees[0], mentors[0]];
  const one = mentees.length === 1 && mentors.length === 1;
  demand(one && isLocked(i!, j!), 'there is no such lock');
  for (let k = 0; k < pairs.mentee.length; k++) {
    if (pairs.mentee[k] === i && pairs.mentor[k] === j) refuse(`pair ${i}–${j} is eligible`);
  }
}

function verifyShortage(problem: Problem, mentees: readonly number[], mentors: readonly number[]): void {
  const [only] = mentors;
  if (mentors.length === 1 && entryOf(problem.minimum, only!, 0) > problem.capacity[only!]!) {
    return demand(mentees.length === 0, 'the minimum is above the capacity, whoever comes');
  }
  const rest = takeLocksOut(problem);
  const reach = new Map(mentors.map((j): [number, number[]] => [j, []]));
  for (let k = 0; k < problem.pairs.mentee.length; k++) {
    const i = problem.pairs.mentee[k]!;
    if (rest.locked[i] === null) reach.get(problem.pairs.mentor[k]!)?.push(i);
  }
  const comers = new Set([...reach.values()].flat());
  const exactly = comers.size === mentees.length && mentees.every((i) => comers.has(i));
  demand(exactly, 'these are not all who can reach the mentors named');
  const wanted = mentors.reduce((sum, j) => sum + rest.minimum[j]!, 0);
  demand(wanted > comers.size, `the minimums ask for ${wanted} mentees and ${comers.size} can come`);
  const spare = findSpare(reach, rest.minimum);
  demand(spare === null, `without mentor ${spare} the minimums still ask for too many`);
}

function verifyConflict(problem: Problem, raw: unknown): void {
  demand(hasSideConditions(problem), 'there is no side condition');
  const asked =
    (problem.locks?.length ?? 0) > 0 ||
    Array.from(problem.minimum ?? []).some((least) => least > 0) ||
    (problem.quotas ?? []).some(({ count }) => (count ?? 0) > 0);
  demand(asked, 'leaving everybody out keeps every condition');
  if (raw === undefined) return;
  const name = 'infeasible.conditions';
  const keys = readList(raw, null, name).map((entry, k) => readDemand(problem, entry, `${name}[${k}]`));
  demand(new Set(keys).size === keys.length, `${name} names a condition twice`);
}
