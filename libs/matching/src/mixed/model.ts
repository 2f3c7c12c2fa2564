import { findPair, type Graph } from '../problem/graph.js';
import type { Problem, Quota } from '../problem/types.js';
import { segmentsOf } from './load-costs.js';
import { groupMinimumOf } from './side-conditions.js';

/** `lower ≤ Σ values · columns ≤ upper`. */
export interface Row {
  lower: number;
  upper: number;
  columns: number[];
  values: number[];
}

/**
 * A matching with side conditions as a mixed-integer programme. The first columns are the graph's pairs, in its
 * order: 1 where chosen. Then a column per mentor that may stay without a group: 1 where it has one. Then the
 * places by cost, if loads cost: how many are taken. All columns begin at 0.
 */
export interface Model {
  pairs: number;
  upper: number[];
  /** Columns that must be whole; the rest are whole by themselves where these are. */
  integer: boolean[];
  /** What a column costs, for the level of the total. */
  cost: number[];
  rows: Row[];
  /** A row without columns that nothing can keep. */
  impossible: boolean;
  /** The switches and the pairs that need them. */
  groups: { open: number; pairs: number[] }[];
  /** The places of a mentor, cheapest first, and the pairs that take them. */
  loads: { places: number[]; pairs: number[] }[];
}

/** Builds the model of a problem on (a part of) its graph: capacities, minimums, locks and all side conditions. */
export function buildModel(problem: Problem, graph: Graph, taken: Int32Array): Model {
  const builder = new Builder(problem, graph, taken);
  for (let i = 0; i < graph.rows; i++) builder.mentee(i);
  for (let j = 0; j < graph.columns; j++) builder.mentor(j);
  for (const [one, other] of problem.apart ?? []) builder.apart(one, other);
  for (const [one, other] of problem.exclusive ?? []) builder.exclusive(one, other);
  for (const quota of problem.quotas ?? []) builder.quota(quota);
  return builder.model;
}

/** Adds a row, by default the plain sum of its columns; one without columns is judged at once. */
export function addRow(
  model: Model,
  lower: number,
  upper: number,
  columns: number[],
  values = new Array<number>(columns.length).fill(1),
): void {
  if (columns.length > 0) model.rows.push({ lower, upper, columns, values });
  else model.impossible ||= lower > 0 || upper < 0;
}

class Builder {
  readonly model: Model;
  private readonly ofMentor: number[][];

  constructor(
    private readonly problem: Problem,
    private readonly graph: Graph,
    private readonly taken: Int32Array,
  ) {
    const pairs = graph.column.length;
    this.model = {
      pairs,
      upper: new Array<number>(pairs).fill(1),
      integer: new Array<boolean>(pairs).fill(true),
      cost: new Array<number>(pairs).fill(0),
      rows: [],
      impossible: false,
      groups: [],
      loads: [],
    };
    this.ofMentor = Array.from({ length: graph.columns }, () => []);
    graph.column.forEach((j, at) => this.ofMentor[j]!.push(at));
  }

  private row(lower: number, upper: number, columns: number[], values?: number[]): void {
    addRow(this.model, lower, upper, columns, values);
  }

  private column(upper: number, integer: boolean, cost: number): number {
    this.model.integer.push(integer);
    this.model.cost.push(cost);
    return this.model.upper.push(upper) - 1;
  }

  mentee(i: number): void {
    const { start } = this.graph;
    const own = Array.from({ length: start[i + 1]! - start[i]! }, (_, k) => start[i]! + k);
    if (own.length > 0) this.row(0, 1, own);
  }

  mentor(j: number): void {
    const own = this.ofMentor[j]!;
    const capacity = this.graph.capacity[j]!;
    const minimum = this.graph.minimum[j]!;
    const group = groupMinimumOf(this.problem, j) - this.taken[j]!;
    const hasGroup = this.taken[j]! > 0 || minimum > 0;
    if (hasGroup || group <= 1) {
      const least = hasGroup ? Math.max(minimum, group, 0) : 0;
      if (own.length > 0 || least > 0) this.row(least, capacity, own);
    } else if (own.length > 0) {
      this.openOrNot(own, group, capacity);
    }
    if (this.problem.loadCost && own.length > 0) this.loadCosts(j, own);
  }

  /** None, or from `group` to `capacity` mentees: by a switch that every pair of the mentor needs. */
  private openOrNot(own: number[], group: number, capacity: number): void {
    const open = this.column(group <= capacity && group <= own.length ? 1 : 0, true, 0);
    const ones = own.map(() => 1);
    this.model.groups.push({ open, pairs: own });
    this.row(0, Infinity, [...own, open], [...ones, -group]);
    this.row(-Infinity, 0, [...own, open], [...ones, -capacity]);
    for (const at of own) this.row(-Infinity, 0, [at, open], [1, -1]);
  }

  private loadCosts(j: number, own: number[]): void {
    const places = Math.min(this.graph.capacity[j]!, own.length);
    const segments = segmentsOf(this.problem.loadCost, this.taken[j]!, places, 0);
    const columns = segments.map(({ places: upper, cost }) => this.column(upper, false, cost));
    this.row(0, 0, [...own, ...columns], [...own.map(() => 1), ...columns.map(() => -1)]);
    this.model.loads.push({ places: columns, pairs: own });
  }

  /** The pair's column; 1 if it is locked, 0 if it cannot be chosen. */
  private chosen(mentee: number, mentor: number): { at: number } | 0 | 1 {
    const lock = this.graph.locked[mentee]!;
    if (lock >= 0) return lock === mentor ? 1 : 0;
    const at = findPair(this.graph, mentee, mentor);
    return at < 0 ? 0 : { at };
  }

  private atMostOne(one: { at: number } | 0 | 1, other: { at: number } | 0 | 1): void {
    if (one === 0 || other === 0) return;
    const columns = [one, other].flatMap((pair) => (pair === 1 ? [] : [pair.at]));
    this.row(-Infinity, columns.length - 1, columns);
  }

  apart(one: number, other: number): void {
    const { start, column, locked } = this.graph;
    const mentors = locked[one]! >= 0 ? [locked[one]!] : column.subarray(start[one], start[one + 1]);
    for (const j of mentors) this.atMostOne(this.chosen(one, j), this.chosen(other, j));
  }

  exclusive(one: readonly [number, number], other: readonly [number, number]): void {
    this.atMostOne(this.chosen(...one), this.chosen(...other));
  }

  quota({ mentees, mentors, share, count }: Quota): void {
    const members = new Set(Array.from(mentees));
    const scope = mentors && new Set(Array.from(mentors));
    const { start, column, locked } = this.graph;
    const [part, whole] = share ?? [0, 1];
    const own: number[] = [];
    const all: number[] = [];
    const weights: number[] = [];
    let lockedOwn = 0;
    let lockedAll = 0;
    for (let i = 0; i < this.graph.rows; i++) {
      const isMember = members.has(i);
      if (locked[i]! >= 0 && (scope?.has(locked[i]!) ?? true)) {
        lockedAll++;
        if (isMember) lockedOwn++;
      }
      for (let at = start[i]!; at < start[i + 1]!; at++) {
        if (scope && !scope.has(column[at]!)) continue;
        if (isMember) own.push(at);
        all.push(at);
        weights.push((isMember ? whole : 0) - part);
      }
    }
    if (count !== undefined) this.row(count - lockedOwn, Infinity, own);
    if (share) this.row(part * lockedAll - whole * lockedOwn, Infinity, all, weights);
  }
}
