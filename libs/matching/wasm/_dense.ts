import { intAt, setInt } from './_memory';
import { assigned, capacity, ceiling, columns, matrix, NO_PAIR, rows, stride } from './_problem';

/**
 * What bidding and shortest paths share on a matrix of costs. Prices and distances are int32 in half units, so that
 * the lowest bit of a key can say whether a column is full: of equally near columns one with a free place comes
 * first. Costs, prices and distances of up to `MOST` keep every sum within 32 bits.
 *
 * A column's price is a class and points: class 0 from the start; class k once no free place can be reached from
 * it, so that one more place there would let the k-th lowest tier in. Within a class, points count.
 */
export const MOST: i32 = 1 << 25;
export const MOST_KEY: i32 = (MOST << 1) - 1;
/** Keys from here on mean "not reached"; what is masked or no pair stays above. */
export const UNREACHED: i32 = 1 << 28;
export const MASK: i32 = 1 << 29;

/** By column: twice the price; its class; what the kernels add, `price | full` or `MASK`; places taken. */
export let price2: usize = 0;
export let rank: usize = 0;
export let shown: usize = 0;
export let load_: usize = 0;
let firstSeat: usize = 0;
let seats: usize = 0;
/** By row: where it sits. */
let seatOf: usize = 0;

export function startDense(
  price2At: usize,
  rankAt: usize,
  shownAt: usize,
  loadAt: usize,
  firstSeatAt: usize,
  seatsAt: usize,
  seatOfAt: usize,
): void {
  price2 = price2At;
  rank = rankAt;
  shown = shownAt;
  load_ = loadAt;
  firstSeat = firstSeatAt;
  seats = seatsAt;
  seatOf = seatOfAt;
  for (let j = 0; j < stride; j++) setInt(shown, j, 0);
  let next = 0;
  for (let j = 0; j < columns; j++) {
    setInt(price2, j, 0);
    setInt(rank, j, 0);
    setInt(load_, j, 0);
    setInt(firstSeat, j, next);
    next += intAt(capacity, j);
    if (intAt(capacity, j) == 0) setInt(shown, j, MASK);
  }
  setInt(firstSeat, columns, next);
  for (let i = 0; i < rows; i++) setInt(assigned, i, -1);
}

/** Costs in place of points, four at a time, where the caller has copied a complete matrix of points. */
export function costsOfPoints(): void {
  const top = i32x4.splat(ceiling);
  const end = matrix + (<usize>(rows * stride) << 2);
  for (let at = matrix; at < end; at += 16) v128.store(at, i32x4.sub(top, v128.load(at)));
}

/** No pairs anywhere, before the caller's pairs are scattered into the matrix. */
export function clearMatrix(): void {
  const none = i32x4.splat(NO_PAIR);
  const end = matrix + (<usize>(rows * stride) << 2);
  for (let at = matrix; at < end; at += 16) v128.store(at, none);
}

@inline
export function cost2(row: i32, j: i32): i32 {
  return intAt(matrix, row * stride + j) << 1;
}

@inline
export function firstSeatOf(j: i32): i32 {
  return intAt(firstSeat, j);
}

@inline
export function sitter(seat: i32): i32 {
  return intAt(seats, seat);
}

@inline
export function seat(row: i32): i32 {
  return intAt(seatOf, row);
}

/** Puts a row on a seat of a column; who sat there is not told. */
@inline
export function sit(row: i32, j: i32, at: i32): void {
  setInt(seats, at, row);
  setInt(seatOf, row, at);
  setInt(assigned, row, j);
}

/** Puts a row on a free place of a column. */
export function sitDown(row: i32, j: i32): void {
  const held = intAt(load_, j);
  sit(row, j, intAt(firstSeat, j) + held);
  setInt(load_, j, held + 1);
  if (held + 1 == intAt(capacity, j)) setInt(shown, j, intAt(price2, j) | 1);
}
