import { compareRegrets, type Regret } from '../explain/regret.js';
import { isInfeasible } from '../problem/types.js';
import { MatchingSession } from '../session/session.js';
import { throwIfCancelled, type Watch } from '../solver/watch.js';
import type { SolvedRun } from './run.js';

/** What all together gain by one place more, level by level; never less than nothing. */
export type PlaceValue = Regret;

/**
 * The exact worth of one more place of each mentor, by index. The dual price alone is only an upper bound where several
 * duals are optimal, so that every place that may be worth something is opened in turn, the matching repaired, and the
 * place closed again: a few shortest paths each.
 *
 * Throws `ProblemError` (`unsupported`) for problems with load costs or side conditions, `CancelledError` when cancelled.
 */
export function shadowPrices(
  { problem, result }: Pick<SolvedRun, 'problem' | 'result'>,
  watch: Watch = {},
): PlaceValue[] {
  const session = MatchingSession.from(problem, result);
  const load = new Int32Array(problem.mentors);
  for (const mentor of result.assignment) if (mentor !== null) load[mentor]!++;
  return Array.from({ length: problem.mentors }, (_, mentor): PlaceValue => {
    throwIfCancelled(watch);
    watch.onProgress?.(mentor / problem.mentors, 'shadow-prices');
    const capacity = problem.capacity[mentor]!;
    const opened = session.setCapacity(mentor, load[mentor]! < capacity ? capacity : capacity + 1);
    if (isInfeasible(opened)) throw new Error(`one more place of mentor ${mentor} cannot be impossible`);
    session.setCapacity(mentor, capacity);
    return gainOf(opened.loss);
  });
}

const gainOf = ({ matched, worst, points }: Regret): PlaceValue => ({
  matched: matched.map((count) => 0 - count),
  worst: worst === null ? null : 0 - worst,
  points: 0 - points,
});

/** Of two place values the greater one first. */
export const byWorth = (a: PlaceValue, b: PlaceValue): number => compareRegrets(b, a);
