import {
  cost2,
  firstSeatOf,
  MASK,
  MOST_KEY,
  price2,
  rank,
  seat,
  shown,
  sit,
  sitDown,
  sitter,
  load_,
  UNREACHED,
} from './_dense';
import { queue } from './_dense-bidding';
import { intAt, setInt } from './_memory';
import { assigned, capacity, ceiling, columns, matrix, stride } from './_problem';

/**
 * Shortest augmenting paths with capacities (Tomizawa 1971; Edmonds & Karp 1972; the matrix form of Jonker &
 * Volgenant 1987) without copies of columns: all rows of a full column join the search with it. A search that
 * reaches no free place goes on, class by class of the columns' prices, to the row that can best be left out, in
 * the lowest tier that it can reach.
 */

/** By column: key of the shortest path so far, and the row it comes from. */
let key: usize = 0;
let from: usize = 0;
/** Columns of the search so far with their distances, and rows with what their costs are shifted by. */
let doneColumn: usize = 0;
let doneAt: usize = 0;
let treeRow: usize = 0;
let treeShift: usize = 0;
/** By row: the class of its tier, 1 for the lowest. By class: the nearest row that can be left out, and its key. */
let classOf: usize = 0;
let outRow: usize = 0;
let outKey: usize = 0;
let classes: i32 = 0;

let done: i32 = 0;
let inTree: i32 = 0;
let bestKey: i32 = 0;
let bestColumn: i32 = 0;
let next: i32 = 0;
let scans: i32 = 0;

export function startPaths(
  keyAt: usize,
  fromAt: usize,
  doneColumnAt: usize,
  doneAtAt: usize,
  treeRowAt: usize,
  treeShiftAt: usize,
  classOfAt: usize,
  outRowAt: usize,
  outKeyAt: usize,
  classCount: i32,
): void {
  key = keyAt;
  from = fromAt;
  doneColumn = doneColumnAt;
  doneAt = doneAtAt;
  treeRow = treeRowAt;
  treeShift = treeShiftAt;
  classOf = classOfAt;
  outRow = outRowAt;
  outKey = outKeyAt;
  classes = classCount;
  next = 0;
  scans = 0;
}

/** Rows of the queue that have been served, and rows scanned so far. */
export function served(): i32 {
  return next;
}

export function rowScans(): i32 {
  return scans;
}

/**
 * Serves rows of the queue until all `free` are served or so many more rows have been scanned. False where a
 * distance leaves the range of int32: the assignment is still feasible.
 */
export function augment(free: i32, mostScans: i32): bool {
  const stop = scans + mostScans;
  while (next < free && scans < stop) {
    if (!search(intAt(queue, next))) return false;
    next++;
  }
  return true;
}

function search(start: i32): bool {
  const none = i32x4.splat(UNREACHED);
  const end = <usize>stride << 2;
  for (let at: usize = 0; at < end; at += 16) v128.store(key + at, none);
  for (let k = 1; k <= classes; k++) setInt(outKey, k, UNREACHED);
  done = 0;
  inTree = 0;
  join(start, 0);
  relax(start, 0);
  for (let level = 0; level <= classes; level++) {
    if (level > 0 && !open(level)) continue;
    for (;;) {
      const leaving = level > 0 ? intAt(outKey, level) : UNREACHED;
      if (bestKey >= UNREACHED && leaving >= UNREACHED) break;
      if (leaving <= bestKey) {
        if (!settlePrices(leaving, level)) return false;
        leave(intAt(outRow, level));
        return true;
      }
      const j = bestColumn;
      const at = bestKey & ~1;
      if (at > MOST_KEY || at < -MOST_KEY) return false;
      if ((bestKey & 1) == 0) {
        if (!settlePrices(at, 0)) return false;
        take(j);
        return true;
      }
      expand(j, at);
    }
  }
  return true;
}

function join(row: i32, shift: i32): void {
  setInt(treeRow, inTree, row);
  setInt(treeShift, inTree++, shift);
  const level = intAt(classOf, row);
  const out = (ceiling << 1) + shift;
  if (out >= intAt(outKey, level)) return;
  setInt(outKey, level, out);
  setInt(outRow, level, row);
}

/** Columns of this class can be reached now. False where there is nothing to find at this level. */
function open(level: i32): bool {
  let opened = 0;
  for (let j = 0; j < columns; j++) {
    if (intAt(rank, j) != level) continue;
    setInt(shown, j, intAt(price2, j) | 1);
    opened++;
  }
  if (opened == 0 && intAt(outKey, level) >= UNREACHED) return false;
  bestKey = UNREACHED;
  if (opened > 0) for (let k = 0; k < inTree; k++) relax(intAt(treeRow, k), intAt(treeShift, k));
  return true;
}

/** A full column is reached: its rows join, at the same distance. */
function expand(j: i32, at: i32): void {
  setInt(doneColumn, done, j);
  setInt(doneAt, done++, at);
  setInt(shown, j, MASK);
  setInt(key, j, UNREACHED);
  const first = firstSeatOf(j);
  const last = first + intAt(load_, j);
  const base = at - intAt(price2, j);
  for (let s = first; s < last; s++) {
    const row = sitter(s);
    const shift = base - cost2(row, j);
    join(row, shift);
    relax(row, shift);
  }
}

/** Shorter paths by this row, and the nearest column of all, four columns at a time. */
function relax(row: i32, shift: i32): void {
  scans++;
  const costs = matrix + (<usize>(row * stride) << 2);
  const by = i32x4.splat(shift);
  const self = i32x4.splat(row);
  let least = i32x4.splat(UNREACHED);
  let where = i32x4.splat(-1);
  let index = i32x4(0, 1, 2, 3);
  const step = i32x4.splat(4);
  const end = <usize>stride << 2;
  for (let at: usize = 0; at < end; at += 16) {
    const reached = i32x4.add(i32x4.add(i32x4.shl(v128.load(costs + at), 1), by), v128.load(shown + at));
    const old = v128.load(key + at);
    const shorter = i32x4.lt_s(reached, old);
    const now = i32x4.min_s(reached, old);
    v128.store(key + at, now);
    v128.store(from + at, v128.bitselect(self, v128.load(from + at), shorter));
    where = v128.bitselect(index, where, i32x4.lt_s(now, least));
    least = i32x4.min_s(least, now);
    index = i32x4.add(index, step);
  }
  bestKey = i32x4.extract_lane(least, 0);
  bestColumn = i32x4.extract_lane(where, 0);
  choose(i32x4.extract_lane(least, 1), i32x4.extract_lane(where, 1));
  choose(i32x4.extract_lane(least, 2), i32x4.extract_lane(where, 2));
  choose(i32x4.extract_lane(least, 3), i32x4.extract_lane(where, 3));
}

@inline
function choose(value: i32, column: i32): void {
  if (value < bestKey || (value == bestKey && column < bestColumn)) {
    bestKey = value;
    bestColumn = column;
  }
}

/** New prices of the columns of a search that ends at this distance and class. */
function settlePrices(end: i32, level: i32): bool {
  let fits = end <= MOST_KEY && end >= -MOST_KEY;
  for (let k = 0; k < done; k++) {
    const j = intAt(doneColumn, k);
    const price = intAt(price2, j) + end - intAt(doneAt, k);
    if (price > MOST_KEY || price < -MOST_KEY) fits = false;
  }
  if (!fits) return false;
  for (let k = 0; k < done; k++) {
    const j = intAt(doneColumn, k);
    const price = intAt(price2, j) + end - intAt(doneAt, k);
    setInt(price2, j, price);
    setInt(rank, j, level);
    setInt(shown, j, price | 1);
  }
  if (level > 0) for (let j = 0; j < columns; j++) if (intAt(rank, j) > 0) setInt(shown, j, MASK);
  return true;
}

/** The path that ends at a free place: each row moves on, the last first. */
function take(j: i32): void {
  const row = intAt(from, j);
  const old = intAt(assigned, row);
  const place = seat(row);
  sitDown(row, j);
  if (old >= 0) fill(old, place);
}

/** The path that ends with a row left out. */
function leave(row: i32): void {
  const old = intAt(assigned, row);
  if (old < 0) return;
  setInt(assigned, row, -1);
  fill(old, seat(row));
}

function fill(j: i32, place: i32): void {
  for (;;) {
    const row = intAt(from, j);
    const old = intAt(assigned, row);
    const its = seat(row);
    sit(row, j, place);
    if (old < 0) return;
    j = old;
    place = its;
  }
}
