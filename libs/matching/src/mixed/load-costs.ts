import type { Numbers } from '../problem/types.js';

/** What a mentor's `place`-th mentee costs, places from 1; the last cost repeats, none given costs nothing. */
export function placeCost(costs: Numbers | undefined, place: number): number {
  if (!costs || costs.length === 0) return 0;
  return costs[Math.min(place, costs.length) - 1]!;
}

/** What `load` mentees of one mentor cost together. */
export function loadCostOf(costs: Numbers | undefined, load: number): number {
  if (!costs || costs.length === 0) return 0;
  let sum = 0;
  const listed = Math.min(load, costs.length);
  for (let k = 0; k < listed; k++) sum += costs[k]!;
  return sum + (load - listed) * costs[costs.length - 1]!;
}

/** Neighbouring places of one mentor at one cost, all of them owed (`minimum`) or none. */
export interface Segment {
  places: number;
  cost: number;
  owed: boolean;
}

/**
 * The places after the first `taken`, cheapest first, in segments of equal cost; the first `minimum` of them
 * must be filled. An optimum always fills cheap places before dear ones, since costs do not fall.
 */
export function segmentsOf(
  costs: Numbers | undefined,
  taken: number,
  places: number,
  minimum: number,
): Segment[] {
  const segments: Segment[] = [];
  const listed = costs?.length ?? 0;
  for (let used = 0; used < places;) {
    const place = taken + used + 1;
    const cost = placeCost(costs, place);
    let end = used + 1;
    if (place >= listed) end = places;
    while (end < places && placeCost(costs, taken + end + 1) === cost) end++;
    const owed = used < minimum;
    if (owed) end = Math.min(end, minimum);
    segments.push({ places: end - used, cost, owed });
    used = end;
  }
  return segments;
}
