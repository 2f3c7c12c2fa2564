/** What is asked of a scored row: the best, those above a bound, those worth their price. */

/** Puts the `most` largest of `count` int32 at `at` first, in any order (Hoare's selection). */
function selectLargest(at: usize, count: i32, most: i32): void {
  let from = 0;
  let to = count - 1;
  while (from < to) {
    const pivot = load<i32>(at + ((<usize>((from + to) >> 1)) << 2));
    let i = from;
    let j = to;
    while (i <= j) {
      while (load<i32>(at + ((<usize>i) << 2)) > pivot) i++;
      while (load<i32>(at + ((<usize>j) << 2)) < pivot) j--;
      if (i > j) break;
      const held = load<i32>(at + ((<usize>i) << 2));
      store<i32>(at + ((<usize>i) << 2), load<i32>(at + ((<usize>j) << 2)));
      store<i32>(at + ((<usize>j) << 2), held);
      i++;
      j--;
    }
    if (most - 1 <= j) to = j;
    else if (most - 1 >= i) from = i;
    else return;
  }
}

/** The least of `count` int32. */
function least(at: usize, count: i32): i32 {
  let found = i32.MAX_VALUE;
  for (let k = 0; k < count; k++) found = min(found, load<i32>(at + ((<usize>k) << 2)));
  return found;
}

/** How many of the `k` best that `kthPoints` last found have exactly the points that it gave. */
export let ties: i32 = 0;

/**
 * The points of the `k`-th best of a scored row, counting only points above `floor`; `floor` where there are not
 * more than `k`. `buffer` has room for `room` int32, more than `k` and 8.
 */
export function kthPoints(out: usize, mentors: i32, k: i32, floor: i32, buffer: usize, room: i32): i32 {
  let above = floor;
  let count = 0;
  for (let j = 0; j < mentors; j += 8) {
    const points = v128.load(out + ((<usize>j) << 1));
    let hits = i16x8.bitmask(i16x8.gt_s(points, i16x8.splat(<i16>above)));
    while (hits != 0) {
      store<i32>(buffer + ((<usize>count) << 2), <i32>load<i16>(out + ((<usize>(j + ctz(hits))) << 1)));
      count++;
      hits &= hits - 1;
    }
    if (count > room - 8) {
      selectLargest(buffer, count, k);
      count = k;
      above = least(buffer, k);
    }
  }
  ties = 0;
  if (count < k || above == floor && count == k) return above;
  selectLargest(buffer, count, k);
  above = least(buffer, k);
  for (let at = 0; at < k; at++) ties += i32(load<i32>(buffer + ((<usize>at) << 2)) == above);
  return above;
}

/** How many points of a scored row are above `floor`. */
export function countAbove(out: usize, mentors: i32, floor: i32): i32 {
  let count = 0;
  for (let j = 0; j < mentors; j += 8) {
    const points = v128.load(out + ((<usize>j) << 1));
    count += popcnt(i16x8.bitmask(i16x8.gt_s(points, i16x8.splat(<i16>floor))));
  }
  return count;
}

/** Writes mentor and points of all points above `above`, and of the first `ties` that equal it, ascending; returns how many. */
export function collect(out: usize, mentors: i32, above: i32, ties: i32, columns: usize, points: usize): i32 {
  let count = 0;
  let left = ties;
  const from = i16x8.splat(<i16>(ties > 0 ? above - 1 : above));
  for (let j = 0; j < mentors; j += 8) {
    let hits = i16x8.bitmask(i16x8.gt_s(v128.load(out + ((<usize>j) << 1)), from));
    while (hits != 0) {
      const mentor = j + ctz(hits);
      const own = <i32>load<i16>(out + ((<usize>mentor) << 1));
      hits &= hits - 1;
      if (own == above) {
        if (left == 0) continue;
        left--;
      }
      store<i32>(columns + ((<usize>count) << 2), mentor);
      store<i32>(points + ((<usize>count) << 2), own);
      count++;
    }
  }
  return count;
}

/** Writes mentor and points of all points that are at least `floor` and at least `own` + the mentor's price; returns how many. */
export function priceRow(
  out: usize,
  mentors: i32,
  own: i32,
  prices: usize,
  floor: i32,
  columns: usize,
  points: usize,
): i32 {
  let count = 0;
  const least4 = i32x4.splat(floor);
  const own4 = i32x4.splat(own);
  for (let j = 0; j < mentors; j += 8) {
    const row = v128.load(out + ((<usize>j) << 1));
    if (!v128.any_true(i16x8.ge_s(row, i16x8.splat(<i16>floor)))) continue;
    const price = prices + ((<usize>j) << 2);
    const low = i32x4.max_s(least4, i32x4.add(own4, v128.load(price)));
    const high = i32x4.max_s(least4, i32x4.add(own4, v128.load(price, 16)));
    let hits =
      i32x4.bitmask(i32x4.ge_s(i32x4.extend_low_i16x8_s(row), low)) |
      (i32x4.bitmask(i32x4.ge_s(i32x4.extend_high_i16x8_s(row), high)) << 4);
    while (hits != 0) {
      const mentor = j + ctz(hits);
      hits &= hits - 1;
      store<i32>(columns + ((<usize>count) << 2), mentor);
      store<i32>(points + ((<usize>count) << 2), <i32>load<i16>(out + ((<usize>mentor) << 1)));
      count++;
    }
  }
  return count;
}
