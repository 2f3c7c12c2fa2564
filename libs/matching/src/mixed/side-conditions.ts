import type { Problem } from '../problem/types.js';

/** The least size of each mentor's group where one must have none or at least so many; 0 and 1 demand nothing. */
export function groupMinimumOf(problem: Problem, mentor: number): number {
  const { groupMinimum } = problem;
  return (typeof groupMinimum === 'number' ? groupMinimum : groupMinimum?.[mentor]) ?? 0;
}

/** Whether a checked problem has conditions that no network can hold. */
export function hasSideConditions(problem: Problem): boolean {
  if (problem.quotas?.length || problem.apart?.length || problem.exclusive?.length) return true;
  for (let j = 0; j < problem.mentors; j++) if (groupMinimumOf(problem, j) > 1) return true;
  return false;
}

/** The problem as a network: capacities, minimums, locks and load costs stay. */
export function withoutConditions(problem: Problem): Problem {
  const { groupMinimum: _, quotas: __, apart: ___, exclusive: ____, ...network } = problem;
  return network;
}
