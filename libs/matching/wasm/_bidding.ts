import { intAt, numberAt, setInt, setNumber } from './_memory';
import { assigned, capacity, column, columns, points, price, rows, start, worth } from './_problem';

/**
 * An auction with capacities on compressed rows (Bertsekas & Castañon 1989, Annals of Operations Research 20:67):
 * each row bids for its best column so much that it would be as well off with the second best, and `raise` more;
 * a full column keeps its highest bidders, and the lowest bid that it holds is its price. Run with falling
 * `raise` (scaling) it leaves an assignment close to the best and prices close to those that prove it.
 *
 * A row that would have to pay more than `limit` beyond its points drops out of the round: with too few places,
 * prices would rise for ever. What the network simplex makes of its start does not depend on any of this.
 */

/** Columns with more places than this are not fought over: finding the lowest bid would cost too much. */
const MOST_PLACES_CONTESTED: i32 = 256;

let bid: usize = 0;
let load_: usize = 0;
let firstSeat: usize = 0;
let seats: usize = 0;
let queue: usize = 0;
/** Rows that have pairs but no column; the fewest that there can be, for want of places. */
let outside: i32 = 0;
let shortage: i32 = 0;

export function seatsNeeded(): i32 {
  let total = 0;
  for (let j = 0; j < columns; j++) total += min(intAt(capacity, j), MOST_PLACES_CONTESTED);
  return total;
}

/** `bidAt`: float64 by row; `loadAt`, `firstSeatAt` (one more): by column; `queueAt`: by row. */
export function startBidding(
  bidAt: usize,
  loadAt: usize,
  firstSeatAt: usize,
  seatsAt: usize,
  queueAt: usize,
): void {
  bid = bidAt;
  load_ = loadAt;
  firstSeat = firstSeatAt;
  seats = seatsAt;
  queue = queueAt;
  let next = 0;
  for (let j = 0; j < columns; j++) {
    setInt(firstSeat, j, next);
    setNumber(price, j, 0);
    next += min(intAt(capacity, j), MOST_PLACES_CONTESTED);
  }
  setInt(firstSeat, columns, next);
}

/** Begins a round: nobody is assigned, prices fall by `discount` but not below 0. Returns how many rows queue. */
export function startRound(discount: f64): i32 {
  let places: i64 = 0;
  for (let j = 0; j < columns; j++) {
    setInt(load_, j, 0);
    setNumber(price, j, max(0, numberAt(price, j) - discount));
    places += intAt(capacity, j);
  }
  let free = 0;
  for (let i = 0; i < rows; i++) {
    setInt(assigned, i, -1);
    if (intAt(start, i) < intAt(start, i + 1)) setInt(queue, free++, i);
  }
  outside = free;
  shortage = <i32>max(0, <i64>free - places);
  return free;
}

/**
 * One pass over the first `free` rows of the queue, with at most `budget` bids; an evicted row bids again at
 * once. Returns how many rows stand in the queue for another pass.
 */
export function bidOnce(free: i32, budget: i32, raise: f64, limit: f64): i32 {
  let left = 0;
  for (let k = 0; k < free; k++) {
    let row = intAt(queue, k);
    while (row >= 0 && budget-- > 0) {
      row = place(row, raise, limit);
    }
    if (row >= 0) setInt(queue, left++, row);
  }
  return left;
}

/** How many rows must stay outside because every place is taken; 0 while places are free. */
export function crowdedOut(): i32 {
  return outside == shortage ? shortage : 0;
}

/** What each row would have of its best column at current prices; Infinity for one without pairs. */
export function bestGains(gains: usize): void {
  for (let i = 0; i < rows; i++) {
    let best = Infinity;
    const end = intAt(start, i + 1);
    for (let at = intAt(start, i); at < end; at++) {
      const gain = <f64>intAt(points, at) - numberAt(price, intAt(column, at));
      if (gain > best || best == Infinity) best = gain;
    }
    setNumber(gains, i, best);
  }
}

/** Gives `row` the best column that is not too dear. Returns the row that had to leave to bid again, −1 for none. */
function place(row: i32, raise: f64, limit: f64): i32 {
  const end = intAt(start, row + 1);
  let best = -1;
  let bestGain = -Infinity;
  let nextGain = -min(limit, numberAt(worth, row));
  for (let at = intAt(start, row); at < end; at++) {
    const j = intAt(column, at);
    const gain = <f64>intAt(points, at) - numberAt(price, j);
    if (gain <= nextGain) continue;
    if (intAt(capacity, j) > MOST_PLACES_CONTESTED && intAt(load_, j) >= intAt(capacity, j)) continue;
    if (gain > bestGain) {
      if (best >= 0) nextGain = bestGain;
      best = j;
      bestGain = gain;
    } else {
      nextGain = gain;
    }
  }
  if (best < 0) return -1;
  setNumber(bid, row, numberAt(price, best) + (bestGain - nextGain) + raise);
  return take(row, best);
}

function take(row: i32, j: i32): i32 {
  const held = intAt(load_, j);
  const from = intAt(firstSeat, j);
  const places = intAt(capacity, j);
  setInt(assigned, row, j);
  if (held < places) {
    if (held < MOST_PLACES_CONTESTED) setInt(seats, from + held, row);
    setInt(load_, j, held + 1);
    outside--;
    if (held + 1 == places && places <= MOST_PLACES_CONTESTED) setNumber(price, j, lowestBid(j));
    return -1;
  }
  let lowest = from;
  const to = intAt(firstSeat, j + 1);
  for (let s = from + 1; s < to; s++) {
    if (numberAt(bid, intAt(seats, s)) < numberAt(bid, intAt(seats, lowest))) lowest = s;
  }
  const leaver = intAt(seats, lowest);
  setInt(seats, lowest, row);
  setInt(assigned, leaver, -1);
  setNumber(price, j, lowestBid(j));
  return leaver;
}

function lowestBid(j: i32): f64 {
  let lowest = Infinity;
  const to = intAt(firstSeat, j + 1);
  for (let s = intAt(firstSeat, j); s < to; s++) lowest = min(lowest, numberAt(bid, intAt(seats, s)));
  return lowest;
}
