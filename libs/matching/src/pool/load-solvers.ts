import { loadMixedSolver } from '../mixed/highs-solver.js';
import type { Pool } from './types.js';

/** Loads what solving this pool may need, once per thread. To be awaited before `matchPool` and `whyNotInPool`. */
export async function loadSolversFor({ policy, apart = [] }: Pool): Promise<void> {
  const mayBeMixed =
    policy.groupMinimum > 1 ||
    (policy.quotas?.length ?? 0) > 0 ||
    apart.length > 0 ||
    policy.reciprocal === false;
  if (mayBeMixed) await loadMixedSolver();
}
