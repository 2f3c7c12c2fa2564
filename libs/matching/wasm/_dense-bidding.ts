import { firstSeatOf, load_, MASK, MOST_KEY, price2, shown, sit, sitDown, sitter, UNREACHED } from './_dense';
import { intAt, setInt } from './_memory';
import { assigned, capacity, columns, matrix, rows, stride } from './_problem';

/**
 * Augmenting row reduction with capacities ("the k-th price", after Jonker & Volgenant 1987, Computing 38:325) on
 * a matrix: each row takes the column that is best at current prices; if it is full, the lowest bidder leaves and
 * its bid becomes the price. It keeps prices and assignment exact for the shortest paths that follow.
 */

/** A bid of a row that has no second choice. */
const ANY_PRICE: i32 = 1 << 28;

let bid: usize = 0;
export let queue: usize = 0;
let bestColumn: i32 = 0;
let bestKey: i32 = 0;
let secondKey: i32 = 0;

/** `bidAt`, `queueAt`: by row. Returns how many rows queue: all. */
export function startDenseBidding(bidAt: usize, queueAt: usize): i32 {
  bid = bidAt;
  queue = queueAt;
  for (let i = 0; i < rows; i++) setInt(queue, i, i);
  return rows;
}

/** As `bidOnce`: one pass over the queue, at most `budget` bids. */
export function bidOnceDense(free: i32, budget: i32): i32 {
  let left = 0;
  for (let k = 0; k < free; k++) {
    let row = intAt(queue, k);
    while (row >= 0 && budget-- > 0) {
      const evicted = place(row);
      if (evicted == row) break;
      row = evicted;
    }
    if (row >= 0) setInt(queue, left++, row);
  }
  return left;
}

/** Best and second best of a row, four columns at a time. */
function look(row: i32): void {
  const from = matrix + (<usize>(row * stride) << 2);
  let first = i32x4.splat(UNREACHED);
  let second = first;
  let where = i32x4.splat(-1);
  let index = i32x4(0, 1, 2, 3);
  const step = i32x4.splat(4);
  const end = <usize>stride << 2;
  for (let at: usize = 0; at < end; at += 16) {
    const key = i32x4.add(i32x4.shl(v128.load(from + at), 1), v128.load(shown + at));
    const better = i32x4.lt_s(key, first);
    second = i32x4.min_s(second, i32x4.max_s(first, key));
    first = i32x4.min_s(first, key);
    where = v128.bitselect(index, where, better);
    index = i32x4.add(index, step);
  }
  bestKey = UNREACHED;
  secondKey = UNREACHED;
  bestColumn = -1;
  merge(i32x4.extract_lane(first, 0), i32x4.extract_lane(second, 0), i32x4.extract_lane(where, 0));
  merge(i32x4.extract_lane(first, 1), i32x4.extract_lane(second, 1), i32x4.extract_lane(where, 1));
  merge(i32x4.extract_lane(first, 2), i32x4.extract_lane(second, 2), i32x4.extract_lane(where, 2));
  merge(i32x4.extract_lane(first, 3), i32x4.extract_lane(second, 3), i32x4.extract_lane(where, 3));
}

@inline
function merge(first: i32, second: i32, where: i32): void {
  if (first < bestKey) {
    secondKey = min(bestKey, second);
    bestKey = first;
    bestColumn = where;
  } else {
    secondKey = min(secondKey, first);
  }
}

function place(row: i32): i32 {
  look(row);
  const j = bestColumn;
  if (j < 0) return row;
  const lead = (secondKey & ~1) - (bestKey & ~1);
  const own = secondKey >= UNREACHED ? ANY_PRICE : intAt(price2, j) + lead;
  setInt(bid, row, own);
  if (intAt(load_, j) < intAt(capacity, j)) {
    sitDown(row, j);
    return -1;
  }
  const from = firstSeatOf(j);
  const to = from + intAt(capacity, j);
  let lowest = row;
  let leastBid = own;
  let at = -1;
  for (let s = from; s < to; s++) {
    const other = sitter(s);
    if (intAt(bid, other) < leastBid) {
      lowest = other;
      leastBid = intAt(bid, other);
      at = s;
    }
  }
  if (leastBid > MOST_KEY) return row;
  if (leastBid > intAt(price2, j)) {
    setInt(price2, j, leastBid);
    setInt(shown, j, leastBid | 1);
  }
  if (at < 0) return row;
  sit(row, j, at);
  setInt(assigned, lowest, -1);
  return lowest;
}

/**
 * Begins a round of the auction of `_bidding.ts` on the matrix: nobody is assigned, prices fall by `discount` (in
 * half units, like all keys) but not below 0. Returns how many rows queue.
 */
export function startDenseRound(discount: i32): i32 {
  for (let j = 0; j < columns; j++) {
    setInt(load_, j, 0);
    setInt(price2, j, max(0, intAt(price2, j) - discount));
    setInt(shown, j, intAt(capacity, j) > 0 ? intAt(price2, j) : MASK);
  }
  for (let i = 0; i < rows; i++) {
    setInt(assigned, i, -1);
    setInt(queue, i, i);
  }
  return rows;
}

/** One pass of the auction, at most `budget` bids; a row to which every column costs more than `limit` drops out. */
export function auctionOnceDense(free: i32, budget: i32, raise: i32, limit: i32): i32 {
  let left = 0;
  for (let k = 0; k < free; k++) {
    let row = intAt(queue, k);
    while (row >= 0 && budget-- > 0) row = outbid(row, raise, limit);
    if (row >= 0) setInt(queue, left++, row);
  }
  return left;
}

function outbid(row: i32, raise: i32, limit: i32): i32 {
  look(row);
  const j = bestColumn;
  if (j < 0 || bestKey >= limit) return -1;
  const own = intAt(price2, j) + (min(secondKey, limit) & ~1) - (bestKey & ~1) + raise;
  setInt(bid, row, own);
  const from = firstSeatOf(j);
  const places = intAt(capacity, j);
  const held = intAt(load_, j);
  if (held < places) {
    sitDown(row, j);
    if (held + 1 == places) setPrice(j, lowestOf(from, places));
    return -1;
  }
  let lowest = from;
  for (let s = from + 1; s < from + places; s++) {
    if (intAt(bid, sitter(s)) < intAt(bid, sitter(lowest))) lowest = s;
  }
  const leaver = sitter(lowest);
  setInt(assigned, leaver, -1);
  sit(row, j, lowest);
  setPrice(j, lowestOf(from, places));
  return leaver;
}

function lowestOf(from: i32, places: i32): i32 {
  let lowest = i32.MAX_VALUE;
  for (let s = from; s < from + places; s++) lowest = min(lowest, intAt(bid, sitter(s)));
  return lowest;
}

function setPrice(j: i32, value: i32): void {
  setInt(price2, j, value);
  setInt(shown, j, value | 1);
}
