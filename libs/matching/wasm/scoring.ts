/**
 * The row kernel: the points of one mentee with every mentor, 16 mentors at a time, in whole numbers. All arithmetic
 * is on float32 lanes that hold whole numbers below 2^24, where sums and products are exact and a correctly rounded
 * quotient has the right floor (the caller has checked the bounds). A row is laid out as `src/scoring/row-layout.ts`
 * says; `src/scoring/plain-kernel.ts` is the same in TypeScript.
 */

// Fields of a row: `ROW` in row-layout.ts.
const MENTORS: i32 = 0;
const ALIVE: i32 = 1;
const OUT: i32 = 2;
const ASKED: i32 = 3;
const TOPICS: i32 = 4;
const TOPIC_LIST: i32 = 5;
const FEATURES: i32 = 6;
const FEATURE_LIST: i32 = 7;
const TRAITS: i32 = 8;
const TRAIT_LIST: i32 = 9;
const TRAIT_WIDTH: i32 = 10;
const WEIGHT_REQUEST: i32 = 11;
const WEIGHT_PROFILE: i32 = 12;
const WEIGHT_COMPATIBILITY: i32 = 13;
const TRAIT_BITS: i32 = 14;

// Bytes of one entry of the lists.
const TOPIC_BYTES: i32 = 8;
const FEATURE_BYTES: i32 = 24;
const TRAIT_BYTES: i32 = 16;

/** A trait that a mentor lacks, in columns of int16 and of int32. */
const NO_TRAIT: i32 = -32768;
const NO_WIDE_TRAIT: i32 = i32.MIN_VALUE;

@inline function word(row: usize, field: i32): i32 {
  return load<i32>(row + ((<usize>field) << 2));
}

@inline function weight(row: usize, field: i32): v128 {
  return f32x4.splat(<f32>word(row, field));
}

@inline function floats(words: v128): v128 {
  return f32x4.convert_i32x4_s(words);
}

/** Lanes 4·q … 4·q + 3 of 16 bytes, as floats. */
@inline function bytesAsFloats(bytes: v128, q: i32): v128 {
  const halves = q < 2 ? i16x8.extend_low_i8x16_u(bytes) : i16x8.extend_high_i8x16_u(bytes);
  return floats((q & 1) == 0 ? i32x4.extend_low_i16x8_u(halves) : i32x4.extend_high_i16x8_u(halves));
}

@inline function quarter(low: v128, high: v128, q: i32): v128 {
  const halves = q < 2 ? low : high;
  return (q & 1) == 0 ? i32x4.extend_low_i16x8_s(halves) : i32x4.extend_high_i16x8_s(halves);
}

/** floor((2·n + d) / (2·d)), n / d rounded half up; not a number where d is 0. */
@inline function rounded(n: v128, d: v128): v128 {
  return f32x4.floor(f32x4.div(f32x4.add(f32x4.add(n, n), d), f32x4.add(d, d)));
}

/**
 * 10,000 · sum / d rounded half up where 20,000 · sum leaves float32: a guess, set right by one in whole numbers. These
 * may wrap: the rest is small (d is below 2^28).
 */
@inline function roundedWide(sum: v128, d: v128): v128 {
  const twice = i32x4.add(d, d);
  const close = f32x4.add(f32x4.mul(floats(sum), f32x4.splat(20000)), floats(d));
  let guess = i32x4.trunc_sat_f32x4_s(f32x4.div(close, floats(twice)));
  const n = i32x4.add(i32x4.mul(sum, i32x4.splat(20000)), d);
  const rest = i32x4.sub(n, i32x4.mul(guess, twice));
  // A comparison is −1 where it holds.
  guess = i32x4.add(guess, i32x4.lt_s(rest, i32x4.splat(0)));
  guess = i32x4.sub(guess, i32x4.ge_s(rest, twice));
  return floats(guess);
}

/** Similarity of one trait of 4 mentors in an int32 column; the caller masks those who lack it. */
@inline function wideTrait(values: v128, own: v128, width: v128, complementary: bool): v128 {
  const apart = i32x4.min_s(width, i32x4.abs(i32x4.sub(values, own)));
  return complementary ? apart : i32x4.sub(width, apart);
}

@inline function requestOf(covered: v128, q: i32, asked: v128): v128 {
  return rounded(f32x4.mul(bytesAsFloats(covered, q), f32x4.splat(2000)), asked);
}

@inline function setSimilarity(common: v128, union_: v128): v128 {
  return rounded(f32x4.mul(common, f32x4.splat(10000)), union_);
}

@inline function traitsOf(sum: v128, shared: v128, width: v128, wide: bool): v128 {
  const d = i32x4.mul(shared, width);
  return wide ? roundedWide(sum, d) : rounded(f32x4.mul(floats(sum), f32x4.splat(10000)), floats(d));
}

/** `value` in the lanes of `mask`, else 0. */
@inline function where(mask: v128, value: v128): v128 {
  return v128.and(mask, value);
}

@inline function above0(value: v128): v128 {
  return f32x4.gt(value, f32x4.splat(0));
}

@inline function pointsOf(n: v128, d: v128): v128 {
  return i32x4.trunc_sat_f32x4_s(where(above0(d), rounded(n, d)));
}

/**
 * Writes the points of mentors 0 … MENTORS − 1 (a multiple of 16) as int16 to OUT, −1 for those whose bit in ALIVE is
 * clear. Groups of 16 without a bit cost next to nothing.
 */
export function scoreRow(row: usize): void {
  const mentors = word(row, MENTORS);
  const alive = <usize>word(row, ALIVE);
  const out = <usize>word(row, OUT);
  const asked = weight(row, ASKED);
  const hasRequest = word(row, ASKED) > 0;
  const topics = <usize>word(row, TOPIC_LIST);
  const topicsEnd = topics + word(row, TOPICS) * TOPIC_BYTES;
  const features = <usize>word(row, FEATURE_LIST);
  const featuresEnd = features + word(row, FEATURES) * FEATURE_BYTES;
  const traits = <usize>word(row, TRAIT_LIST);
  const traitsEnd = traits + word(row, TRAITS) * TRAIT_BYTES;
  const width = word(row, TRAIT_WIDTH);
  const width16 = i16x8.splat(<i16>width);
  const width32 = i32x4.splat(width);
  const wide = <i64>width * word(row, TRAITS) > 838;
  const narrow = word(row, TRAIT_BITS) == 16;
  const wRequest = weight(row, WEIGHT_REQUEST);
  const wProfile = weight(row, WEIGHT_PROFILE);
  const wCompatibility = weight(row, WEIGHT_COMPATIBILITY);
  const none = i16x8.splat(-1);
  const lowBits = i16x8(1, 2, 4, 8, 16, 32, 64, 128);
  const highBits = i16x8(256, 512, 1024, 2048, 4096, 8192, 16384, -32768);

  for (let j = 0; j < mentors; j += 16) {
    const bits = load<u16>(alive + (j >> 3));
    const to = out + (j << 1);
    if (bits == 0) {
      v128.store(to, none);
      v128.store(to, none, 16);
      continue;
    }
    let n0 = f32x4.splat(0);
    let n1 = n0;
    let n2 = n0;
    let n3 = n0;
    let d0 = n0;
    let d1 = n0;
    let d2 = n0;
    let d3 = n0;

    if (hasRequest) {
      let covered = i8x16.splat(0);
      for (let at = topics; at < topicsEnd; at += TOPIC_BYTES) {
        const levels = v128.load(<usize>load<i32>(at) + j);
        covered = i8x16.add(covered, i8x16.swizzle(v128.load(<usize>load<i32>(at, 4)), levels));
      }
      n0 = f32x4.mul(wRequest, requestOf(covered, 0, asked));
      n1 = f32x4.mul(wRequest, requestOf(covered, 1, asked));
      n2 = f32x4.mul(wRequest, requestOf(covered, 2, asked));
      n3 = f32x4.mul(wRequest, requestOf(covered, 3, asked));
      d0 = d1 = d2 = d3 = wRequest;
    }

    if (features < featuresEnd) {
      let p0 = f32x4.splat(0);
      let p1 = p0;
      let p2 = p0;
      let p3 = p0;
      let w0 = p0;
      let w1 = p0;
      let w2 = p0;
      let w3 = p0;
      for (let at = features; at < featuresEnd; at += FEATURE_BYTES) {
        const w = f32x4.splat(<f32>load<i32>(at, 4));
        const column = <usize>load<i32>(at, 8);
        if (load<i32>(at) == 0) {
          // Similarities worked out for the mentee's value; below 0 where the mentor has none.
          const low = v128.load(column + (j << 1));
          const high = v128.load(column + (j << 1), 16);
          const s0 = quarter(low, high, 0);
          const s1 = quarter(low, high, 1);
          const s2 = quarter(low, high, 2);
          const s3 = quarter(low, high, 3);
          const zero = i32x4.splat(0);
          const m0 = i32x4.ge_s(s0, zero);
          const m1 = i32x4.ge_s(s1, zero);
          const m2 = i32x4.ge_s(s2, zero);
          const m3 = i32x4.ge_s(s3, zero);
          p0 = f32x4.add(p0, where(m0, f32x4.mul(w, floats(s0))));
          p1 = f32x4.add(p1, where(m1, f32x4.mul(w, floats(s1))));
          p2 = f32x4.add(p2, where(m2, f32x4.mul(w, floats(s2))));
          p3 = f32x4.add(p3, where(m3, f32x4.mul(w, floats(s3))));
          w0 = f32x4.add(w0, where(m0, w));
          w1 = f32x4.add(w1, where(m1, w));
          w2 = f32x4.add(w2, where(m2, w));
          w3 = f32x4.add(w3, where(m3, w));
        } else {
          // Sets: `column` holds their sizes, then come the mentee's size and the columns of its items.
          const items = <usize>load<i32>(at, 12);
          const itemsEnd = items + (load<i32>(at, 16) << 2);
          const own = f32x4.splat(<f32>load<i32>(at, 20));
          let common = i8x16.splat(0);
          for (let item = items; item < itemsEnd; item += 4) {
            common = i8x16.add(common, v128.load(<usize>load<i32>(item) + j));
          }
          const sizes = v128.load(column + j);
          const c0 = bytesAsFloats(common, 0);
          const c1 = bytesAsFloats(common, 1);
          const c2 = bytesAsFloats(common, 2);
          const c3 = bytesAsFloats(common, 3);
          const z0 = bytesAsFloats(sizes, 0);
          const z1 = bytesAsFloats(sizes, 1);
          const z2 = bytesAsFloats(sizes, 2);
          const z3 = bytesAsFloats(sizes, 3);
          const m0 = above0(z0);
          const m1 = above0(z1);
          const m2 = above0(z2);
          const m3 = above0(z3);
          p0 = f32x4.add(p0, where(m0, f32x4.mul(w, setSimilarity(c0, f32x4.sub(f32x4.add(z0, own), c0)))));
          p1 = f32x4.add(p1, where(m1, f32x4.mul(w, setSimilarity(c1, f32x4.sub(f32x4.add(z1, own), c1)))));
          p2 = f32x4.add(p2, where(m2, f32x4.mul(w, setSimilarity(c2, f32x4.sub(f32x4.add(z2, own), c2)))));
          p3 = f32x4.add(p3, where(m3, f32x4.mul(w, setSimilarity(c3, f32x4.sub(f32x4.add(z3, own), c3)))));
          w0 = f32x4.add(w0, where(m0, w));
          w1 = f32x4.add(w1, where(m1, w));
          w2 = f32x4.add(w2, where(m2, w));
          w3 = f32x4.add(w3, where(m3, w));
        }
      }
      const m0 = above0(w0);
      const m1 = above0(w1);
      const m2 = above0(w2);
      const m3 = above0(w3);
      n0 = f32x4.add(n0, where(m0, f32x4.mul(wProfile, rounded(p0, w0))));
      n1 = f32x4.add(n1, where(m1, f32x4.mul(wProfile, rounded(p1, w1))));
      n2 = f32x4.add(n2, where(m2, f32x4.mul(wProfile, rounded(p2, w2))));
      n3 = f32x4.add(n3, where(m3, f32x4.mul(wProfile, rounded(p3, w3))));
      d0 = f32x4.add(d0, where(m0, wProfile));
      d1 = f32x4.add(d1, where(m1, wProfile));
      d2 = f32x4.add(d2, where(m2, wProfile));
      d3 = f32x4.add(d3, where(m3, wProfile));
    }

    if (traits < traitsEnd) {
      let s0 = i32x4.splat(0);
      let s1 = s0;
      let s2 = s0;
      let s3 = s0;
      let t0 = s0;
      let t1 = s0;
      let t2 = s0;
      let t3 = s0;
      if (narrow) {
        let low = i16x8.splat(0);
        let high = low;
        let sharedLow = low;
        let sharedHigh = low;
        for (let at = traits; at < traitsEnd; at += TRAIT_BYTES) {
          const column = <usize>load<i32>(at) + (j << 1);
          const own = i16x8.splat(<i16>load<i32>(at, 4));
          const a = v128.load(column);
          const b = v128.load(column, 16);
          let apartA = i16x8.min_s(width16, i16x8.abs(i16x8.sub(a, own)));
          let apartB = i16x8.min_s(width16, i16x8.abs(i16x8.sub(b, own)));
          if (load<i32>(at, 8) == 0) {
            apartA = i16x8.sub(width16, apartA);
            apartB = i16x8.sub(width16, apartB);
          }
          const hasA = i16x8.ne(a, i16x8.splat(<i16>NO_TRAIT));
          const hasB = i16x8.ne(b, i16x8.splat(<i16>NO_TRAIT));
          low = i16x8.add(low, where(hasA, apartA));
          high = i16x8.add(high, where(hasB, apartB));
          sharedLow = i16x8.sub(sharedLow, hasA);
          sharedHigh = i16x8.sub(sharedHigh, hasB);
        }
        s0 = quarter(low, high, 0);
        s1 = quarter(low, high, 1);
        s2 = quarter(low, high, 2);
        s3 = quarter(low, high, 3);
        t0 = quarter(sharedLow, sharedHigh, 0);
        t1 = quarter(sharedLow, sharedHigh, 1);
        t2 = quarter(sharedLow, sharedHigh, 2);
        t3 = quarter(sharedLow, sharedHigh, 3);
      } else {
        for (let at = traits; at < traitsEnd; at += TRAIT_BYTES) {
          const column = <usize>load<i32>(at) + (j << 2);
          const own = i32x4.splat(load<i32>(at, 4));
          const complementary = load<i32>(at, 8) != 0;
          const lacking = i32x4.splat(NO_WIDE_TRAIT);
          const a = v128.load(column);
          const b = v128.load(column, 16);
          const c = v128.load(column, 32);
          const d = v128.load(column, 48);
          const hasA = i32x4.ne(a, lacking);
          const hasB = i32x4.ne(b, lacking);
          const hasC = i32x4.ne(c, lacking);
          const hasD = i32x4.ne(d, lacking);
          s0 = i32x4.add(s0, where(hasA, wideTrait(a, own, width32, complementary)));
          s1 = i32x4.add(s1, where(hasB, wideTrait(b, own, width32, complementary)));
          s2 = i32x4.add(s2, where(hasC, wideTrait(c, own, width32, complementary)));
          s3 = i32x4.add(s3, where(hasD, wideTrait(d, own, width32, complementary)));
          t0 = i32x4.sub(t0, hasA);
          t1 = i32x4.sub(t1, hasB);
          t2 = i32x4.sub(t2, hasC);
          t3 = i32x4.sub(t3, hasD);
        }
      }
      const zero = i32x4.splat(0);
      const m0 = i32x4.gt_s(t0, zero);
      const m1 = i32x4.gt_s(t1, zero);
      const m2 = i32x4.gt_s(t2, zero);
      const m3 = i32x4.gt_s(t3, zero);
      const w = wCompatibility;
      n0 = f32x4.add(n0, where(m0, f32x4.mul(w, traitsOf(s0, t0, width32, wide))));
      n1 = f32x4.add(n1, where(m1, f32x4.mul(w, traitsOf(s1, t1, width32, wide))));
      n2 = f32x4.add(n2, where(m2, f32x4.mul(w, traitsOf(s2, t2, width32, wide))));
      n3 = f32x4.add(n3, where(m3, f32x4.mul(w, traitsOf(s3, t3, width32, wide))));
      d0 = f32x4.add(d0, where(m0, w));
      d1 = f32x4.add(d1, where(m1, w));
      d2 = f32x4.add(d2, where(m2, w));
      d3 = f32x4.add(d3, where(m3, w));
    }

    const low = i16x8.narrow_i32x4_s(pointsOf(n0, d0), pointsOf(n1, d1));
    const high = i16x8.narrow_i32x4_s(pointsOf(n2, d2), pointsOf(n3, d3));
    const own = i16x8.splat(<i16>bits);
    const aliveLow = i16x8.eq(v128.and(own, lowBits), lowBits);
    const aliveHigh = i16x8.eq(v128.and(own, highBits), highBits);
    v128.store(to, v128.or(low, v128.not(aliveLow)));
    v128.store(to, v128.or(high, v128.not(aliveHigh)), 16);
  }
}

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
