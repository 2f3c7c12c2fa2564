import type { Candidates } from './candidates.js';
import type { Found } from './price-out.js';

/**
 * Candidates with more pairs, merged mentee by mentee; a pair that is there already stays as it is. `restAtMost` stays
 * true of what is left out.
 */
export function withPairs(candidates: Candidates, found: Found): Candidates {
  const rows = candidates.restAtMost.length;
  const start = new Int32Array(rows + 1);
  const mentor = new Int32Array(candidates.mentor.length + found.mentor.length);
  const points = new Int32Array(mentor.length);
  let to = 0;
  for (let i = 0; i < rows; i++) {
    let at = candidates.start[i]!;
    let other = found.start[i]!;
    const [end, last] = [candidates.start[i + 1]!, found.start[i + 1]!];
    while (at < end || other < last) {
      const known = at < end ? candidates.mentor[at]! : Infinity;
      const added = other < last ? found.mentor[other]! : Infinity;
      mentor[to] = Math.min(known, added);
      points[to++] = known <= added ? candidates.points[at]! : found.points[other]!;
      if (known <= added) at++;
      if (added <= known) other++;
    }
    start[i + 1] = to;
  }
  return { ...candidates, start, mentor: mentor.slice(0, to), points: points.slice(0, to) };
}
