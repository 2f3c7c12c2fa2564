import {
  ALIVE,
  ASKED,
  coveredBy,
  FEATURES,
  floats,
  MENTORS,
  NO_TRAIT,
  NO_WIDE_TRAIT,
  OUT,
  pointsOf,
  PROFILE,
  quarter,
  requestOf,
  storeNone,
  storePoints,
  TOPIC_BYTES,
  TOPIC_LIST,
  TOPICS,
  TRAIT_BITS,
  TRAIT_BY,
  TRAIT_BYTES,
  TRAIT_LIST,
  TRAIT_OVER,
  TRAIT_WIDTH,
  TRAITS,
  traitsOf,
  weight,
  WEIGHT_COMPATIBILITY,
  WEIGHT_PROFILE,
  WEIGHT_REQUEST,
  where,
  wideTrait,
  word,
} from './_row';

/** Scores a row of which some mentors lack a feature or a trait: each mentor has weights of its own. After `profileUneven`. */
export function scoreUneven(row: usize): void {
  const mentors = word(row, MENTORS);
  const alive = <usize>word(row, ALIVE);
  const out = <usize>word(row, OUT);
  const asked = weight(row, ASKED);
  const hasRequest = word(row, ASKED) > 0;
  const topics = <usize>word(row, TOPIC_LIST);
  const topicsEnd = topics + word(row, TOPICS) * TOPIC_BYTES;
  const hasProfile = word(row, FEATURES) > 0;
  const profiles = <usize>word(row, PROFILE);
  const traits = <usize>word(row, TRAIT_LIST);
  const traitsEnd = traits + word(row, TRAITS) * TRAIT_BYTES;
  const width = word(row, TRAIT_WIDTH);
  const width16 = i16x8.splat(<i16>width);
  const width32 = i32x4.splat(width);
  const by = weight(row, TRAIT_BY);
  const over = weight(row, TRAIT_OVER);
  const wide = <i64>word(row, TRAIT_OVER) * word(row, TRAITS) > 838;
  const narrow = word(row, TRAIT_BITS) == 16;
  const wRequest = weight(row, WEIGHT_REQUEST);
  const wProfile = weight(row, WEIGHT_PROFILE);
  const wCompatibility = weight(row, WEIGHT_COMPATIBILITY);

  for (let j = 0; j < mentors; j += 16) {
    const bits = load<u16>(alive + (j >> 3));
    const to = out + (j << 1);
    if (bits == 0) {
      storeNone(to);
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
      const covered = coveredBy(topics, topicsEnd, j);
      n0 = f32x4.mul(wRequest, requestOf(covered, 0, asked));
      n1 = f32x4.mul(wRequest, requestOf(covered, 1, asked));
      n2 = f32x4.mul(wRequest, requestOf(covered, 2, asked));
      n3 = f32x4.mul(wRequest, requestOf(covered, 3, asked));
      d0 = d1 = d2 = d3 = wRequest;
    }

    if (hasProfile) {
      const low = v128.load(profiles + (j << 1));
      const high = v128.load(profiles + (j << 1), 16);
      const p0 = quarter(low, high, 0);
      const p1 = quarter(low, high, 1);
      const p2 = quarter(low, high, 2);
      const p3 = quarter(low, high, 3);
      const zero = i32x4.splat(0);
      const m0 = i32x4.ge_s(p0, zero);
      const m1 = i32x4.ge_s(p1, zero);
      const m2 = i32x4.ge_s(p2, zero);
      const m3 = i32x4.ge_s(p3, zero);
      n0 = f32x4.add(n0, where(m0, f32x4.mul(wProfile, floats(p0))));
      n1 = f32x4.add(n1, where(m1, f32x4.mul(wProfile, floats(p1))));
      n2 = f32x4.add(n2, where(m2, f32x4.mul(wProfile, floats(p2))));
      n3 = f32x4.add(n3, where(m3, f32x4.mul(wProfile, floats(p3))));
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
      n0 = f32x4.add(n0, where(m0, f32x4.mul(w, traitsOf(s0, t0, width32, by, over, wide))));
      n1 = f32x4.add(n1, where(m1, f32x4.mul(w, traitsOf(s1, t1, width32, by, over, wide))));
      n2 = f32x4.add(n2, where(m2, f32x4.mul(w, traitsOf(s2, t2, width32, by, over, wide))));
      n3 = f32x4.add(n3, where(m3, f32x4.mul(w, traitsOf(s3, t3, width32, by, over, wide))));
      d0 = f32x4.add(d0, where(m0, w));
      d1 = f32x4.add(d1, where(m1, w));
      d2 = f32x4.add(d2, where(m2, w));
      d3 = f32x4.add(d3, where(m3, w));
    }

    const low = i16x8.narrow_i32x4_s(pointsOf(n0, d0), pointsOf(n1, d1));
    const high = i16x8.narrow_i32x4_s(pointsOf(n2, d2), pointsOf(n3, d3));
    storePoints(to, low, high, bits);
  }
}

