import { firstOut, firstPlace, full, spare } from './_basis';
import { intAt, numberAt } from './_memory';
import { ceiling, column, columns, dense, matrix, NO_PAIR, points, rows, start, stride, worth } from './_problem';
import { ofColumns, potentialOf } from './_tree';

/** Pricing by blocks of whole rows, then of columns' unused places, in turn. */

const COLUMNS_PER_CHUNK: i32 = 64;

let nextRow: i32 = 0;
let block: i32 = 0;
let best: i32 = -1;
let least: f64 = 0;

/** The row or column of the arc that `entering` found, its reduced cost. */
export let owner: i32 = 0;

export function startPricing(blockSize: i32): void {
  nextRow = 0;
  block = blockSize;
}

/** The arc with the most negative reduced cost of the next block that has one, −1 at the optimum. */
export function entering(): i32 {
  const all = rows + (columns + COLUMNS_PER_CHUNK - 1) / COLUMNS_PER_CHUNK;
  best = -1;
  least = 0;
  let scanned = 0;
  let row = nextRow;
  for (let seen = 0; seen < all; seen++) {
    if (row < rows) {
      scanned += dense ? priceRowOfMatrix(row) : priceRow(row);
    } else {
      const first = (row - rows) * COLUMNS_PER_CHUNK;
      const last = min(columns, first + COLUMNS_PER_CHUNK);
      for (let j = first; j < last; j++) pricePlaces(j);
      scanned += last - first;
    }
    if (++row == all) row = 0;
    if (scanned >= block) {
      if (best >= 0) break;
      scanned = 0;
    }
  }
  nextRow = row;
  return best;
}

@inline
function pricePlaces(j: i32): void {
  if (intAt(spare, j) == 0) return;
  const own = numberAt(ofColumns, j);
  const reduced = intAt(full, j) != 0 ? own : -own;
  if (reduced < least) {
    least = reduced;
    best = firstPlace + j;
    owner = j;
  }
}

@inline
function priceOut(row: i32): f64 {
  const own = potentialOf(row);
  if (own < least) {
    least = own;
    best = firstOut + row;
    owner = row;
  }
  return own - numberAt(worth, row);
}

@inline
function priceRow(row: i32): i32 {
  const own = priceOut(row);
  const from = intAt(start, row);
  const to = intAt(start, row + 1);
  let limit = least;
  let found = -1;
  for (let at = from; at < to; at++) {
    const reduced = own - <f64>intAt(points, at) - numberAt(ofColumns, intAt(column, at));
    if (reduced < limit) {
      limit = reduced;
      found = at;
    }
  }
  if (found >= 0) {
    least = limit;
    best = found;
    owner = row;
  }
  return to - from + 1;
}

/** Four pairs at a time: the least reduced cost first, and where it stands only if it is worth something. */
function priceRowOfMatrix(row: i32): i32 {
  const own = priceOut(row) - <f64>ceiling;
  const from = matrix + (<usize>(row * stride) << 2);
  const noPair = i32x4.splat(NO_PAIR >> 1);
  const never = f64x2.splat(Infinity);
  let low = never;
  let high = never;
  // Potentials of padding columns are read past the end, where the caller leaves room; their cost is no pair's.
  for (let j = 0; j < stride; j += 4) {
    const cost = v128.load(from + (<usize>j << 2));
    const at = ofColumns + (<usize>j << 3);
    const out = i32x4.ge_s(cost, noPair);
    const a = f64x2.sub(f64x2.convert_low_i32x4_s(cost), v128.load(at));
    const upper = i64x2.shuffle(cost, cost, 1, 1);
    const b = f64x2.sub(f64x2.convert_low_i32x4_s(upper), v128.load(at, 16));
    low = f64x2.pmin(low, v128.bitselect(never, a, i64x2.extend_low_i32x4_s(out)));
    high = f64x2.pmin(high, v128.bitselect(never, b, i64x2.extend_high_i32x4_s(out)));
  }
  low = f64x2.pmin(low, high);
  const value = min(f64x2.extract_lane(low, 0), f64x2.extract_lane(low, 1));
  if (own + value < least) {
    least = own + value;
    owner = row;
    for (let j = 0; j < columns; j++) {
      const cost = load<i32>(from + (<usize>j << 2));
      if (cost < NO_PAIR >> 1 && <f64>cost - numberAt(ofColumns, j) == value) {
        best = row * stride + j;
        break;
      }
    }
  }
  return stride;
}
