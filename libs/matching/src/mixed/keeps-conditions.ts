import type { Problem, Quota } from '../problem/types.js';
import { groupMinimumOf } from './side-conditions.js';

/**
 * Whether an assignment (locked pairs in it) keeps every side condition, by counting: groups of a least size,
 * quotas, who must not meet, exclusive pairs. Capacities, minimums and eligibility are not looked at.
 */
export function keepsConditions(problem: Problem, assignment: readonly (number | null)[]): boolean {
  const load = new Int32Array(problem.mentors);
  for (const j of assignment) if (j !== null) load[j]!++;
  for (let j = 0; j < problem.mentors; j++) {
    if (load[j]! > 0 && load[j]! < groupMinimumOf(problem, j)) return false;
  }
  const meet = ([one, other]: readonly [number, number]) =>
    assignment[one] !== null && assignment[one] === assignment[other];
  const chosen = ([mentee, mentor]: readonly [number, number]) => assignment[mentee] === mentor;
  return (
    !(problem.apart ?? []).some(meet) &&
    !(problem.exclusive ?? []).some(([one, other]) => chosen(one) && chosen(other)) &&
    (problem.quotas ?? []).every((quota) => quotaGap(quota, assignment) <= 0)
  );
}

/** How many more places of a quota's mentors must go to its mentees, others unchanged; 0 or less where it is kept. */
export function quotaGap(quota: Quota, assignment: readonly (number | null)[]): number {
  const members = new Set(Array.from(quota.mentees));
  const mentors = quota.mentors && new Set(Array.from(quota.mentors));
  let all = 0;
  let own = 0;
  assignment.forEach((mentor, i) => {
    if (mentor === null || (mentors && !mentors.has(mentor))) return;
    all++;
    if (members.has(i)) own++;
  });
  const [part, whole] = quota.share ?? [0, 1];
  return Math.max((quota.count ?? 0) - own, Math.ceil((part * all - whole * own) / whole));
}
