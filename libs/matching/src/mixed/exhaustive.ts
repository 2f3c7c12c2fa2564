import type { Problem } from '../problem/types.js';
import { compareVectors } from './split-places.js';

/** The best of all assignments, tried one by one: for the specs, problems of a few people. */
export interface Exhaustive {
  /** Counts by tier (ascending), the worst-off under that objective (0 for none), points less load costs. */
  levels: number[];
  /** The first optimal assignment in canonical order. */
  assignment: (number | null)[];
  /** By mentee: everything that some optimal matching gives it. */
  options: Set<number | null>[];
}

/**
 * `null` where no assignment keeps capacities, minimums, locks and side conditions. A `forced` pair is held as a lock
 * is, but counts towards the worst-off.
 */
export function exhaustive(problem: Problem, forced?: readonly [number, number]): Exhaustive | null {
  const { mentees, mentors, pairs } = problem;
  const points = Array.from({ length: mentees }, () => new Map<number, number>());
  Array.from(pairs.mentee).forEach((i, k) => points[i]!.set(pairs.mentor[k]!, pairs.points[k]!));
  const locks = new Map<number, number>();
  for (const [mentee, mentor] of problem.locks ?? []) {
    if ((locks.get(mentee) ?? mentor) !== mentor) return null;
    locks.set(mentee, mentor);
  }
  const tier = Array.from({ length: mentees }, (_, i) => problem.tier?.[i] ?? 1);
  const tiers = [...new Set(mentees > 0 ? tier : [1])].sort((a, b) => a - b);
  const load = new Array<number>(mentors).fill(0);
  const current: (number | null)[] = [];
  let best: Exhaustive | null = null;

  const allowed = (): boolean => {
    const group = problem.groupMinimum ?? 0;
    for (let j = 0; j < mentors; j++) {
      const least = typeof group === 'number' ? group : group[j]!;
      if (load[j]! < (problem.minimum?.[j] ?? 0) || (load[j]! > 0 && load[j]! < least)) return false;
    }
    if (problem.apart?.some(([a, b]) => current[a] !== null && current[a] === current[b])) return false;
    if (problem.exclusive?.some((two) => two.every(([i, j]) => current[i] === j))) return false;
    return (problem.quotas ?? []).every((quota) => {
      const places = current.flatMap((j, i) =>
        j !== null && (!quota.mentors || Array.from(quota.mentors).includes(j)) ? [i] : [],
      );
      const own = places.filter((i) => Array.from(quota.mentees).includes(i)).length;
      const [part, whole] = quota.share ?? [0, 1];
      return own >= (quota.count ?? 0) && own * whole >= part * places.length;
    });
  };
  const levelsOf = (): number[] => {
    const value = (i: number) => points[i]!.get(current[i]!)!;
    const matched = current.flatMap((j, i) => (j === null ? [] : [i]));
    const counts = tiers.map((name) => matched.filter((i) => tier[i] === name).length);
    const free = matched.filter((i) => !locks.has(i)).map(value);
    const worst = problem.objective === 'worst-off-first' ? [free.length > 0 ? Math.min(...free) : 0] : [];
    const costs = load.map((mentees) => {
      const list = Array.from(problem.loadCost ?? []);
      return Array.from({ length: mentees }, (_, k) => list[k] ?? list.at(-1) ?? 0).reduce(
        (a, b) => a + b,
        0,
      );
    });
    const total = [...matched.map(value), ...costs.map((cost) => -cost)].reduce((a, b) => a + b, 0);
    return [...counts, ...worst, total];
  };
  const finish = (): void => {
    if (!allowed()) return;
    const levels = levelsOf();
    const order = best ? compareVectors(levels, best.levels) : 1;
    if (order < 0) return;
    if (order > 0) best = { levels, assignment: [...current], options: current.map(() => new Set()) };
    current.forEach((j, i) => best!.options[i]!.add(j));
  };
  const next = (i: number): void => {
    if (i === mentees) return finish();
    const fixed = forced?.[0] === i ? forced[1] : locks.get(i);
    for (const j of [...points[i]!.keys()].sort((a, b) => a - b)) {
      if ((fixed !== undefined && j !== fixed) || load[j]! >= problem.capacity[j]!) continue;
      load[j]!++;
      current.push(j);
      next(i + 1);
      current.pop();
      load[j]!--;
    }
    if (fixed !== undefined) return;
    current.push(null);
    next(i + 1);
    current.pop();
  };
  next(0);
  return best;
}
