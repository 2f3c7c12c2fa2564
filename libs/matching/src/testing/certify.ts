import type { PriceVector, Prices, Problem } from '../problem/types.js';

/** By what matchings are compared. Without `last`: tiers, then points less load costs. */
export interface Yardstick {
  /** The pairs that count, by their points; default all. */
  allowed?: (points: number) => boolean;
  /** What a pair adds to the last entry, in place of points and load costs. */
  last?: (points: number) => number;
}

/** One step of an exchange: a mentee goes to a mentor, or out (`null`). */
export type Step = readonly [mentee: number, mentor: number | null];

export type Judgement = { prices: Prices; exchange?: undefined } | { exchange: Step[]; prices?: undefined };

/**
 * A second proof of an optimum, which never sees the solver's prices: recomputes them from the problem and a feasible
 * assignment alone, or finds an exchange that betters it.
 *
 * Nodes are the mentors and "out". A mentee at `a` who may go to `b` is an arc from `a` to `b`, as long as what that
 * gains; a place to fill is an arc to "out", a mentee above the minimum one from it. An assignment is optimal exactly
 * if no cycle gains, and longest distances are then prices (Ahuja, Magnanti & Orlin 1993, Network Flows, Theorems 9.1
 * and 9.3). Lengths are vectors, the first entry that differs decides; distances by Bellman & Ford with a queue.
 */
export function certify(
  problem: Problem,
  assignment: readonly (number | null)[],
  yardstick: Yardstick = {},
): Judgement {
  return new Residual(problem, assignment, yardstick).judge();
}

class Residual {
  private readonly out: number;
  private readonly tiers: number[];
  private readonly entries: number;
  private readonly locked: Map<number, number>;
  private readonly held: number[];
  /** Pairs of each mentee that is not locked. */
  private readonly pairsOf: number[][];
  /** The pair that each mentee has, −1 for none. */
  private readonly own: number[];
  private readonly load: number[];
  private readonly members: number[][];
  private readonly distance: Float64Array;
  private readonly cameBy: { from: number; step: Step | null }[] = [];
  private readonly queue: number[];
  private readonly waits: Uint8Array;

  constructor(
    private readonly problem: Problem,
    private readonly assignment: readonly (number | null)[],
    private readonly yardstick: Yardstick,
  ) {
    const { mentees, mentors, pairs } = problem;
    this.out = mentors;
    this.tiers = [...new Set(assignment.map((_, i) => this.tierOf(i)))].sort((a, b) => a - b);
    if (mentees === 0) this.tiers = [1];
    this.entries = this.tiers.length + 1;
    this.locked = new Map(problem.locks ?? []);
    this.held = new Array<number>(mentors).fill(0);
    for (const mentor of this.locked.values()) this.held[mentor]!++;
    this.pairsOf = assignment.map(() => []);
    this.own = assignment.map(() => -1);
    for (let k = 0; k < pairs.mentee.length; k++) {
      const i = pairs.mentee[k]!;
      if (this.locked.has(i)) continue;
      this.pairsOf[i]!.push(k);
      if (assignment[i] === pairs.mentor[k]) this.own[i] = k;
    }
    this.load = [...this.held];
    this.members = Array.from({ length: mentors + 1 }, () => []);
    assignment.forEach((mentor, i) => {
      if (this.locked.has(i)) return;
      this.members[mentor ?? this.out]!.push(i);
      if (mentor !== null) this.load[mentor]!++;
    });
    this.distance = new Float64Array((mentors + 1) * this.entries);
    this.queue = Array.from({ length: mentors + 1 }, (_, node) => node);
    this.waits = new Uint8Array(mentors + 1).fill(1);
  }

  judge(): Judgement {
    const visits = new Int32Array(this.out + 1);
    for (const node of this.queue) {
      this.waits[node] = 0;
      if (visits[node]!++ > this.out + 1) return { exchange: this.cycleInto(node) };
      for (const mentee of this.members[node]!) this.moveFrom(node, mentee);
      if (node === this.out) this.emptyPlaces();
      else if (this.load[node]! < this.problem.capacity[node]!) {
        this.relax(node, this.out, this.plus(this.at(node), null, -this.cost(this.load[node]! + 1)), null);
      }
    }
    const mentors = Array.from({ length: this.out }, (_, j) => this.priceOf(j));
    const mentees = this.assignment.map((mentor, i) => {
      if (this.locked.has(i)) return null;
      const zero = new Array<number>(this.entries).fill(0);
      if (mentor === null) return zero;
      return this.plusPair(zero, this.own[i]!, 1).map((entry, k) => entry - mentors[mentor]![k]!);
    });
    return { prices: { mentees, mentors } };
  }

  /** All places that a mentee may go to from the node where it is. */
  private moveFrom(node: number, mentee: number): void {
    const own = this.own[mentee]!;
    const left = own < 0 ? this.at(node) : this.plusPair(this.at(node), own, -1);
    if (own >= 0) this.relax(node, this.out, left, [mentee, null]);
    const { mentor, points } = this.problem.pairs;
    for (const k of this.pairsOf[mentee]!) {
      if (k === own || !(this.yardstick.allowed?.(points[k]!) ?? true)) continue;
      this.relax(node, mentor[k]!, this.plusPair(left, k, 1), [mentee, mentor[k]!]);
    }
  }

  private emptyPlaces(): void {
    const from = this.at(this.out);
    for (let j = 0; j < this.out; j++) {
      const least = Math.max(this.held[j]!, this.problem.minimum?.[j] ?? 0);
      if (this.load[j]! > least)
        this.relax(this.out, j, this.plus(from, null, this.cost(this.load[j]!)), null);
    }
  }

  private relax(from: number, to: number, reached: PriceVector, step: Step | null): void {
    const start = to * this.entries;
    let k = 0;
    while (k < this.entries && reached[k] === this.distance[start + k]) k++;
    if (k === this.entries || reached[k]! < this.distance[start + k]!) return;
    this.distance.set(reached, start);
    this.cameBy[to] = { from, step };
    if (this.waits[to] === 0) this.queue.push(to);
    this.waits[to] = 1;
  }

  /** The steps of a cycle among the arcs by which nodes were last reached. */
  private cycleInto(node: number): Step[] {
    let start = node;
    for (let k = 0; k <= this.out; k++) start = this.cameBy[start]!.from;
    const steps: Step[] = [];
    let at = start;
    do {
      const { from, step } = this.cameBy[at]!;
      if (step) steps.push(step);
      at = from;
    } while (at !== start);
    return steps;
  }

  private tierOf(mentee: number): number {
    return this.problem.tier?.[mentee] ?? 1;
  }

  private cost(place: number): number {
    const { loadCost } = this.problem;
    if (this.yardstick.last || !loadCost?.length) return 0;
    return loadCost[Math.min(place, loadCost.length) - 1]!;
  }

  private at(node: number): PriceVector {
    return Array.from(this.distance.subarray(node * this.entries, (node + 1) * this.entries));
  }

  private priceOf(mentor: number): PriceVector {
    const out = this.at(this.out);
    return this.at(mentor).map((entry, k) => entry - out[k]!);
  }

  private plus(vector: PriceVector, tier: number | null, last: number, sign = 1): PriceVector {
    const sum = [...vector];
    if (tier !== null) sum[this.tiers.indexOf(tier)]! += sign;
    sum[this.entries - 1]! += last;
    return sum;
  }

  private plusPair(vector: PriceVector, k: number, sign: 1 | -1): PriceVector {
    const points = this.problem.pairs.points[k]!;
    const last = this.yardstick.last ? this.yardstick.last(points) : points;
    return this.plus(vector, this.tierOf(this.problem.pairs.mentee[k]!), sign * last, sign);
  }
}
