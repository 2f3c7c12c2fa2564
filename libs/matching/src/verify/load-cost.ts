import type { PriceVector, Problem } from '../problem/types.js';
import { entryOf, type Rest } from './rest.js';

/** What a mentor's `place`-th mentee (from 1) costs: the last entry of `loadCost` repeats. */
function costOf({ loadCost }: Problem, place: number): number {
  return entryOf(loadCost, Math.min(place, loadCost?.length ?? 0) - 1, 0);
}

/** What a mentor's places `from + 1 … to` cost together. */
export function placesCost(problem: Problem, from: number, to: number): number {
  const listed = Math.min(to, problem.loadCost?.length ?? 0);
  let cost = 0;
  for (let place = from + 1; place <= listed; place++) cost += costOf(problem, place);
  return cost + Math.max(0, to - Math.max(from, listed)) * costOf(problem, to);
}

/**
 * The load between a mentor's minimum and capacity at which price times load less the places' cost is highest. Costs
 * touch the last entry alone and do not fall, so one takes places as long as the next one pays.
 */
export function bestLoad(problem: Problem, rest: Rest, mentor: number, price: PriceVector): number {
  const [capacity, minimum, held] = [rest.capacity[mentor]!, rest.minimum[mentor]!, rest.held[mentor]!];
  const byTier = price.slice(0, rest.tiers.length).find((entry) => entry !== 0) ?? 0;
  if (byTier !== 0) return byTier > 0 ? capacity : minimum;
  const points = entryOf(price, rest.tiers.length, 0);
  const costs = problem.loadCost?.length ?? 0;
  let load = minimum;
  while (load < capacity && costOf(problem, held + load + 1) < points) {
    load = held + load >= costs ? capacity : load + 1;
  }
  return load;
}
