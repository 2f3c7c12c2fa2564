import {
  above0,
  ALIVE,
  bytesAsFloats,
  commonItems,
  FEATURE_BYTES,
  FEATURE_LIST,
  FEATURES,
  floats,
  half,
  integers,
  inverse,
  MENTORS,
  PROFILE,
  quarter,
  rounded,
  setSimilarity,
  share,
  where,
  word,
} from './_row';

// The profile component of a row, as int16 at PROFILE. A pass of its own: together with the rest it would need more
// registers than there are.

@inline function setShare(common: v128, sizes: v128, own: v128, q: i32): v128 {
  const c = bytesAsFloats(common, q);
  return setSimilarity(c, f32x4.sub(f32x4.add(bytesAsFloats(sizes, q), own), c));
}

/** Every mentor has all features that the mentee has: one divisor for all. */
export function profileEven(row: usize): void {
  const mentors = word(row, MENTORS);
  const alive = <usize>word(row, ALIVE);
  const out = <usize>word(row, PROFILE);
  const features = <usize>word(row, FEATURE_LIST);
  const featuresEnd = features + word(row, FEATURES) * FEATURE_BYTES;
  let weights: f32 = 0;
  for (let at = features; at < featuresEnd; at += FEATURE_BYTES) weights += <f32>load<i32>(at, 4);
  const by = inverse(weights);
  const plus = half(weights);
  for (let j = 0; j < mentors; j += 16) {
    if (load<u16>(alive + (j >> 3)) == 0) continue;
    let p0 = f32x4.splat(0);
    let p1 = p0;
    let p2 = p0;
    let p3 = p0;
    for (let at = features; at < featuresEnd; at += FEATURE_BYTES) {
      const w = f32x4.splat(<f32>load<i32>(at, 4));
      const column = <usize>load<i32>(at, 8);
      if (load<i32>(at) == 0) {
        const low = v128.load(column + (j << 1));
        const high = v128.load(column + (j << 1), 16);
        p0 = f32x4.add(p0, f32x4.mul(w, floats(quarter(low, high, 0))));
        p1 = f32x4.add(p1, f32x4.mul(w, floats(quarter(low, high, 1))));
        p2 = f32x4.add(p2, f32x4.mul(w, floats(quarter(low, high, 2))));
        p3 = f32x4.add(p3, f32x4.mul(w, floats(quarter(low, high, 3))));
      } else {
        const own = f32x4.splat(<f32>load<i32>(at, 20));
        const common = commonItems(at, j);
        const sizes = v128.load(column + j);
        p0 = f32x4.add(p0, f32x4.mul(w, setShare(common, sizes, own, 0)));
        p1 = f32x4.add(p1, f32x4.mul(w, setShare(common, sizes, own, 1)));
        p2 = f32x4.add(p2, f32x4.mul(w, setShare(common, sizes, own, 2)));
        p3 = f32x4.add(p3, f32x4.mul(w, setShare(common, sizes, own, 3)));
      }
    }
    const to = out + (j << 1);
    v128.store(to, integers(share(p0, by, plus), share(p1, by, plus)));
    v128.store(to, integers(share(p2, by, plus), share(p3, by, plus)), 16);
  }
}

/** Mentors may lack features: each has a divisor of its own, and −1 where it has none of them. */
export function profileUneven(row: usize): void {
  const mentors = word(row, MENTORS);
  const alive = <usize>word(row, ALIVE);
  const out = <usize>word(row, PROFILE);
  const features = <usize>word(row, FEATURE_LIST);
  const featuresEnd = features + word(row, FEATURES) * FEATURE_BYTES;
  for (let j = 0; j < mentors; j += 16) {
    if (load<u16>(alive + (j >> 3)) == 0) continue;
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
        const own = f32x4.splat(<f32>load<i32>(at, 20));
        const common = commonItems(at, j);
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
    const to = out + (j << 1);
    v128.store(to, integers(orNone(p0, w0), orNone(p1, w1)));
    v128.store(to, integers(orNone(p2, w2), orNone(p3, w3)), 16);
  }
}

/** The mean, −1 without weights. */
@inline function orNone(n: v128, d: v128): v128 {
  return v128.bitselect(rounded(n, d), f32x4.splat(-1), above0(d));
}
