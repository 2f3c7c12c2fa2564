import type { Graph } from '../problem/graph.js';
import { ProblemError, type Numbers, type PriceVector, type Prices } from '../problem/types.js';
import { segmentsOf, type Segment } from './load-costs.js';

/** A graph whose columns are segments of places: a column for every cost of every mentor. */
export interface SplitPlaces {
  /** Points are less by the place's cost, and more by `shift`, so that none is below 0. */
  graph: Graph;
  /** The mentor of each column. */
  owner: Int32Array;
  /** The cost of each column's places. */
  cost: Float64Array;
  shift: number;
}

/**
 * Balanced loads as a plain transport problem: since costs do not fall from place to place, an optimum fills a
 * mentor's cheap places first by itself (convex costs as parallel arcs; Ahuja, Magnanti & Orlin 1993, ch. 14).
 * Pairs are copied once per segment of a mentor, at most once per entry of `costs` and one more for a minimum.
 *
 * @param taken places of each mentor that locked mentees hold: the first ones
 */
export function splitPlaces(graph: Graph, costs: Numbers, taken: Int32Array): SplitPlaces {
  const degree = new Int32Array(graph.columns);
  for (const j of graph.column) degree[j]!++;
  const segments = Array.from({ length: graph.columns }, (_, j) => {
    const minimum = graph.minimum[j]!;
    // Of the places beyond the number of pairs one stays, to keep the price where places are left, and those owed.
    const places = Math.min(graph.capacity[j]!, Math.max(degree[j]! + 1, minimum));
    const own = segmentsOf(costs, taken[j]!, places, minimum);
    return own.length > 0 ? own : [{ places: 0, cost: 0, owed: false }];
  });
  const shift = shiftOf(graph, segments);
  return {
    graph: copyPairs(graph, segments, shift),
    owner: Int32Array.from(segments.flatMap((own, j) => own.map(() => j))),
    cost: Float64Array.from(segments.flatMap((own) => own.map(({ cost }) => cost))),
    shift,
  };
}

function shiftOf(graph: Graph, segments: readonly (readonly Segment[])[]): number {
  let shift = 0;
  for (const own of segments) for (const { cost } of own) shift = Math.max(shift, cost);
  let largest = 0;
  for (const points of graph.points) largest = Math.max(largest, points);
  if (largest + shift > 2 ** 31 - 1) {
    throw new ProblemError('too-large', 'loadCost', shift, 'points and load cost together leave 2^31');
  }
  return shift;
}

function copyPairs(graph: Graph, segments: readonly (readonly Segment[])[], shift: number): Graph {
  const first = new Int32Array(graph.columns);
  let columns = 0;
  segments.forEach((own, j) => {
    first[j] = columns;
    columns += own.length;
  });
  let pairs = 0;
  for (const j of graph.column) pairs += segments[j]!.length;
  const start = new Int32Array(graph.rows + 1);
  const column = new Int32Array(pairs);
  const points = new Int32Array(pairs);
  let to = 0;
  for (let i = 0; i < graph.rows; i++) {
    for (let at = graph.start[i]!; at < graph.start[i + 1]!; at++) {
      const j = graph.column[at]!;
      segments[j]!.forEach(({ cost }, s) => {
        column[to] = first[j]! + s;
        points[to++] = graph.points[at]! - cost + shift;
      });
    }
    start[i + 1] = to;
  }
  const all = segments.flat();
  const capacity = Int32Array.from(all, ({ places }) => places);
  const minimum = Int32Array.from(all, ({ places, owed }) => (owed ? places : 0));
  return { ...graph, columns, start, column, points, capacity, minimum };
}

/**
 * Prices of the split graph as prices of people. Without the shift, `u + v_s ≥ points − cost_s` holds for every
 * segment `s` of a mentor, so the least `v_s + cost_s` is one price for all its places: `u + v ≥ points`, and
 * `max over loads k of (v·k − C(k))` is no more than the segments' prices add up to.
 */
export function joinPrices(split: SplitPlaces, prices: Prices, mentors: number): Prices {
  const own = (vector: PriceVector): PriceVector => {
    const people = vector.slice(0, -1).reduce((sum, entry) => sum + entry, 0);
    return [...vector.slice(0, -1), vector[vector.length - 1]! - split.shift * people + 0];
  };
  const joined = new Array<PriceVector | undefined>(mentors).fill(undefined);
  prices.mentors.forEach((vector, column) => {
    const price = own(vector);
    price[price.length - 1]! += split.cost[column]!;
    const least = joined[split.owner[column]!];
    if (!least || compareVectors(price, least) < 0) joined[split.owner[column]!] = price;
  });
  return {
    mentees: prices.mentees.map((vector) => vector && own(vector)),
    mentors: joined.map((price) => price ?? []),
  };
}

/** Entry by entry: below 0 if `a` comes before `b`. */
export function compareVectors(a: readonly number[], b: readonly number[]): number {
  for (let k = 0; k < a.length; k++) if (a[k] !== b[k]) return a[k]! - b[k]!;
  return 0;
}
