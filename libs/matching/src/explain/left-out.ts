import { byColumn, type Graph } from '../problem/graph.js';
import type { Optimum } from '../solver/ties.js';

/** A best matching of a network. */
export interface Matched {
  graph: Graph;
  optimum: Pick<Optimum, 'assigned'>;
}

/** Why a mentee with eligible mentors was left out. */
export interface LeftOut {
  mentee: number;
  /** `priority` where places that it could have, by moves, are held by mentees of a better tier. */
  reason: 'capacity' | 'priority';
  /**
   * A set that explains it: these mentees can only be served by these mentors, who have fewer places
   * (Hall's condition); `null` where there are too many left out to list sets.
   */
  bottleneck: { mentees: number[]; mentors: number[]; places: number } | null;
}

const MOST_SETS = 500;

/** Explains the mentees left out that have at least one eligible pair; in order of index. Sets for at most `mostSets`. */
export function explainLeftOut(solution: Matched, mostSets = MOST_SETS): LeftOut[] {
  const { graph, optimum } = solution;
  const rows: number[] = [];
  for (let i = 0; i < graph.rows; i++) {
    const isFree = optimum.assigned[i]! < 0 && graph.locked[i]! < 0;
    if (isFree && graph.start[i]! < graph.start[i + 1]!) rows.push(i);
  }
  if (rows.length === 0) return [];
  const best = bestTierBehind(solution);
  const sets = rows.length <= mostSets ? new Bottlenecks(solution, rows) : null;
  return rows.map((mentee) => {
    let held = graph.tiers.length;
    for (let at = graph.start[mentee]!; at < graph.start[mentee + 1]!; at++)
      held = Math.min(held, best[graph.column[at]!]!);
    const reason = held < graph.tier[mentee]! ? 'priority' : 'capacity';
    return { mentee, reason, bottleneck: sets?.of(mentee) ?? null };
  });
}

/** By column: the best tier among the rows that moves from it can put in motion. */
function bestTierBehind({ graph, optimum }: Matched): Int32Array {
  const best = new Int32Array(graph.columns).fill(graph.tiers.length);
  const table = byColumn(graph);
  for (let tier = 0; tier < graph.tiers.length; tier++) {
    const queue: number[] = [];
    optimum.assigned.forEach((j, i) => {
      if (j < 0 || graph.tier[i] !== tier || best[j]! <= tier) return;
      best[j] = tier;
      queue.push(j);
    });
    for (const j of queue) {
      for (let at = table.start[j]!; at < table.start[j + 1]!; at++) {
        const from = optimum.assigned[table.row[at]!]!;
        if (from < 0 || best[from]! <= tier) continue;
        best[from] = tier;
        queue.push(from);
      }
    }
  }
  return best;
}

/** Closed sets: whom a mentee left out could take places from, whom those could, and so on. */
class Bottlenecks {
  private readonly tenants: number[][];
  private readonly known = new Map<string, LeftOut['bottleneck']>();

  constructor(
    private readonly solution: Matched,
    private readonly leftOut: readonly number[],
  ) {
    this.tenants = Array.from({ length: solution.graph.columns }, () => []);
    solution.optimum.assigned.forEach((j, i) => {
      if (j >= 0) this.tenants[j]!.push(i);
    });
  }

  of(mentee: number): LeftOut['bottleneck'] {
    const { graph } = this.solution;
    const mentors = new Set<number>();
    const mentees = [mentee];
    for (const row of mentees) {
      for (let at = graph.start[row]!; at < graph.start[row + 1]!; at++) {
        const j = graph.column[at]!;
        if (mentors.has(j)) continue;
        mentors.add(j);
        mentees.push(...this.tenants[j]!);
      }
    }
    const list = [...mentors].sort((a, b) => a - b);
    const key = list.join();
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const inside = new Set(mentees);
    for (const row of this.leftOut) {
      let within = true;
      for (let at = graph.start[row]!; at < graph.start[row + 1]! && within; at++)
        within = mentors.has(graph.column[at]!);
      if (within) inside.add(row);
    }
    const places = list.reduce((sum, j) => sum + graph.capacity[j]!, 0);
    const set = { mentees: [...inside].sort((a, b) => a - b), mentors: list, places };
    this.known.set(key, set);
    return set;
  }
}
