import type { Graph } from '../problem/graph.js';
import { isInfeasible, type Numbers, type Problem, type Quota } from '../problem/types.js';
import type { Watch } from '../solver/watch.js';
import { keepsConditions } from './keeps-conditions.js';
import { groupMinimumOf } from './side-conditions.js';
import { solveBalanced } from './solve-balanced.js';

type Assignment = (number | null)[];

const ROUNDS = 40;
/** Before every tier that a problem can have. */
const FIRST = -Infinity;

/**
 * A matching that keeps the side conditions, to start from: the network's optimum, with what breaks a condition
 * ruled out and solved anew, at most 40 times. Without luck the locked pairs alone, or `null` if those will not do.
 */
export function repair(problem: Problem, graph: Graph, optimum: Assignment, watch: Watch): Assignment | null {
  const restriction = new Restriction(problem, graph);
  let assignment = optimum;
  for (let round = 0; round < ROUNDS; round++) {
    if (keepsConditions(problem, assignment)) return assignment;
    if (!restriction.ruleOut(assignment)) break;
    const answer = solveBalanced(restriction.problem(), watch);
    if (isInfeasible(answer)) break;
    ({ assignment } = answer.result);
  }
  const locksAlone = Array.from(graph.locked, (j) => (j < 0 ? null : j));
  const owes = graph.minimum.some((least) => least > 0);
  return !owes && keepsConditions(problem, locksAlone) ? locksAlone : null;
}

/** A problem with fewer pairs and higher minimums: whatever it allows, the first one allows too. */
class Restriction {
  private readonly banned = new Set<string>();
  private readonly closed = new Set<number>();
  private readonly minimum: number[];
  private readonly tier: number[];
  private readonly points = new Map<string, number>();

  constructor(
    private readonly original: Problem,
    private readonly graph: Graph,
  ) {
    this.minimum = Array.from({ length: original.mentors }, (_, j) => original.minimum?.[j] ?? 0);
    this.tier = Array.from({ length: original.mentees }, (_, i) => original.tier?.[i] ?? 1);
    const { mentee, mentor, points } = original.pairs;
    for (let k = 0; k < mentee.length; k++) this.points.set(`${mentee[k]!} ${mentor[k]!}`, points[k]!);
  }

  problem(): Problem {
    const { pairs, mentees, mentors, capacity, locks, loadCost } = this.original;
    const keep: number[] = [];
    for (let k = 0; k < pairs.mentee.length; k++) {
      const [i, j] = [pairs.mentee[k]!, pairs.mentor[k]!];
      const isLocked = this.graph.locked[i] === j;
      if (isLocked || !(this.closed.has(j) || this.banned.has(`${i} ${j}`))) keep.push(k);
    }
    const pick = (list: Numbers) => Int32Array.from(keep, (k) => list[k]!);
    return {
      mentees,
      mentors,
      capacity,
      minimum: this.minimum,
      tier: this.tier,
      pairs: { mentee: pick(pairs.mentee), mentor: pick(pairs.mentor), points: pick(pairs.points) },
      ...(locks ? { locks } : {}),
      ...(loadCost ? { loadCost } : {}),
    };
  }

  /** Rules out what breaks conditions; false if nothing could be. */
  ruleOut(assignment: Assignment): boolean {
    const before = this.banned.size + this.closed.size;
    const raised = this.mendGroups(assignment);
    this.separate(assignment);
    const favoured = (this.original.quotas ?? []).map((quota) => this.favour(quota, assignment));
    return raised || favoured.some(Boolean) || this.banned.size + this.closed.size > before;
  }

  /** Groups that are too small: those owed grow, the smaller half of the others closes. */
  private mendGroups(assignment: Assignment): boolean {
    const load = new Array<number>(this.original.mentors).fill(0);
    for (const j of assignment) if (j !== null) load[j]!++;
    const small = load.flatMap((mentees, j) =>
      mentees > 0 && mentees < groupMinimumOf(this.original, j) ? [j] : [],
    );
    const mayClose = (j: number) => this.minimum[j] === 0 && !this.graph.locked.includes(j);
    const owed = small.filter((j) => !mayClose(j));
    for (const j of owed) this.minimum[j] = groupMinimumOf(this.original, j);
    const others = small.filter(mayClose).sort((a, b) => load[a]! - load[b]! || a - b);
    for (const j of others.slice(0, Math.ceil(others.length / 2))) this.closed.add(j);
    return owed.length > 0;
  }

  private separate(assignment: Assignment): void {
    for (const [one, other] of this.original.apart ?? []) {
      const j = assignment[one];
      if (j !== null && j !== undefined && j === assignment[other]) this.banWeaker([one, j], [other, j]);
    }
    for (const [one, other] of this.original.exclusive ?? []) {
      if (assignment[one[0]] === one[1] && assignment[other[0]] === other[1]) this.banWeaker(one, other);
    }
  }

  private banWeaker(one: readonly [number, number], other: readonly [number, number]): void {
    const standing = [one, other]
      .filter(([i, j]) => this.graph.locked[i] !== j)
      .sort((a, b) => this.points.get(a.join(' '))! - this.points.get(b.join(' '))!);
    if (standing[0]) this.banned.add(standing[0].join(' '));
  }

  /** A quota's mentees come first; if that is not enough, the others in its places leave, weakest first. */
  private favour(quota: Quota, assignment: Assignment): boolean {
    const members = new Set(Array.from(quota.mentees));
    const scope = quota.mentors && new Set(Array.from(quota.mentors));
    const placed = assignment.flatMap((j, i) => (j !== null && (scope?.has(j) ?? true) ? [i] : []));
    const own = placed.filter((i) => members.has(i)).length;
    const [part, whole] = quota.share ?? [0, 1];
    const excess = part > 0 ? placed.length - Math.floor((own * whole) / part) : 0;
    if (own >= (quota.count ?? 0) && excess <= 0) return false;
    const favoured = [...members].filter((i) => this.tier[i] !== FIRST);
    for (const i of favoured) this.tier[i] = FIRST;
    if (favoured.length > 0) return true;
    const worth = (i: number) => this.points.get(`${i} ${assignment[i]}`)!;
    const others = placed
      .filter((i) => !members.has(i) && this.graph.locked[i]! < 0)
      .sort((a, b) => worth(a) - worth(b) || b - a);
    for (const i of others.slice(0, Math.max(0, excess))) this.banInScope(i, scope);
    return false;
  }

  private banInScope(mentee: number, scope: ReadonlySet<number> | undefined): void {
    for (let at = this.graph.start[mentee]!; at < this.graph.start[mentee + 1]!; at++) {
      const j = this.graph.column[at]!;
      if (scope?.has(j) ?? true) this.banned.add(`${mentee} ${j}`);
    }
  }
}
