import { isInfeasible, type Problem, type Result } from '../problem/types.js';
import { MatchingSession, type EditAnswer } from '../session/session.js';
import { isSolution, solveInFull } from '../solver/solve.js';
import { Alternatives } from './alternatives.js';
import { losesNobody, losesNothing, type Regret } from './regret.js';

/** What would bring a pair into an optimum, or how near it would come. */
export interface PairRemedies {
  /** So many points more and the pair is in an optimum; `null` where points alone do not do it. */
  missingPoints: number | null;
  /** One place more of the mentor brings the pair into an optimum. */
  onePlaceMore: boolean;
}

/**
 * The smallest changes that would bring an eligible pair into an optimum, for a plain problem and its result; `regret` is
 * the pair's. Points: exactly its regret, where it costs nobody a mentor and leaves the worst-off as it is (the best
 * matching with the pair gains what the pair gains, all others stay). A place: by repairing the optimum with it.
 */
export function pairRemedies(
  problem: Problem,
  result: Result,
  [mentee, mentor]: readonly [number, number],
  regret: Regret,
): PairRemedies {
  const most = problem.maxPoints ?? 10_000;
  const points = pointsOf(problem, mentee, mentor);
  const worst = result.levels.find((level) => level.kind === 'worst')?.value ?? null;
  const byPoints = losesNobody(regret) && (regret.worst ?? 0) === 0 && (worst === null || points > worst);
  const missing = byPoints && points + regret.points <= most ? regret.points : null;
  const capacity = Array.from(problem.capacity);
  capacity[mentor]!++;
  const opened = regretAfter(problem, result, [mentee, mentor], { ...problem, capacity }, (session) =>
    session.setCapacity(mentor, capacity[mentor]!),
  );
  return { missingPoints: missing, onePlaceMore: opened !== null && losesNothing(opened) };
}

/**
 * The regret that a pair which rules keep out would have, were it eligible with so many points: `null` where no
 * matching could have it; nothing where the pair would be in an optimum.
 */
export function regretIfAllowed(
  problem: Problem,
  result: Result,
  [mentee, mentor]: readonly [number, number],
  points: number,
): Regret | null {
  const pairs = {
    mentee: [...Array.from(problem.pairs.mentee), mentee],
    mentor: [...Array.from(problem.pairs.mentor), mentor],
    points: [...Array.from(problem.pairs.points), points],
  };
  return regretAfter(problem, result, [mentee, mentor], { ...problem, pairs }, (session) =>
    session.setPoints(mentee, mentor, points),
  );
}

/**
 * A pair's regret in a changed problem. By the sum a session repairs the optimum and a lock tells the price; under
 * `worst-off-first` a lock would take the pair out of the count of the worst-off, so the problem is solved anew.
 */
function regretAfter(
  problem: Problem,
  result: Result,
  [mentee, mentor]: readonly [number, number],
  changed: Problem,
  change: (session: MatchingSession) => EditAnswer,
): Regret | null {
  if (problem.objective === 'worst-off-first') {
    const solution = solveInFull(changed);
    return isSolution(solution) ? new Alternatives(solution).cost(mentee, mentor).regret : null;
  }
  const session = MatchingSession.from(problem, result);
  if (isInfeasible(change(session))) return null;
  const held = session.lock(mentee, mentor);
  return isInfeasible(held) ? null : held.loss;
}

function pointsOf({ pairs }: Problem, mentee: number, mentor: number): number {
  for (let k = 0; k < pairs.mentee.length; k++) {
    if (pairs.mentee[k] === mentee && pairs.mentor[k] === mentor) return pairs.points[k]!;
  }
  throw new Error(`pair ${mentee}–${mentor} is not eligible`);
}
