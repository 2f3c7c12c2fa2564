import { findPair, type Graph } from '../problem/graph.js';
import type { Weights } from '../problem/weights.js';
import type { Core } from './core.js';
import type { SimplexResult } from './network-simplex.js';
import { throwIfCancelled, type Watch } from './watch.js';

/** A feasible assignment to start from; the prices tell which second choices to try first. */
export interface Start {
  assigned: Int32Array;
  columnPrice: Float64Array;
}

/** Where the parts of a problem stand in the core's memory. */
export interface Placed {
  rows: number;
  columns: number;
  pairs: number;
  density: number;
  assigned: number;
  price: number;
}

const PIVOTS_PER_SLICE = 1024;
const ROUNDS = [0.1, 0.01, 0.0005];
const LIMIT = 0.5;
const PASSES = 60;
const BIDS_PER_ROW = 1;

/** Puts everything but the pairs into the core's memory. */
export function placeProblem(core: Core, graph: Graph, weights: Weights): Placed {
  const { rows, columns, column } = graph;
  const worth = core.take(rows * 8);
  const assigned = core.take(rows * 4);
  const price = core.take(columns * 8);
  const capacity = core.putInts(graph.capacity);
  const minimum = core.putInts(graph.minimum);
  const worths = core.numbers(worth, rows);
  for (let i = 0; i < rows; i++) worths[i] = weights.tier[graph.tier[i]!]!;
  core.run.setProblem(rows, columns, worth, capacity, minimum, assigned, price);
  return {
    rows,
    columns,
    pairs: column.length,
    density: column.length / Math.max(1, rows * columns),
    assigned,
    price,
  };
}

/** Puts the pairs into the core's memory as compressed rows. */
export function placePairs(core: Core, graph: Graph): void {
  const start = core.putInts(graph.start);
  const column = core.putInts(graph.column);
  const points = core.putInts(graph.points);
  core.run.setPairs(start, column, points);
}

/**
 * The network simplex method of `network-simplex.ts` in WebAssembly, on a problem that stands in the core's
 * memory, from an assignment and prices that stand there too. Run in slices, so that it can be cancelled.
 */
export function runSimplex(core: Core, placed: Placed, weights: Weights, watch: Watch): SimplexResult {
  const { rows, columns, pairs, density } = placed;
  const { run } = core;
  const nodes = rows + columns + 1;
  const records = core.take(nodes * 32);
  const rowPrice = core.take(rows * 8);
  // Kernels read on to the end of a padded row.
  const ofColumns = core.take((columns + 4) * 8);
  const byColumn = () => core.take((columns + 1) * 4);
  const rootFlow = byColumn();
  const full = byColumn();
  const spare = byColumn();
  const load = byColumn();
  const keeper = byColumn();
  const second = byColumn();
  const leader = byColumn();
  const slack = core.take(columns * 8);
  run.startBasis(records, ofColumns, rootFlow, full, spare, load, keeper, second, leader, slack, pairs);
  run.startPotentials(2 * (weights.tier[0] ?? 0) + weights.base);
  run.startPricing(Math.max(64, Math.floor((density > 0.2 ? 0.5 : 0.2) * Math.sqrt(pairs))));
  const expected = 4 * nodes;
  let pivots = 0;
  for (let done = PIVOTS_PER_SLICE; done === PIVOTS_PER_SLICE; pivots += done) {
    throwIfCancelled(watch);
    watch.onProgress?.(1 - Math.exp((-2 * pivots) / expected), 'optimum');
    done = run.pivots(PIVOTS_PER_SLICE);
  }
  run.readOptimum(rowPrice);
  const short: number[] = [];
  for (let j = 0; j < columns; j++) if (run.isShort(j)) short.push(j);
  return {
    assigned: core.ints(placed.assigned, rows).slice(),
    rowPrice: core.numbers(rowPrice, rows).slice(),
    columnPrice: core.numbers(placed.price, columns).slice(),
    short,
    pivots,
  };
}

/**
 * A first assignment and prices by an auction in rounds of falling raises, in the core's memory. Shares of the
 * largest points: the first round finds out quickly where places are short, the second about what they cost, the
 * last comes so near the prices that gaps between a row's best choices are larger than its raise. Where they are not,
 * the simplex method has most of the assignment to put right.
 */
export function bidForStart(core: Core, placed: Placed, weights: Weights, watch: Watch): void {
  const { rows, columns } = placed;
  const { run } = core;
  const bid = core.take(rows * 8);
  const load = core.take(columns * 4);
  const firstSeat = core.take((columns + 1) * 4);
  const seats = core.take(run.seatsNeeded() * 4);
  const queue = core.take(rows * 4);
  run.startBidding(bid, load, firstSeat, seats, queue);
  const gains = core.take(rows * 8);
  let discount = 0;
  for (const [round, share] of ROUNDS.entries()) {
    const raise = Math.max(1, Math.round(weights.largest * share));
    let limit = weights.largest * LIMIT;
    let crowded = false;
    let free = run.startRound(discount);
    for (let pass = 0; pass < PASSES && free > 0; pass++) {
      throwIfCancelled(watch);
      free = run.bidOnce(free, BIDS_PER_ROW * rows, raise, limit);
      const out = run.crowdedOut();
      if (crowded || out === 0) continue;
      // Every place is taken, so places are short everywhere: a coarse round has nothing more to find out, and in
      // the last it is known how many stay outside, and about from which gain on. Without this, prices would have to
      // rise everywhere until so many gave up.
      crowded = true;
      if (round < ROUNDS.length - 1) break;
      run.bestGains(gains);
      limit = Math.min(limit, -core.numbers(gains, rows).slice().sort()[out]!);
    }
    // Where places are short everywhere, the first round's prices are far too high, so the second begins from nothing;
    // the second's are high by about as much everywhere, and bids go by differences alone.
    if (crowded) discount = round === 0 ? Infinity : 0;
    else discount = 2 * raise;
  }
}

/** An assignment and prices from outside, in the core's memory; what is not feasible any more is left out. */
export function placeStart(core: Core, placed: Placed, graph: Graph, start: Start): void {
  const assigned = core.ints(placed.assigned, placed.rows);
  const load = new Int32Array(placed.columns);
  for (let i = 0; i < placed.rows; i++) {
    const j = start.assigned[i] ?? -1;
    const stays = j >= 0 && load[j]! < graph.capacity[j]! && findPair(graph, i, j) >= 0;
    assigned[i] = stays ? j : -1;
    if (stays) load[j]!++;
  }
  core.numbers(placed.price, placed.columns).set(start.columnPrice.subarray(0, placed.columns));
}
