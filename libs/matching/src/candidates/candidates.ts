import type { Scoring } from '../scoring/scoring.js';
import { throwIfCancelled, type Watch } from '../solver/watch.js';

/** How many pairs of each mentee are looked at first. */
export const CANDIDATES = 50;

/**
 * The best eligible pairs of some mentees, mentee by mentee, in each by mentor. Typed arrays only, so that a thread can
 * hand them over; ranges are independent of each other (`joinCandidates` puts them together).
 */
export interface Candidates {
  /** Pairs of the range's mentee `i` stand at `start[i] … start[i + 1] − 1`. */
  start: Int32Array;
  mentor: Int32Array;
  points: Int32Array;
  /** By mentee: no eligible pair that was left out has more points; −1 where none was left out. */
  restAtMost: Int16Array;
  /** By mentee: how many mentors it may have, those left out among them. */
  eligible: Int32Array;
  /** The sum of `eligible`. */
  eligiblePairs: number;
}

/** Pairs of growing number on typed arrays. */
export class PairList {
  private mentors = new Int32Array(1024);
  private pointsOf = new Int32Array(1024);
  length = 0;

  add(mentors: Int32Array, points: Int32Array): void {
    const length = this.length + mentors.length;
    if (length > this.mentors.length) {
      this.mentors = grown(this.mentors, length);
      this.pointsOf = grown(this.pointsOf, length);
    }
    this.mentors.set(mentors, this.length);
    this.pointsOf.set(points, this.length);
    this.length = length;
  }

  mentor(): Int32Array {
    return this.mentors.slice(0, this.length);
  }

  points(): Int32Array {
    return this.pointsOf.slice(0, this.length);
  }
}

function grown(array: Int32Array, atLeast: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(atLeast, Math.ceil(array.length * 1.5)));
  larger.set(array);
  return larger;
}

/**
 * The `k` best eligible pairs of the mentees `from … to − 1`; of equal points the first mentors. Depends on nothing
 * but these mentees and the mentors. Throws `CancelledError` when cancelled.
 */
export function candidatesOf(
  scoring: Scoring,
  from: number,
  to: number,
  k: number = CANDIDATES,
  watch: Watch = {},
): Candidates {
  const start = new Int32Array(to - from + 1);
  const restAtMost = new Int16Array(to - from);
  const eligible = new Int32Array(to - from);
  const pairs = new PairList();
  let eligiblePairs = 0;
  for (let i = from; i < to; i++) {
    if ((i & 127) === 0) {
      throwIfCancelled(watch);
      watch.onProgress?.((i - from) / (to - from), 'pairs');
    }
    const row = scoring.best(i, k);
    pairs.add(row.mentors, row.points);
    eligible[i - from] = row.eligible;
    eligiblePairs += row.eligible;
    restAtMost[i - from] = row.restAtMost;
    start[i - from + 1] = pairs.length;
  }
  return { start, mentor: pairs.mentor(), points: pairs.points(), restAtMost, eligible, eligiblePairs };
}

/** Candidates of consecutive ranges as those of one range. */
export function joinCandidates(parts: readonly Candidates[]): Candidates {
  const mentees = parts.reduce((sum, part) => sum + part.restAtMost.length, 0);
  const pairs = parts.reduce((sum, part) => sum + part.mentor.length, 0);
  const joined = {
    start: new Int32Array(mentees + 1),
    mentor: new Int32Array(pairs),
    points: new Int32Array(pairs),
    restAtMost: new Int16Array(mentees),
    eligible: new Int32Array(mentees),
    eligiblePairs: 0,
  };
  let row = 0;
  let place = 0;
  for (const part of parts) {
    joined.mentor.set(part.mentor, place);
    joined.points.set(part.points, place);
    joined.restAtMost.set(part.restAtMost, row);
    joined.eligible.set(part.eligible, row);
    joined.eligiblePairs += part.eligiblePairs;
    for (let i = 0; i < part.restAtMost.length; i++) joined.start[row + i + 1] = place + part.start[i + 1]!;
    row += part.restAtMost.length;
    place += part.mentor.length;
  }
  return joined;
}
