import type { PriceVector, Problem } from '../problem/types.js';
import { compare, dualBound } from './dual-bound.js';
import type { Rest } from './rest.js';
import { demand } from './refusal.js';

/**
 * Checks the two proofs that no matching has better counts, or the same counts and a higher lowest pair than `worst`.
 * `countPrices` allow no more than `counts` (by tier, locked pairs left out) on all pairs; `abovePrices` do not allow
 * as many on the pairs above `worst`. Where nobody is matched there is nothing above.
 */
export function verifyWorst(
  problem: Problem,
  rest: Rest,
  level: Record<string, unknown>,
  counts: PriceVector,
  worst: number,
): void {
  const most = dualBound(problem, rest, level['countPrices'], {
    floor: 0,
    points: false,
    name: 'countPrices',
  });
  demand(
    compare(most, counts) === 0,
    `countPrices allow [${most.join()}] mentees, the counts are [${counts.join()}]`,
  );
  if (counts.every((count) => count === 0)) {
    return demand(level['abovePrices'] === null, 'there are abovePrices, but nobody to be worst off');
  }
  const floor = worst + 1;
  const above = dualBound(problem, rest, level['abovePrices'], { floor, points: false, name: 'abovePrices' });
  demand(compare(above, counts) < 0, `abovePrices allow [${above.join()}]: the worst-off may be too low`);
}
