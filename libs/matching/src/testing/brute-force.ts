import type { Problem } from '../problem/types.js';

/** The best that exhaustive search finds, for problems of a few people. */
export interface BruteForce {
  /** Counts by tier (ascending), the worst-off under that objective, the total less load costs. */
  levels: number[];
  /** The first optimal assignment in canonical order. */
  assignment: (number | null)[];
  /** By mentee: everything that some optimal matching gives it. */
  options: Set<number | null>[];
}

/** All assignments that keep every condition of the problem, tried one by one; `null` if there is none. */
export function bruteForce(problem: Problem, forced?: readonly [number, number]): BruteForce | null {
  const { mentees, mentors, pairs } = problem;
  const locks = new Map<number, number>();
  for (const [mentee, mentor] of problem.locks ?? []) {
    if (locks.has(mentee) && locks.get(mentee) !== mentor) return null;
    locks.set(mentee, mentor);
  }
  const own = Array.from({ length: mentees }, (_, i) => problem.tier?.[i] ?? 1);
  const tiers = [...new Set(mentees > 0 ? own : [1])].sort((a, b) => a - b);
  const tierOf = own.map((tier) => tiers.indexOf(tier));
  const fair = problem.objective === 'worst-off-first';
  const choices: { mentor: number; points: number }[][] = Array.from({ length: mentees }, () => []);
  for (let k = 0; k < pairs.mentee.length; k++) {
    const [i, mentor] = [pairs.mentee[k]!, pairs.mentor[k]!];
    const only = forced?.[0] === i ? forced[1] : (locks.get(i) ?? mentor);
    if (mentor === only) choices[i]!.push({ mentor, points: pairs.points[k]! });
  }
  for (const list of choices) list.sort((a, b) => a.mentor - b.mentor);
  const load = new Array<number>(mentors).fill(0);
  const counts = new Array<number>(tiers.length).fill(0);
  const current: (number | null)[] = new Array<number | null>(mentees).fill(null);
  let best: BruteForce | null = null;

  const finish = (total: number, worst: number): void => {
    for (let j = 0; j < mentors; j++) if (load[j]! < (problem.minimum?.[j] ?? 0)) return;
    if (!keepsSideConditions(problem, current, load)) return;
    const costs = problem.loadCost ? load.reduce((sum, n) => sum + loadCost(problem, n), 0) : 0;
    const levels = [...counts, ...(fair ? [worst === Infinity ? 0 : worst] : []), total - costs];
    const order = best ? compareLevels(levels, best.levels) : 1;
    if (order < 0) return;
    if (order > 0) best = { levels, assignment: [...current], options: current.map(() => new Set()) };
    current.forEach((j, i) => best!.options[i]!.add(j));
  };
  const next = (i: number, total: number, worst: number): void => {
    if (i === mentees) return finish(total, worst);
    const isLocked = locks.has(i);
    counts[tierOf[i]!]!++;
    for (const { mentor, points } of choices[i]!) {
      if (load[mentor]! >= problem.capacity[mentor]!) continue;
      load[mentor]!++;
      current[i] = mentor;
      next(i + 1, total + points, isLocked ? worst : Math.min(worst, points));
      load[mentor]!--;
    }
    counts[tierOf[i]!]!--;
    current[i] = null;
    if (!isLocked && forced?.[0] !== i) next(i + 1, total, worst);
  };
  next(0, 0, Infinity);
  return best;
}

function loadCost(problem: Problem, mentees: number): number {
  const costs = Array.from(problem.loadCost ?? []);
  let sum = 0;
  for (let place = 1; place <= mentees; place++) sum += costs[Math.min(place, costs.length) - 1] ?? 0;
  return sum;
}

function keepsSideConditions(
  problem: Problem,
  assignment: readonly (number | null)[],
  load: readonly number[],
): boolean {
  const { groupMinimum = 0, quotas = [], apart = [], exclusive = [] } = problem;
  if (!groupMinimum && quotas.length + apart.length + exclusive.length === 0) return true;
  const least = (j: number) => (typeof groupMinimum === 'number' ? groupMinimum : groupMinimum[j]!);
  if (load.some((mentees, j) => mentees > 0 && mentees < least(j))) return false;
  const keepsQuotas = quotas.every(({ mentees, mentors, share = [0, 1], count = 0 }) => {
    const among = (j: number | null) => j !== null && (!mentors || Array.from(mentors).includes(j));
    const all = assignment.filter(among).length;
    const own = Array.from(mentees).filter((i) => among(assignment[i]!)).length;
    return own >= count && own * share[1] >= all * share[0];
  });
  const isChosen = ([i, j]: readonly [number, number]) => assignment[i] === j;
  return (
    keepsQuotas &&
    apart.every(([a, b]) => assignment[a] === null || assignment[a] !== assignment[b]) &&
    exclusive.every(([a, b]) => !isChosen(a) || !isChosen(b))
  );
}

export function compareLevels(a: readonly number[], b: readonly number[]): number {
  for (let k = 0; k < a.length; k++) if (a[k] !== b[k]) return a[k]! - b[k]!;
  return 0;
}
