import type { Problem, Result } from '../problem/types.js';

/** A solved problem whose indices stand for somebody. */
export interface SolvedRun {
  problem: Problem;
  result: Result;
  /** Index in the problem → id. */
  ids: { mentors: readonly string[]; mentees: readonly string[] };
}

/** Points of each mentee's assigned pair, `null` for one left out. One pass over the pairs. */
export function assignedPoints({
  problem,
  result,
}: Pick<SolvedRun, 'problem' | 'result'>): (number | null)[] {
  const found: (number | null)[] = result.assignment.map(() => null);
  const { mentee, mentor, points } = problem.pairs;
  for (let k = 0; k < mentee.length; k++) {
    const i = mentee[k]!;
    if (result.assignment[i] === mentor[k]) found[i] = points[k]!;
  }
  return found;
}
