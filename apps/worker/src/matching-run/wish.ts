import type { WishView } from '@app/contracts';
import { diffRuns, isInfeasible } from '@app/matching';
import type { PoolResult } from '@app/matching';
import { totalRegret } from './total-regret.js';

/** What of a matching is stored to be looked at again. */
export type Certificate = Pick<PoolResult, 'problem' | 'result' | 'ids'>;

/** What a matching costs against the one that it is based on; null where one of the two has no solution. */
export function wishOf(before: Certificate, { problem, result, ids }: Certificate): WishView | null {
  if (isInfeasible(before.result) || isInfeasible(result)) return null;
  const earlier = { problem: before.problem, result: before.result, ids: before.ids };
  const { loss, moved, matched, leftOut } = diffRuns(earlier, { problem, result, ids });
  return { loss: totalRegret(loss), moved: moved.length + matched.length + leftOut.length };
}
