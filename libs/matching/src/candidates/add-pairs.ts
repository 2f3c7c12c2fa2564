import type { Candidates } from './candidates.js';
import type { Found } from './price-out.js';

/** The places of found pairs mentee by mentee: of each at most `most`, those that gain most first. */
export function mostGaining(found: Found, most: number): number[] {
  const places: number[] = [];
  const count = found.mentee.length;
  for (let from = 0; from < count;) {
    let to = from;
    while (to < count && found.mentee[to] === found.mentee[from]) to++;
    const own = Array.from({ length: to - from }, (_, k) => from + k);
    own.sort(
      (a, b) =>
        compare(found.gain[b]!, found.gain[a]!) ||
        found.points[b]! - found.points[a]! ||
        found.mentor[a]! - found.mentor[b]!,
    );
    places.push(...own.slice(0, most));
    from = to;
  }
  return places;
}

/** Difference that keeps two infinite gains equal. */
const compare = (a: number, b: number): number => (a === b ? 0 : a - b);

/** Candidates with more pairs; a pair that is there already stays as it is. `restAtMost` stays true of what is left out. */
export function withPairs(candidates: Candidates, found: Found, places: readonly number[]): Candidates {
  const rows = candidates.restAtMost.length;
  const added = new Map<number, Map<number, number>>();
  for (const at of places) {
    const row = added.get(found.mentee[at]!) ?? new Map<number, number>();
    added.set(found.mentee[at]!, row);
    row.set(found.mentor[at]!, found.points[at]!);
  }
  let more = 0;
  for (const row of added.values()) more += row.size;
  const start = new Int32Array(rows + 1);
  const mentor = new Int32Array(candidates.mentor.length + more);
  const points = new Int32Array(mentor.length);
  let to = 0;
  for (let i = 0; i < rows; i++) {
    const [from, end] = [candidates.start[i]!, candidates.start[i + 1]!];
    const row = added.get(i);
    if (!row) {
      mentor.set(candidates.mentor.subarray(from, end), to);
      points.set(candidates.points.subarray(from, end), to);
      to += end - from;
    } else {
      const all = new Map(row);
      for (let at = from; at < end; at++) all.set(candidates.mentor[at]!, candidates.points[at]!);
      for (const j of [...all.keys()].sort((a, b) => a - b)) {
        mentor[to] = j;
        points[to++] = all.get(j)!;
      }
    }
    start[i + 1] = to;
  }
  return { ...candidates, start, mentor: mentor.slice(0, to), points: points.slice(0, to) };
}
