import type { Graph } from '../problem/graph.js';
import type { Weights } from '../problem/weights.js';
import type { Core } from './core.js';
import type { SimplexResult } from './network-simplex.js';
import type { Placed } from './simplex-core.js';
import { throwIfCancelled, type Watch } from './watch.js';

/** As `NO_PAIR` and `MOST` in `wasm/`. */
const NO_PAIR = 1 << 29;
export const MOST_POINTS_DENSE = 1 << 25;

const ROUNDS = [0.1, 0.005, 0.0005, 0.00005];
const LIMIT = 0.5;
const AUCTION_PASSES = 30;
const PASSES = 3;
const BIDS_PER_ROW = 6;
const SCANS_PER_SLICE = 2048;

/** A matrix of costs `ceiling − points` in the core's memory, rows padded to a multiple of four. */
export interface Matrix {
  at: number;
  stride: number;
  ceiling: number;
}

export function placeMatrix(core: Core, graph: Graph, ceiling: number): Matrix {
  const { rows, columns, start, column, points } = graph;
  const stride = Math.ceil(columns / 4) * 4;
  const at = core.take(rows * stride * 4);
  core.run.setMatrix(at, stride, ceiling);
  const matrix = core.ints(at, rows * stride);
  if (column.length === rows * columns) {
    if (stride === columns) matrix.set(points);
    else for (let i = 0; i < rows; i++) matrix.set(points.subarray(start[i], start[i + 1]), i * stride);
    core.run.costsOfPoints();
    for (let i = 0; i < rows; i++) matrix.fill(NO_PAIR, i * stride + columns, (i + 1) * stride);
  } else {
    core.run.clearMatrix();
    for (let i = 0; i < rows; i++) {
      const base = i * stride;
      for (let k = start[i]!, end = start[i + 1]!; k < end; k++)
        matrix[base + column[k]!] = ceiling - points[k]!;
    }
  }
  return { at, stride, ceiling };
}

/**
 * Shortest augmenting paths on the matrix, from prices by bidding (`wasm/_paths.ts`). `null` when that has become
 * too much work (`scansPerRow` scans for each row) or leaves int32: then an assignment and prices to go on from
 * stand in the core's memory.
 */
export function runPaths(
  core: Core,
  placed: Placed,
  matrix: Matrix,
  graph: Graph,
  weights: Weights,
  scansPerRow: number,
  watch: Watch,
): SimplexResult | null {
  const { rows, columns } = graph;
  const { run } = core;
  const { stride } = matrix;
  const tiers = graph.tiers.length;
  const ints = (length: number) => core.take(length * 4);
  const price2 = ints(stride);
  const rank = ints(stride);
  const places = graph.capacity.reduce((sum, capacity) => sum + capacity, 0);
  const shown = ints(stride);
  const seats = { load: ints(columns), first: ints(columns + 1), all: ints(places), of: ints(rows) };
  const [bid, queue] = [ints(rows), ints(rows)];
  const search = [ints(stride), ints(stride), ints(columns), ints(columns), ints(rows), ints(rows)] as const;
  const [classOf, outRow, outKey] = [ints(rows), ints(tiers + 1), ints(tiers + 1)];
  const classes = core.ints(classOf, rows);
  for (let i = 0; i < rows; i++) classes[i] = tiers - graph.tier[i]!;

  run.startDense(price2, rank, shown, seats.load, seats.first, seats.all, seats.of);
  let free = run.startDenseBidding(bid, queue);
  for (let pass = 0; pass < PASSES && free > 0; pass++) {
    throwIfCancelled(watch);
    free = run.bidOnceDense(free, (BIDS_PER_ROW / PASSES) * rows);
  }
  run.startPaths(...search, classOf, outRow, outKey, tiers);
  let inRange = true;
  while (inRange && run.served() < free && run.rowScans() < scansPerRow * rows) {
    throwIfCancelled(watch);
    watch.onProgress?.(run.served() / free, 'optimum');
    inRange = run.augment(free, SCANS_PER_SLICE) !== 0;
  }

  const complete = inRange && run.served() === free;
  if (!complete) auction(core, rows, weights, watch);
  const price = core.numbers(placed.price, columns);
  const points2 = core.ints(price2, columns);
  const ranks = core.ints(rank, columns);
  for (let j = 0; j < columns; j++) {
    price[j] = points2[j]! / 2 + (complete && ranks[j]! > 0 ? weights.tier[tiers - ranks[j]!]! : 0);
  }
  if (!complete) return null;
  const assigned = core.ints(placed.assigned, rows).slice();
  const columnPrice = price.slice();
  const costs = core.ints(matrix.at, rows * stride);
  const rowPrice = Float64Array.from(assigned, (j, i) =>
    j < 0 ? 0 : weights.tier[graph.tier[i]!]! + (matrix.ceiling - costs[i * stride + j]!) - columnPrice[j]!,
  );
  return { assigned, rowPrice, columnPrice, short: [], pivots: 0 };
}

/** Near assignment and prices by an auction on the matrix, in rounds of falling raises. */
function auction(core: Core, rows: number, weights: Weights, watch: Watch): void {
  let discount = 0;
  for (const share of ROUNDS) {
    const raise = 2 * Math.max(1, Math.round(weights.largest * share));
    const limit = 2 * Math.round(weights.largest * (1 + LIMIT));
    let free = core.run.startDenseRound(discount);
    for (let pass = 0; pass < AUCTION_PASSES && free > 0; pass++) {
      throwIfCancelled(watch);
      free = core.run.auctionOnceDense(free, 2 * rows, raise, limit);
    }
    discount = 2 * raise;
  }
}
