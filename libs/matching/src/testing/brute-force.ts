import type { Problem } from '../problem/types.js';

/** The best that exhaustive search finds, for problems of a few people. */
export interface BruteForce {
  /** Counts by tier (ascending), the worst-off under that objective, the total. */
  levels: number[];
  /** The first optimal assignment in canonical order. */
  assignment: (number | null)[];
  /** By mentee: everything that some optimal matching gives it. */
  options: Set<number | null>[];
}

/** All assignments that keep capacities, minimums, locks and bans, tried one by one; `null` if there is none. */
export function bruteForce(problem: Problem, forced?: readonly [number, number]): BruteForce | null {
  const { mentees, mentors, pairs } = problem;
  const points = Array.from({ length: mentees }, () => new Map<number, number>());
  for (let k = 0; k < pairs.mentee.length; k++)
    points[pairs.mentee[k]!]!.set(pairs.mentor[k]!, pairs.points[k]!);
  const locks = new Map<number, number>();
  for (const [mentee, mentor] of problem.locks ?? []) {
    if (locks.has(mentee) && locks.get(mentee) !== mentor) return null;
    locks.set(mentee, mentor);
  }
  const own = Array.from({ length: mentees }, (_, i) => problem.tier?.[i] ?? 1);
  const tiers = [...new Set(mentees > 0 ? own : [1])].sort((a, b) => a - b);
  const load = new Array<number>(mentors).fill(0);
  const current: (number | null)[] = [];
  let best: BruteForce | null = null;

  const levelsOf = (): number[] => {
    const counts = tiers.map(
      (tier) => current.filter((j, i) => j !== null && (problem.tier?.[i] ?? 1) === tier).length,
    );
    const values = current.map((j, i) => (j === null ? 0 : points[i]!.get(j)!));
    const free = values.filter((_, i) => current[i] !== null && !locks.has(i));
    const worst = problem.objective === 'worst-off-first' ? [free.length > 0 ? Math.min(...free) : 0] : [];
    return [...counts, ...worst, values.reduce((sum, value) => sum + value, 0)];
  };
  const finish = (): void => {
    for (let j = 0; j < mentors; j++) if (load[j]! < (problem.minimum?.[j] ?? 0)) return;
    const levels = levelsOf();
    const order = best ? compareLevels(levels, best.levels) : 1;
    if (order < 0) return;
    if (order > 0) best = { levels, assignment: [...current], options: current.map(() => new Set()) };
    current.forEach((j, i) => best!.options[i]!.add(j));
  };
  const next = (i: number): void => {
    if (i === mentees) return finish();
    const fixed = forced?.[0] === i ? forced[1] : locks.get(i);
    const choices = [...points[i]!.keys()]
      .sort((a, b) => a - b)
      .filter((j) => fixed === undefined || j === fixed);
    for (const j of choices) {
      if (load[j]! >= problem.capacity[j]!) continue;
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

export function compareLevels(a: readonly number[], b: readonly number[]): number {
  for (let k = 0; k < a.length; k++) if (a[k] !== b[k]) return a[k]! - b[k]!;
  return 0;
}
