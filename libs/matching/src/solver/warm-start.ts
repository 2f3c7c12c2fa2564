import type { Graph } from '../problem/graph.js';
import type { Weights } from '../problem/weights.js';
import { throwIfCancelled, type Watch } from './watch.js';

/** A feasible assignment to start from, with hints for the first spanning tree. */
export interface WarmStart {
  /** The column of each row, −1 for a row left out. */
  assigned: Int32Array;
  /** The second best column of each assigned row when it took its place, −1 for "left out". */
  second: Int32Array;
  /** What a row would still pay for its place beyond the price: its slack. */
  slack: Float64Array;
}

/** Columns with more places than this are not fought over here: finding the lowest bid would cost too much. */
const MOST_PLACES_CONTESTED = 256;
const PASSES = 3;
const BIDS_PER_ROW = 6;

/**
 * Augmenting row reduction with capacities ("the k-th price", after Jonker & Volgenant 1987, Computing
 * 38:325): each row takes the column that is best at current prices; if it is full, the lowest bidder leaves
 * and its bid becomes the price. A few passes; what they leave is the network simplex's work.
 */
export function warmStart(graph: Graph, weights: Weights, watch: Watch): WarmStart {
  return new Bidding(graph, weights).run(watch);
}

class Bidding {
  private readonly assigned: Int32Array;
  private readonly second: Int32Array;
  private readonly bid: Float64Array;
  private readonly price: Float64Array;
  private readonly load: Int32Array;
  private readonly seats: Int32Array;
  private readonly firstSeat: Int32Array;

  constructor(
    private readonly graph: Graph,
    private readonly weights: Weights,
  ) {
    const { rows, columns, capacity } = graph;
    this.assigned = new Int32Array(rows).fill(-1);
    this.second = new Int32Array(rows).fill(-1);
    this.bid = new Float64Array(rows);
    this.price = new Float64Array(columns);
    this.load = new Int32Array(columns);
    this.firstSeat = new Int32Array(columns + 1);
    for (let j = 0; j < columns; j++) {
      this.firstSeat[j + 1] = this.firstSeat[j]! + Math.min(capacity[j]!, MOST_PLACES_CONTESTED);
    }
    this.seats = new Int32Array(this.firstSeat[columns]!);
  }

  run(watch: Watch): WarmStart {
    const { rows } = this.graph;
    let free = Int32Array.from({ length: rows }, (_, i) => i);
    let budget = BIDS_PER_ROW * rows;
    for (let pass = 0; pass < PASSES && free.length > 0; pass++) {
      throwIfCancelled(watch);
      const left: number[] = [];
      for (const row of free) {
        let at = row;
        // An evicted row bids again at once, as in Jonker and Volgenant, until the budget is spent.
        while (at >= 0 && budget-- > 0) {
          const evicted = this.place(at);
          if (evicted === at) break;
          at = evicted;
        }
        if (at >= 0) left.push(at);
      }
      free = Int32Array.from(left);
    }
    const slack = Float64Array.from(this.bid, (bid, i) => bid - (this.price[this.assigned[i]!] ?? 0));
    return { assigned: this.assigned, second: this.second, slack };
  }

  /** Gives `row` the best column it can hold. Returns the row that had to leave (maybe `row` itself), −1 for none. */
  private place(row: number): number {
    const { start, column, points, capacity, tier } = this.graph;
    const { price, load } = this;
    let best = -1;
    let bestGain = -Infinity;
    let next = -1;
    let nextGain = -Infinity;
    for (let at = start[row]!; at < start[row + 1]!; at++) {
      const j = column[at]!;
      if (load[j]! >= capacity[j]! && capacity[j]! > MOST_PLACES_CONTESTED) continue;
      const gain = points[at]! - price[j]!;
      if (gain > bestGain) {
        next = best;
        nextGain = bestGain;
        best = j;
        bestGain = gain;
      } else if (gain > nextGain) {
        next = j;
        nextGain = gain;
      }
    }
    const worth = this.weights.tier[tier[row]!]!;
    if (best < 0 || bestGain + worth < 0) return row;
    if (next < 0 || nextGain + worth < 0) {
      next = -1;
      nextGain = -worth;
    }
    this.second[row] = next;
    this.bid[row] = price[best]! + (bestGain - nextGain);
    return this.take(row, best);
  }

  private take(row: number, j: number): number {
    const { load, seats, firstSeat, bid } = this;
    const from = firstSeat[j]!;
    if (load[j]! < this.graph.capacity[j]!) {
      if (load[j]! < MOST_PLACES_CONTESTED) seats[from + load[j]!] = row;
      load[j]!++;
      this.assigned[row] = j;
      return -1;
    }
    let lowest = row;
    let seat = -1;
    for (let s = from; s < firstSeat[j + 1]!; s++) {
      if (bid[seats[s]!]! < bid[lowest]!) {
        lowest = seats[s]!;
        seat = s;
      }
    }
    this.price[j] = Math.max(this.price[j]!, bid[lowest]!);
    if (seat < 0) {
      // Everybody inside would pay at least as much: the row itself leaves, at the price it offered.
      return row;
    }
    seats[seat] = row;
    this.assigned[row] = j;
    this.assigned[lowest] = -1;
    return lowest;
  }
}
