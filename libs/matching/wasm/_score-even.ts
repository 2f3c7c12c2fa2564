import {
  ALIVE,
  ASKED,
  bytesAsFloats,
  coveredBy,
  FEATURES,
  floats,
  MENTORS,
  half,
  integers,
  inverse,
  OUT,
  PROFILE,
  quarter,
  share,
  storeNone,
  storePoints,
  TOPIC_BYTES,
  TOPIC_LIST,
  TOPICS,
  TRAIT_BY,
  TRAIT_BYTES,
  TRAIT_LIST,
  TRAIT_OVER,
  TRAIT_WIDTH,
  TRAITS,
  WEIGHT_COMPATIBILITY,
  WEIGHT_PROFILE,
  WEIGHT_REQUEST,
  word,
} from './_row';

/**
 * Scores a row in which every mentor has all features and traits that the mentee has: all divisors are the row's own, so
 * that quotients are products. After `profileEven`.
 */
export function scoreEven(row: usize): void {
  const mentors = word(row, MENTORS);
  const alive = <usize>word(row, ALIVE);
  const out = <usize>word(row, OUT);
  const asked = <f32>word(row, ASKED);
  const hasRequest = asked > 0;
  const topics = <usize>word(row, TOPIC_LIST);
  const topicsEnd = topics + word(row, TOPICS) * TOPIC_BYTES;
  const hasProfile = word(row, FEATURES) > 0;
  const profiles = <usize>word(row, PROFILE);
  const traits = <usize>word(row, TRAIT_LIST);
  const traitCount = word(row, TRAITS);
  const traitsEnd = traits + traitCount * TRAIT_BYTES;
  const width16 = i16x8.splat(<i16>word(row, TRAIT_WIDTH));

  const byRequest = f32x4.splat(<f32>2000 / asked);
  const halfRequest = half(asked);
  const ofTraits = <f32>word(row, TRAIT_OVER) * <f32>traitCount;
  const byTraits = f32x4.splat(<f32>word(row, TRAIT_BY) / ofTraits);
  const halfTraits = half(ofTraits);

  const hasTraits = traitCount > 0;
  const wRequest = hasRequest ? <f32>word(row, WEIGHT_REQUEST) : 0;
  const wProfile = hasProfile ? <f32>word(row, WEIGHT_PROFILE) : 0;
  const wTraits = hasTraits ? <f32>word(row, WEIGHT_COMPATIBILITY) : 0;
  const all = wRequest + wProfile + wTraits;
  const byAll = inverse(all);
  const halfAll = half(all);
  const request = f32x4.splat(wRequest);
  const profile = f32x4.splat(wProfile);
  const compatibility = f32x4.splat(wTraits);

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

    if (hasRequest) {
      const covered = coveredBy(topics, topicsEnd, j);
      n0 = f32x4.mul(request, share(bytesAsFloats(covered, 0), byRequest, halfRequest));
      n1 = f32x4.mul(request, share(bytesAsFloats(covered, 1), byRequest, halfRequest));
      n2 = f32x4.mul(request, share(bytesAsFloats(covered, 2), byRequest, halfRequest));
      n3 = f32x4.mul(request, share(bytesAsFloats(covered, 3), byRequest, halfRequest));
    }

    if (hasProfile) {
      const low = v128.load(profiles + (j << 1));
      const high = v128.load(profiles + (j << 1), 16);
      n0 = f32x4.add(n0, f32x4.mul(profile, floats(quarter(low, high, 0))));
      n1 = f32x4.add(n1, f32x4.mul(profile, floats(quarter(low, high, 1))));
      n2 = f32x4.add(n2, f32x4.mul(profile, floats(quarter(low, high, 2))));
      n3 = f32x4.add(n3, f32x4.mul(profile, floats(quarter(low, high, 3))));
    }

    if (hasTraits) {
      let low = i16x8.splat(0);
      let high = low;
      for (let at = traits; at < traitsEnd; at += TRAIT_BYTES) {
        const column = <usize>load<i32>(at) + (j << 1);
        const own = i16x8.splat(<i16>load<i32>(at, 4));
        const apartLow = i16x8.min_s(width16, i16x8.abs(i16x8.sub(v128.load(column), own)));
        const apartHigh = i16x8.min_s(width16, i16x8.abs(i16x8.sub(v128.load(column, 16), own)));
        if (load<i32>(at, 8) == 0) {
          low = i16x8.add(low, i16x8.sub(width16, apartLow));
          high = i16x8.add(high, i16x8.sub(width16, apartHigh));
        } else {
          low = i16x8.add(low, apartLow);
          high = i16x8.add(high, apartHigh);
        }
      }
      n0 = f32x4.add(n0, f32x4.mul(compatibility, share(floats(quarter(low, high, 0)), byTraits, halfTraits)));
      n1 = f32x4.add(n1, f32x4.mul(compatibility, share(floats(quarter(low, high, 1)), byTraits, halfTraits)));
      n2 = f32x4.add(n2, f32x4.mul(compatibility, share(floats(quarter(low, high, 2)), byTraits, halfTraits)));
      n3 = f32x4.add(n3, f32x4.mul(compatibility, share(floats(quarter(low, high, 3)), byTraits, halfTraits)));
    }

    const low = integers(share(n0, byAll, halfAll), share(n1, byAll, halfAll));
    const high = integers(share(n2, byAll, halfAll), share(n3, byAll, halfAll));
    storePoints(to, low, high, bits);
  }
}
