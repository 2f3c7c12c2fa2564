import { FULL_SCORE, roundedRatio } from '../rules/score-pair.js';
import { FEATURE, FEATURE_KIND, NO_TRAIT, ROW, TOPIC, TRAIT, type Views } from './row-layout.js';

/** What can be done with a row; places are byte offsets. Both kernels give the same answers. */
export interface Kernel {
  /** Writes the points of all mentors alive, −1 for the others. */
  scoreRow(row: number): void;
  /** The points of the k-th best above `floor` and how many of the k best have exactly these; `floor` and 0 if there are no more than k. */
  kth(out: number, mentors: number, k: number, floor: number): { points: number; ties: number };
  /** How many points are above `floor`. */
  countAbove(out: number, mentors: number, floor: number): number;
  /** Writes mentors and points above `above`, and of the first `ties` that equal it; returns how many. */
  collect(out: number, mentors: number, above: number, ties: number, columns: number, points: number): number;
  /** Writes mentors and points of at least `floor` and at least `own` + the mentor's price; returns how many. */
  priceRow(
    out: number,
    mentors: number,
    own: number,
    prices: number,
    floor: number,
    columns: number,
    points: number,
  ): number;
}

/** The kernel in TypeScript. Exact wherever the columns hold what they should: sums stay far below 2^53. */
export class PlainKernel implements Kernel {
  private readonly counts = new Int32Array(FULL_SCORE + 1);

  constructor(private readonly views: Views) {}

  scoreRow(row: number): void {
    const { bytes, halves, words } = this.views;
    const at = row >> 2;
    const mentors = words[at + ROW.mentors]!;
    const alive = words[at + ROW.alive]!;
    const out = words[at + ROW.out]! >> 1;
    const asked = words[at + ROW.asked]!;
    const [wRequest, wProfile, wCompatibility] = [
      words[at + ROW.weightRequest]!,
      words[at + ROW.weightProfile]!,
      words[at + ROW.weightCompatibility]!,
    ];
    for (let j = 0; j < mentors; j++) {
      if (((bytes[alive + (j >> 3)]! >> (j & 7)) & 1) === 0) {
        halves[out + j] = -1;
        continue;
      }
      let sum = 0;
      let weights = 0;
      if (asked > 0) {
        sum += wRequest * roundedRatio(2000 * this.covered(at, j), asked);
        weights += wRequest;
      }
      const profile = this.profile(at, j);
      if (profile >= 0) {
        sum += wProfile * profile;
        weights += wProfile;
      }
      const traits = this.traits(at, j);
      if (traits >= 0) {
        sum += wCompatibility * traits;
        weights += wCompatibility;
      }
      halves[out + j] = weights > 0 ? roundedRatio(sum, weights) : 0;
    }
  }

  /** Σ importance · level. */
  private covered(at: number, j: number): number {
    const { bytes, words } = this.views;
    let entry = words[at + ROW.topicList]! >> 2;
    let covered = 0;
    for (let left = words[at + ROW.topics]!; left > 0; left--, entry += TOPIC.fields) {
      const level = bytes[words[entry + TOPIC.levels]! + j]!;
      covered += bytes[words[entry + TOPIC.products]! + level]!;
    }
    return covered;
  }

  /** The profile component, −1 where it is absent. */
  private profile(at: number, j: number): number {
    const { halves, words } = this.views;
    let entry = words[at + ROW.featureList]! >> 2;
    let sum = 0;
    let weights = 0;
    for (let left = words[at + ROW.features]!; left > 0; left--, entry += FEATURE.fields) {
      const value =
        words[entry + FEATURE.kind] === FEATURE_KIND.ready
          ? halves[(words[entry + FEATURE.column]! >> 1) + j]!
          : this.setSimilarity(entry, j);
      if (value < 0) continue;
      sum += words[entry + FEATURE.weight]! * value;
      weights += words[entry + FEATURE.weight]!;
    }
    return weights > 0 ? roundedRatio(sum, weights) : -1;
  }

  private setSimilarity(entry: number, j: number): number {
    const { bytes, words } = this.views;
    const size = bytes[words[entry + FEATURE.column]! + j]!;
    if (size === 0) return -1;
    const items = words[entry + FEATURE.items]! >> 2;
    let common = 0;
    for (let k = 0; k < words[entry + FEATURE.itemCount]!; k++) common += bytes[words[items + k]! + j]!;
    return roundedRatio(FULL_SCORE * common, size + words[entry + FEATURE.own]! - common);
  }

  /** The similarity of traits, −1 where the two share none. */
  private traits(at: number, j: number): number {
    const { halves, words } = this.views;
    const bits = words[at + ROW.traitBits] === 16 ? 16 : 32;
    const width = words[at + ROW.traitWidth]!;
    let entry = words[at + ROW.traitList]! >> 2;
    let sum = 0;
    let shared = 0;
    for (let left = words[at + ROW.traits]!; left > 0; left--, entry += TRAIT.fields) {
      const column = words[entry + TRAIT.column]!;
      const value = bits === 16 ? halves[(column >> 1) + j]! : words[(column >> 2) + j]!;
      if (value === NO_TRAIT[bits]) continue;
      const apart = Math.min(width, Math.abs(value - words[entry + TRAIT.own]!));
      sum += words[entry + TRAIT.complementary] === 1 ? apart : width - apart;
      shared++;
    }
    return shared > 0 ? roundedRatio(FULL_SCORE * sum, width * shared) : -1;
  }

  kth(out: number, mentors: number, k: number, floor: number): { points: number; ties: number } {
    const { counts } = this;
    const { halves } = this.views;
    counts.fill(0);
    let found = 0;
    let most = 0;
    for (let j = 0; j < mentors; j++) {
      const points = halves[(out >> 1) + j]!;
      if (points <= floor) continue;
      counts[points]!++;
      found++;
      if (points > most) most = points;
    }
    if (found <= k) return { points: floor, ties: 0 };
    let left = k;
    let points = most;
    while (counts[points]! < left) left -= counts[points--]!;
    return { points, ties: left };
  }

  countAbove(out: number, mentors: number, floor: number): number {
    const { halves } = this.views;
    let count = 0;
    for (let j = 0; j < mentors; j++) if (halves[(out >> 1) + j]! > floor) count++;
    return count;
  }

  collect(
    out: number,
    mentors: number,
    above: number,
    ties: number,
    columns: number,
    points: number,
  ): number {
    const { halves, words } = this.views;
    let count = 0;
    let left = ties;
    for (let j = 0; j < mentors; j++) {
      const own = halves[(out >> 1) + j]!;
      if (own < above || (own === above && left-- <= 0)) continue;
      words[(columns >> 2) + count] = j;
      words[(points >> 2) + count++] = own;
    }
    return count;
  }

  priceRow(
    out: number,
    mentors: number,
    own: number,
    prices: number,
    floor: number,
    columns: number,
    points: number,
  ): number {
    const { halves, words } = this.views;
    let count = 0;
    for (let j = 0; j < mentors; j++) {
      const here = halves[(out >> 1) + j]!;
      if (here < floor || here < own + words[(prices >> 2) + j]!) continue;
      words[(columns >> 2) + count] = j;
      words[(points >> 2) + count++] = here;
    }
    return count;
  }
}
