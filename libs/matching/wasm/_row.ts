/** The fields of a row, `src/scoring/row-layout.ts`, and sums and quotients on lanes of it. */

// Fields of a row: `ROW` in row-layout.ts.
export const MENTORS: i32 = 0;
export const ALIVE: i32 = 1;
export const OUT: i32 = 2;
export const ASKED: i32 = 3;
export const TOPICS: i32 = 4;
export const TOPIC_LIST: i32 = 5;
export const FEATURES: i32 = 6;
export const FEATURE_LIST: i32 = 7;
export const TRAITS: i32 = 8;
export const TRAIT_LIST: i32 = 9;
export const TRAIT_WIDTH: i32 = 10;
export const WEIGHT_REQUEST: i32 = 11;
export const WEIGHT_PROFILE: i32 = 12;
export const WEIGHT_COMPATIBILITY: i32 = 13;
export const TRAIT_BITS: i32 = 14;
export const TRAIT_BY: i32 = 15;
export const TRAIT_OVER: i32 = 16;
export const EVEN: i32 = 17;
export const PROFILE: i32 = 18;

// Bytes of one entry of the lists.
export const TOPIC_BYTES: i32 = 8;
export const FEATURE_BYTES: i32 = 24;
export const TRAIT_BYTES: i32 = 16;

/** A trait that a mentor lacks, in columns of int16 and of int32. */
export const NO_TRAIT: i32 = -32768;
export const NO_WIDE_TRAIT: i32 = i32.MIN_VALUE;

@inline export function word(row: usize, field: i32): i32 {
  return load<i32>(row + ((<usize>field) << 2));
}

@inline export function weight(row: usize, field: i32): v128 {
  return f32x4.splat(<f32>word(row, field));
}

@inline export function floats(words: v128): v128 {
  return f32x4.convert_i32x4_s(words);
}

/** Lanes 4·q … 4·q + 3 of 16 bytes, as floats. */
@inline export function bytesAsFloats(bytes: v128, q: i32): v128 {
  const halves = q < 2 ? i16x8.extend_low_i8x16_u(bytes) : i16x8.extend_high_i8x16_u(bytes);
  return floats((q & 1) == 0 ? i32x4.extend_low_i16x8_u(halves) : i32x4.extend_high_i16x8_u(halves));
}

@inline export function quarter(low: v128, high: v128, q: i32): v128 {
  const halves = q < 2 ? low : high;
  return (q & 1) == 0 ? i32x4.extend_low_i16x8_s(halves) : i32x4.extend_high_i16x8_s(halves);
}

/** floor((2·n + d) / (2·d)), n / d rounded half up; not a number where d is 0. */
@inline export function rounded(n: v128, d: v128): v128 {
  return f32x4.floor(f32x4.div(f32x4.add(f32x4.add(n, n), d), f32x4.add(d, d)));
}

/**
 * 10,000 · sum / d rounded half up where 20,000 · sum leaves float32: a guess, set right by one in whole numbers. These
 * may wrap: the rest is small (d is below 2^28).
 */
@inline export function roundedWide(sum: v128, d: v128): v128 {
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
@inline export function wideTrait(values: v128, own: v128, width: v128, complementary: bool): v128 {
  const apart = i32x4.min_s(width, i32x4.abs(i32x4.sub(values, own)));
  return complementary ? apart : i32x4.sub(width, apart);
}

@inline export function requestOf(covered: v128, q: i32, asked: v128): v128 {
  return rounded(f32x4.mul(bytesAsFloats(covered, q), f32x4.splat(2000)), asked);
}

@inline export function setSimilarity(common: v128, union_: v128): v128 {
  return rounded(f32x4.mul(common, f32x4.splat(10000)), union_);
}

/**
 * 10,000 · sum / (width · shared) rounded half up. `by` / `over` is 10,000 / width in lowest terms, which for widths of a
 * few decimal places keeps float32 exact.
 */
@inline export function traitsOf(sum: v128, shared: v128, width: v128, by: v128, over: v128, wide: bool): v128 {
  if (wide) return roundedWide(sum, i32x4.mul(shared, width));
  return rounded(f32x4.mul(floats(sum), by), f32x4.mul(floats(shared), over));
}

/** `value` in the lanes of `mask`, else 0. */
@inline export function where(mask: v128, value: v128): v128 {
  return v128.and(mask, value);
}

@inline export function above0(value: v128): v128 {
  return f32x4.gt(value, f32x4.splat(0));
}

@inline export function pointsOf(n: v128, d: v128): v128 {
  return i32x4.trunc_sat_f32x4_s(where(above0(d), rounded(n, d)));
}

/** Points of 16 mentors as int16 to `to`; −1 for those whose bit is clear. */
@inline export function storePoints(to: usize, low: v128, high: v128, bits: u16): void {
  const own = i16x8.splat(<i16>bits);
  const lowBits = i16x8(1, 2, 4, 8, 16, 32, 64, 128);
  const highBits = i16x8(256, 512, 1024, 2048, 4096, 8192, 16384, -32768);
  v128.store(to, v128.or(low, i16x8.ne(v128.and(own, lowBits), lowBits)));
  v128.store(to, v128.or(high, i16x8.ne(v128.and(own, highBits), highBits)), 16);
}

@inline export function storeNone(to: usize): void {
  v128.store(to, i16x8.splat(-1));
  v128.store(to, i16x8.splat(-1), 16);
}

/** Σ importance · level of 16 mentors, as bytes. */
@inline export function coveredBy(topics: usize, topicsEnd: usize, j: i32): v128 {
  let covered = i8x16.splat(0);
  for (let at = topics; at < topicsEnd; at += TOPIC_BYTES) {
    const levels = v128.load(<usize>load<i32>(at) + j);
    covered = i8x16.add(covered, i8x16.swizzle(v128.load(<usize>load<i32>(at, 4)), levels));
  }
  return covered;
}

/** How many of the mentee's items 16 mentors have, as bytes. */
@inline export function commonItems(feature: usize, j: i32): v128 {
  const items = <usize>load<i32>(feature, 12);
  const itemsEnd = items + (load<i32>(feature, 16) << 2);
  let common = i8x16.splat(0);
  for (let item = items; item < itemsEnd; item += 4) {
    common = i8x16.add(common, v128.load(<usize>load<i32>(item) + j));
  }
  return common;
}

/**
 * n · by + plus, rounded down: with by = 1 / d and plus = 1/2 + 1 / (4·d) this is n / d rounded half up. A quotient in
 * question is at least 1 / (4·d) away from the next whole number, which is more than float32 can err by while
 * d is at most 128 and the quotient at most 10,000.
 */
@inline export function share(n: v128, by: v128, plus: v128): v128 {
  return f32x4.floor(f32x4.add(f32x4.mul(n, by), plus));
}

@inline export function inverse(d: f32): v128 {
  return f32x4.splat(1 / d);
}

@inline export function half(d: f32): v128 {
  return f32x4.splat((d + <f32>0.5) / (d + d));
}

/** A whole number below 2^15 added to this stands in the low bits of the float. */
const INTEGER_BITS: f32 = 8388608;

/** The low halves of 8 floats with `INTEGER_BITS` added, as int16. */
@inline export function integers(a: v128, b: v128): v128 {
  const shift = f32x4.splat(INTEGER_BITS);
  return v128.shuffle<i16>(f32x4.add(a, shift), f32x4.add(b, shift), 0, 2, 4, 6, 8, 10, 12, 14);
}
