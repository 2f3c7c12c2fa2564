import { intAt, numberAt } from './_memory';

/**
 * The problem as the network simplex sees it: rows choose columns. Pairs stand in compressed rows (`start`,
 * `column`, `points`) or, if `dense`, as a matrix of costs (`ceiling − points`, `NO_PAIR` where a pair is not
 * eligible) with `stride` numbers to a row.
 */
export let rows: i32 = 0;
export let columns: i32 = 0;
export let pairs: i32 = 0;
export let dense: bool = false;
export let stride: i32 = 0;
export let ceiling: i32 = 0;
export let start: usize = 0;
export let column: usize = 0;
export let points: usize = 0;
export let matrix: usize = 0;
/** By row: what matching it is worth besides points (float64). */
export let worth: usize = 0;
export let capacity: usize = 0;
export let minimum: usize = 0;
/** In and out: the column of each row, −1 for none; the price of each column (float64). */
export let assigned: usize = 0;
export let price: usize = 0;

/** A matrix entry of at least half of this is no pair. */
export const NO_PAIR: i32 = 1 << 29;

export function setProblem(
  rowCount: i32,
  columnCount: i32,
  worthAt: usize,
  capacityAt: usize,
  minimumAt: usize,
  assignedAt: usize,
  priceAt: usize,
): void {
  rows = rowCount;
  columns = columnCount;
  worth = worthAt;
  capacity = capacityAt;
  minimum = minimumAt;
  assigned = assignedAt;
  price = priceAt;
}

export function setPairs(startAt: usize, columnAt: usize, pointsAt: usize): void {
  dense = false;
  start = startAt;
  column = columnAt;
  points = pointsAt;
  pairs = intAt(start, rows);
}

export function setMatrix(matrixAt: usize, strideOf: i32, ceilingOf: i32): void {
  dense = true;
  matrix = matrixAt;
  stride = strideOf;
  ceiling = ceilingOf;
  pairs = rows * stride;
}

/** The arc of a pair that is eligible. */
export function pairArc(row: i32, wanted: i32): i32 {
  if (dense) return row * stride + wanted;
  let low = intAt(start, row);
  let high = intAt(start, row + 1) - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (intAt(column, middle) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The cost of a row's arc: what matching it so takes from an optimum of 0. */
@inline
export function pairCost(row: i32, arc: i32): f64 {
  if (dense) return <f64>(intAt(matrix, arc) - ceiling) - numberAt(worth, row);
  return -(<f64>intAt(points, arc)) - numberAt(worth, row);
}

@inline
export function pairColumn(row: i32, arc: i32): i32 {
  return dense ? arc - row * stride : intAt(column, arc);
}
