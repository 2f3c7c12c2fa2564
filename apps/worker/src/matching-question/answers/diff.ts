import type { DiffView } from '@app/contracts';
import { diffRuns } from '@app/matching';
import type { StoredMatching } from '../stored-matchings.js';

/** Who has whom now, against an earlier matching. */
export function diff(before: StoredMatching, after: StoredMatching): DiffView {
  const { loss: _, kept, ...rest } = diffRuns(before, after);
  return {
    ...rest,
    kept: kept.map(({ mentee, to, pointsBefore, pointsAfter }) => ({
      mentor: to ?? '',
      mentee,
      pointsBefore: pointsBefore ?? 0,
      pointsAfter: pointsAfter ?? 0,
    })),
  };
}
