import { placeValues, type PlaceValues } from '../explain/place-values.js';
import { compareRegrets, LossReader, type Regret } from '../explain/regret.js';
import { checkProblem } from '../problem/check-problem.js';
import { buildGraph } from '../problem/graph.js';
import { isInfeasible, ProblemError, type Problem, type Result } from '../problem/types.js';
import { fold, roomyWeights } from '../session/fold.js';
import { MatchingSession } from '../session/session.js';
import { readLocks } from '../solver/infeasible.js';
import { isPlain } from '../solver/solve.js';
import { throwIfCancelled, type Watch } from '../solver/watch.js';
import type { SolvedRun } from './run.js';

/** What all together gain by one place more, level by level; never less than nothing. */
export type PlaceValue = Regret;

/**
 * The exact worth of one more place of each mentor, by index. By the sum, one shortest-path search tells it for all
 * mentors; under `worst-off-first`, where a place may move the threshold, every place is opened in turn, the matching
 * repaired, and the place closed again.
 *
 * Throws `ProblemError` (`unsupported`) for problems with load costs or side conditions, `CancelledError` when cancelled.
 */
export function shadowPrices(run: Pick<SolvedRun, 'problem' | 'result'>, watch: Watch = {}): PlaceValue[] {
  const known = valuesOf(run);
  if (!known) return byOpening(run, watch);
  return Array.from(known.values.more, (gain) => gainOf(known.reader.read(0 - gain, null)));
}

/**
 * What all together would lose by one place less of each mentor, by index; `null` where no place can be spared: all are
 * held by locks, or the least load needs them. By the sum only: `null` for the whole under `worst-off-first`.
 */
export function lossesOfPlaces({
  problem,
  result,
}: Pick<SolvedRun, 'problem' | 'result'>): (Regret | null)[] | null {
  const known = valuesOf({ problem, result });
  if (!known) return null;
  return Array.from(known.values.less, (loss) => (loss === Infinity ? null : known.reader.read(loss, null)));
}

/** From the certificate; `null` where levels do not fold or the worst-off counts. */
function valuesOf(run: {
  problem: Problem;
  result: Result;
}): { values: PlaceValues; reader: LossReader } | null {
  const problem = checkProblem(run.problem);
  if (!isPlain(problem))
    throw new ProblemError(
      'unsupported',
      'problem',
      null,
      'side conditions and load costs have no place prices',
    );
  const locked = readLocks(problem);
  if (problem.objective === 'worst-off-first' || isInfeasible(locked)) return null;
  const graph = buildGraph(problem, locked);
  const { weights } = roomyWeights(graph, problem.maxPoints ?? 10_000);
  if (!weights.spread) return null;
  const { mentees, mentors } = run.result.prices;
  const assigned = Int32Array.from(run.result.assignment, (mentor, i) =>
    locked[i]! >= 0 ? -1 : (mentor ?? -1),
  );
  const optimum = { assigned, rowPrice: fold(mentees, weights), columnPrice: fold(mentors, weights) };
  return {
    values: placeValues(graph, weights, optimum),
    reader: new LossReader(weights, graph.tiers.length),
  };
}

function byOpening({ problem, result }: Pick<SolvedRun, 'problem' | 'result'>, watch: Watch): PlaceValue[] {
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
