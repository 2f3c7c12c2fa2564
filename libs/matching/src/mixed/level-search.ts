import { findPair, pairsFrom, type Graph } from '../problem/graph.js';
import { isInfeasible, ProblemError, type Problem } from '../problem/types.js';
import { throwIfCancelled, type Watch } from '../solver/watch.js';
import { distinctPoints } from '../solver/worst-off.js';
import { filterPairs } from './filter-pairs.js';
import { keepsConditions } from './keeps-conditions.js';
import { chooseSolver, type MixedLimits } from './limits.js';
import { solveMip, type MipAnswer } from './mip.js';
import { addRow, buildModel, type Model } from './model.js';
import { repair } from './repair.js';
import { withoutConditions } from './side-conditions.js';
import { solveBalanced, takenPlaces, type Balanced } from './solve-balanced.js';
import { tally, type Tally } from './tally.js';

type Assignment = (number | null)[];

/** A matching that keeps all conditions, and what it adds up to. */
interface Known {
  assignment: Assignment;
  sums: Tally;
}

export interface Found {
  assignment: Assignment;
  /** By level: no matching with the values before has more. */
  bounds: number[];
  nodes: number;
  solver: string;
}

/** Level by level: each as good as it can be while the earlier ones keep their values. */
export class LevelSearch {
  private readonly graph: Graph;
  private readonly taken: Int32Array;
  /** What the locked pairs alone add up to. */
  private readonly locks: Tally;
  private readonly bounds: number[] = [];
  private known: Known | null = null;
  private nodes = 0;
  private solver: string;

  constructor(
    private readonly problem: Problem,
    private readonly relaxed: Balanced,
    private readonly limits: MixedLimits,
    private readonly watch: Watch,
  ) {
    this.graph = relaxed.graph;
    this.solver = relaxed.result.solver;
    this.taken = takenPlaces(this.graph.locked, problem.mentors);
    this.locks = tally(
      problem,
      this.graph,
      Array.from(this.graph.locked, (j) => (j < 0 ? null : j)),
    );
  }

  /** The best matching found with its bounds; `null` if there is none at all. */
  run(): Found | null {
    const repaired = repair(this.problem, this.graph, this.relaxed.result.assignment, this.watch);
    if (repaired) this.learn(repaired);
    for (let tier = 0; tier < this.graph.tiers.length; tier++) {
      if (!this.raiseCount(tier)) return null;
      this.tell(tier + 1);
    }
    let floor = 0;
    if (this.problem.objective === 'worst-off-first') {
      floor = this.raiseWorst();
      this.tell(this.graph.tiers.length + 1);
    }
    this.raiseTotal(floor);
    const { assignment } = this.best();
    return { assignment, bounds: this.bounds, nodes: this.nodes, solver: this.solver };
  }

  private tell(levels: number): void {
    throwIfCancelled(this.watch);
    this.watch.onProgress?.(levels / (this.graph.tiers.length + 2), 'side conditions');
  }

  private learn(assignment: Assignment): void {
    if (!keepsConditions(this.problem, assignment)) {
      throw new Error(`${this.solver} returned a matching that breaks a side condition`);
    }
    this.known = { assignment, sums: tally(this.problem, this.graph, assignment) };
  }

  private best(): Known {
    if (!this.known) throw new Error('no matching is known yet');
    return this.known;
  }

  /** The count of one tier; false if there is no matching. */
  private raiseCount(tier: number): boolean {
    const most = this.relaxedCount(tier);
    if (this.known && this.known.sums.counts[tier] === most) {
      this.bounds.push(most);
      return true;
    }
    const within = this.promising();
    const model = this.modelOf(within, tier);
    const objective = new Float64Array(model.upper.length);
    eachPair(within, (row, at) => (objective[at] = this.graph.tier[row] === tier ? 1 : 0));
    const answer = this.solve(within, model, objective);
    if (answer.status === 'infeasible' && !this.known) return false;
    const bound = this.locks.counts[tier]! + answer.bound;
    this.bounds.push(Math.max(this.best().sums.counts[tier]!, Math.min(most, bound)));
    return true;
  }

  /** The most of a tier by the relaxation, where the tiers before are as there; else everybody. */
  private relaxedCount(tier: number): number {
    const relaxed = tally(this.problem, this.graph, this.relaxed.result.assignment).counts;
    const agree = relaxed.every((count, k) => k >= tier || count === this.known?.sums.counts[k]);
    if (agree) return relaxed[tier]!;
    return this.graph.tier.reduce((sum, own) => sum + (own === tier ? 1 : 0), 0);
  }

  /** The pairs that a matching as good as the known one can contain. */
  private promising(): Graph {
    if (!this.known) return this.graph;
    const { result } = this.relaxed;
    const relaxed = tally(this.problem, this.graph, result.assignment);
    const { counts, total } = this.known.sums;
    const slack = relaxed.counts.map((count, k) => count - counts[k]!);
    const worst = result.levels.find((level) => level.kind === 'worst');
    if (worst) return filterPairs(this.graph, worst.countPrices, slack, false);
    return filterPairs(this.graph, result.prices, [...slack, relaxed.total - total], true);
  }

  /** The model on these pairs, with the counts of the first `held` tiers as they are known. */
  private modelOf(within: Graph, held: number): Model {
    const model = buildModel(this.problem, within, this.taken);
    for (let tier = 0; tier < held; tier++) {
      const columns: number[] = [];
      eachPair(within, (row, at) => {
        if (this.graph.tier[row] === tier) columns.push(at);
      });
      const count = this.best().sums.counts[tier]! - this.locks.counts[tier]!;
      addRow(model, count, count, columns);
    }
    return model;
  }

  /** Solves one level and learns the matching found. */
  private solve(within: Graph, model: Model, objective: Float64Array, fresh = false): MipAnswer {
    const { solver, nodes } = chooseSolver(model, this.limits);
    this.solver = solver.name;
    const incumbent = this.known && !fresh ? this.choiceOf(within, this.known.assignment) : null;
    const answer = solveMip(solver, { model, objective, incumbent, nodes }, this.watch);
    this.nodes += answer.nodes;
    if (answer.chosen) this.learn(this.assignmentOf(within, answer.chosen));
    else if (answer.status === 'limit' && !this.known) {
      throw new ProblemError(
        'too-large',
        'pairs',
        model.pairs,
        `no matching that keeps the side conditions was found within ${nodes} nodes`,
      );
    }
    return answer;
  }

  private choiceOf(within: Graph, assignment: Assignment): Uint8Array {
    const chosen = new Uint8Array(within.column.length);
    assignment.forEach((j, i) => {
      if (j !== null && within.locked[i]! < 0) chosen[findPair(within, i, j)] = 1;
    });
    return chosen;
  }

  private assignmentOf(within: Graph, chosen: Uint8Array): Assignment {
    const assignment: Assignment = Array.from(within.locked, (j) => (j < 0 ? null : j));
    eachPair(within, (row, at) => {
      if (chosen[at] === 1) assignment[row] = within.column[at]!;
    });
    return assignment;
  }

  /** The lowest points, by a search over thresholds with one feasibility question each. Returns the threshold held. */
  private raiseWorst(): number {
    const known = this.best().sums;
    if (known.lowestFree === null) {
      this.bounds.push(0);
      return 0;
    }
    const within = this.promising();
    const values = distinctPoints(within);
    let low = values.indexOf(known.lowestFree);
    let high = this.highestWorst(values);
    let open = high;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      const above = pairsFrom(within, values[middle]!);
      const model = this.modelOf(above, this.graph.tiers.length);
      const answer = this.solve(above, model, new Float64Array(model.upper.length), true);
      if (answer.chosen) low = Math.max(middle, values.indexOf(this.best().sums.lowestFree ?? 0));
      else {
        high = middle - 1;
        if (answer.status === 'infeasible') open = middle - 1;
      }
    }
    this.bounds.push(values[Math.max(open, low)]!);
    return values[low]!;
  }

  /** The place of the highest threshold that the relaxation allows, if the counts are as there. */
  private highestWorst(values: Int32Array): number {
    const relaxed = tally(this.problem, this.graph, this.relaxed.result.assignment);
    const agree = relaxed.counts.every((count, k) => count === this.best().sums.counts[k]);
    const last = values.length - 1;
    return agree
      ? Math.max(values.indexOf(this.best().sums.lowestFree ?? 0), lastUpTo(values, relaxed.lowestFree ?? 0))
      : last;
  }

  private raiseTotal(floor: number): void {
    const known = this.best().sums;
    if (known.lowestFree === null) {
      this.bounds.push(known.total);
      return;
    }
    const { within, most } = this.atLeast(floor);
    if (known.total === most) {
      this.bounds.push(most);
      return;
    }
    const model = this.modelOf(within, this.graph.tiers.length);
    const objective = Float64Array.from(model.cost, (cost) => 0 - cost);
    eachPair(within, (_, at) => (objective[at]! += within.points[at]!));
    const answer = this.solve(within, model, objective);
    const { total } = this.best().sums;
    this.bounds.push(Math.max(total, Math.min(most, this.locks.total + answer.bound)));
  }

  /** The pairs from a threshold on that a matching as good as the known one can contain, and the most that is possible. */
  private atLeast(floor: number): { within: Graph; most: number } {
    const { counts, total } = this.best().sums;
    // Under worst-off-first the relaxation's prices hold from its own threshold on only.
    const fair = this.problem.objective === 'worst-off-first';
    const network = fair ? this.networkFrom(floor) : this.relaxed;
    const relaxed = tally(this.problem, this.graph, network.result.assignment);
    const slack = [...relaxed.counts.map((count, k) => count - counts[k]!), relaxed.total - total];
    const within = filterPairs(pairsFrom(this.graph, floor), network.result.prices, slack, true);
    return { within, most: slack.slice(0, -1).every((less) => less === 0) ? relaxed.total : Infinity };
  }

  private networkFrom(floor: number): Balanced {
    const { pairs, objective: _, ...rest } = withoutConditions(this.problem);
    const keep: number[] = [];
    for (let k = 0; k < pairs.mentee.length; k++) {
      const isLocked = this.graph.locked[pairs.mentee[k]!] === pairs.mentor[k];
      if (isLocked || pairs.points[k]! >= floor) keep.push(k);
    }
    const pick = (list: ArrayLike<number>) => Int32Array.from(keep, (k) => list[k]!);
    const from = { mentee: pick(pairs.mentee), mentor: pick(pairs.mentor), points: pick(pairs.points) };
    const answer = solveBalanced({ ...rest, pairs: from }, this.watch);
    if (isInfeasible(answer)) throw new Error('a matching is known and the network has none');
    return answer;
  }
}

function eachPair(graph: Graph, visit: (row: number, at: number) => void): void {
  for (let i = 0; i < graph.rows; i++) {
    for (let at = graph.start[i]!; at < graph.start[i + 1]!; at++) visit(i, at);
  }
}

function lastUpTo(values: Int32Array, most: number): number {
  let last = values.length - 1;
  while (last > 0 && values[last]! > most) last--;
  return last;
}
