import type { Problem } from '../problem/types.js';
import { demand, entryOf, takeLocksOut } from './locks-out.js';

/** Checks by counting that a problem is impossible for the reason given, and that the set has nothing to spare. */
export function verifyInfeasible(problem: Problem, raw: unknown): string[] {
  demand(typeof raw === 'object' && raw !== null, 'infeasible is not an object');
  const { reason, mentees, mentors } = raw as { reason: unknown; mentees: number[]; mentors: number[] };
  const inRange = (list: number[], end: number) =>
    Array.isArray(list) &&
    new Set(list).size === list.length &&
    list.every((k) => Number.isInteger(k) && k >= 0 && k < end);
  demand(
    inRange(mentees, problem.mentees) && inRange(mentors, problem.mentors),
    'infeasible names people that are not there',
  );
  const locks = problem.locks ?? [];
  const isLocked = (i: number, j: number) => locks.some(([mentee, mentor]) => mentee === i && mentor === j);
  if (reason === 'lock-ineligible') {
    const [i, j] = [mentees[0], mentors[0]];
    demand(mentees.length === 1 && mentors.length === 1 && isLocked(i!, j!), 'there is no such lock');
    for (let k = 0; k < problem.pairs.mentee.length; k++) {
      demand(problem.pairs.mentee[k] !== i || problem.pairs.mentor[k] !== j, `pair ${i}–${j} is eligible`);
    }
    return [];
  }
  if (reason === 'capacity') {
    demand(
      mentees.every((i) => mentors.every((j) => isLocked(i, j))),
      'not all of these are locked to one another',
    );
    const twice = mentees.length === 1 && mentors.length === 2;
    const tooMany = mentors.length === 1 && mentees.length === problem.capacity[mentors[0]!]! + 1;
    demand(twice || tooMany, 'these locks fit, or fewer of them would do');
    return [];
  }
  demand(reason === 'minimum', `${String(reason)} is no reason`);
  return verifyShortage(problem, new Set(mentees), mentors);
}

function verifyShortage(problem: Problem, mentees: Set<number>, mentors: number[]): string[] {
  const [only] = mentors;
  if (mentors.length === 1 && entryOf(problem.minimum, only!, 0) > problem.capacity[only!]!) return [];
  const rest = takeLocksOut(problem);
  const set = new Set(mentors);
  const reach = new Set<number>();
  for (let k = 0; k < problem.pairs.mentee.length; k++) {
    const i = problem.pairs.mentee[k]!;
    if (set.has(problem.pairs.mentor[k]!) && rest.locked[i] === null) reach.add(i);
  }
  demand(
    reach.size === mentees.size && [...reach].every((i) => mentees.has(i)),
    'these are not all who can reach the mentors named',
  );
  const wanted = mentors.reduce((sum, j) => sum + rest.minimum[j]!, 0);
  demand(wanted > reach.size, `the minimums ask for ${wanted} mentees and ${reach.size} can come`);
  return [];
}
