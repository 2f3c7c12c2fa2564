import { byColumn, type Graph } from '../problem/graph.js';
import type { PriceVector, Prices } from '../problem/types.js';
import type { Weights } from '../problem/weights.js';
import type { TierMatching } from './tier-matching.js';

/**
 * A folded value as a vector: one entry per tier, then points. A price is the value of a path in the network,
 * which changes who is matched by one mentee at most, so its tier part is 0 or plus or minus one tier.
 */
export function unfold(value: number, weights: Weights, tiers: number): PriceVector {
  const vector: PriceVector = new Array<number>(tiers + 1).fill(0);
  const half = weights.base / 2;
  if (Math.abs(value) < half) {
    vector[tiers] = value + 0;
    return vector;
  }
  for (let k = 0; k < tiers; k++) {
    const rest = Math.abs(value) - weights.tier[k]!;
    if (Math.abs(rest) >= half) continue;
    vector[k] = Math.sign(value);
    vector[tiers] = Math.sign(value) * rest + 0;
    return vector;
  }
  throw new Error(`price ${value} is not the value of a path`);
}

/** Folded prices as vectors; the price of a mentor without places is the least that makes its pairs no gain. */
export function vectorPrices(
  graph: Graph,
  weights: Weights,
  rowPrice: Float64Array,
  columnPrice: Float64Array,
): Prices {
  const tiers = graph.tiers.length;
  const mentors = Array.from(columnPrice, (value) => unfold(value, weights, tiers));
  const mentees = Array.from(rowPrice, (value, i) =>
    graph.locked[i]! >= 0 ? null : rowVector(graph, weights, value, i),
  );
  return { mentees, mentors };
}

/** A mentee's price is its own tier less what its mentor's place would be worth to another: two tiers may differ from 0. */
function rowVector(graph: Graph, weights: Weights, value: number, row: number): PriceVector {
  const tiers = graph.tiers.length;
  if (value === 0) return new Array<number>(tiers + 1).fill(0);
  const own = graph.tier[row]!;
  const rest = unfold(value - weights.tier[own]!, weights, tiers);
  rest[own]! += 1;
  return rest;
}

/**
 * Folded prices of columns without places, by which none of their pairs is worth more than its prices.
 * Everything else must be priced.
 */
export function priceClosedColumns(
  graph: Graph,
  weights: Weights,
  rowPrice: Float64Array,
  columnPrice: Float64Array,
): void {
  if (!graph.capacity.includes(0)) return;
  for (let j = 0; j < graph.columns; j++) if (graph.capacity[j] === 0) columnPrice[j] = 0;
  for (let i = 0; i < graph.rows; i++) {
    for (let at = graph.start[i]!; at < graph.start[i + 1]!; at++) {
      const j = graph.column[at]!;
      if (graph.capacity[j]! > 0) continue;
      const gain = weights.tier[graph.tier[i]!]! + graph.points[at]! - rowPrice[i]!;
      if (gain > columnPrice[j]!) columnPrice[j] = gain;
    }
  }
}

/**
 * Prices for the tiers alone, from a matching with the most matched rows: a place is worth nothing where a
 * free place can be reached by moves, else the lowest tier that moves from it can put out (König 1931 for
 * one tier). Linear in the pairs.
 */
export function countPrices(graph: Graph, matching: TierMatching): Prices {
  const { rows, columns, capacity, tier } = graph;
  const tiers = graph.tiers.length;
  // By column: the tier that one place is worth, `tiers` for nothing, −1 for not known yet.
  const worth = new Int32Array(columns).fill(-1);
  const table = byColumn(graph);
  const spread = (queue: number[], value: number): void => {
    for (const j of queue) {
      for (let at = table.start[j]!; at < table.start[j + 1]!; at++) {
        const from = matching.assigned[table.row[at]!]!;
        if (from < 0 || worth[from]! >= 0) continue;
        worth[from] = value;
        queue.push(from);
      }
    }
  };
  const seed = (belongs: (j: number) => boolean, value: number): void => {
    const queue: number[] = [];
    for (let j = 0; j < columns; j++) {
      if (worth[j]! >= 0 || capacity[j] === 0 || !belongs(j)) continue;
      worth[j] = value;
      queue.push(j);
    }
    spread(queue, value);
  };
  seed((j) => matching.load[j]! < capacity[j]!, tiers);
  for (let k = tiers - 1; k >= 0; k--) {
    const holds = new Uint8Array(columns);
    for (let i = 0; i < rows; i++)
      if (tier[i] === k && matching.assigned[i]! >= 0) holds[matching.assigned[i]!] = 1;
    seed((j) => holds[j] === 1, k);
  }
  return tierPrices(graph, matching.assigned, worth);
}

function tierPrices(graph: Graph, assigned: Int32Array, worth: Int32Array): Prices {
  const tiers = graph.tiers.length;
  const zero = () => new Array<number>(tiers).fill(0);
  const mentors = Array.from(worth, (value) => {
    const vector = zero();
    if (value >= 0 && value < tiers) vector[value] = 1;
    return vector;
  });
  const mentees: (PriceVector | null)[] = [];
  for (let i = 0; i < graph.rows; i++) {
    const vector = zero();
    const j = assigned[i]!;
    if (j >= 0) {
      vector[graph.tier[i]!]! += 1;
      if (worth[j]! < tiers) vector[worth[j]!]! -= 1;
    }
    mentees.push(graph.locked[i]! >= 0 ? null : vector);
    for (let at = graph.start[i]!; at < graph.start[i + 1]!; at++) {
      const closed = graph.column[at]!;
      if (graph.capacity[closed]! > 0) continue;
      const gain = zero().map((_, k) => (k === graph.tier[i] ? 1 : 0) - vector[k]!);
      if (comparesAbove(gain, mentors[closed]!)) mentors[closed] = gain;
    }
  }
  return { mentees, mentors };
}

function comparesAbove(a: PriceVector, b: PriceVector): boolean {
  for (let k = 0; k < a.length; k++) if (a[k] !== b[k]) return a[k]! > b[k]!;
  return false;
}

/**
 * Prices that prove the tiers' counts out of reach because a set of columns cannot have its minimum loads:
 * the rows that can reach the set pay, the set is paid, and the sum falls below any count.
 */
export function shortagePrices(graph: Graph, short: readonly number[]): Prices {
  const tiers = graph.tiers.length;
  const inSet = new Set(short);
  const weight = graph.rows + 1;
  const vector = (first: number): PriceVector => [first, ...new Array<number>(tiers - 1).fill(0)];
  const mentors = Array.from({ length: graph.columns }, (_, j) => vector(inSet.has(j) ? -weight : 0));
  const mentees = Array.from({ length: graph.rows }, (_, i) => {
    if (graph.locked[i]! >= 0) return null;
    let reaches = false;
    for (let at = graph.start[i]!; at < graph.start[i + 1]! && !reaches; at++)
      reaches = inSet.has(graph.column[at]!);
    const price = vector(reaches ? weight : 0);
    price[graph.tier[i]!]! += 1;
    return price;
  });
  return { mentees, mentors };
}
