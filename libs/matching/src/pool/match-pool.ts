import { Alternatives } from '../explain/alternatives.js';
import { isInfeasible, type Infeasible, type Problem, type Result } from '../problem/types.js';
import { FULL_SCORE } from '../rules/score-pair.js';
import { throwIfCancelled, type Watch } from '../solver/watch.js';
import { byCodeUnits } from './canonical-order.js';
import { demandsInWords } from './demands.js';
import { solveForPool, type Outcome } from './outcome.js';
import { PoolPairs } from './pool-pairs.js';
import { reasonsFor } from './reasons.js';
import { toProblem } from './to-problem.js';
import type { Pool, PoolAlternative, PoolResult, PoolSuggestion, PoolSummary, Remark } from './types.js';
import { explainUnmatched } from './unmatched.js';

/** Said with every suggestion that has no alternatives for this reason. */
const PRICE_ON_REQUEST: Remark = {
  code: 'price-on-request',
  params: {},
  text: 'Подбор учитывает условия для групп, квоты или равномерность нагрузки: цена замены наставника считается по запросу',
};

/** What a matching spends its time on, as shares of the progress bar. */
const STAGES = { pairs: [0, 0.35], solve: [0.35, 0.8], explain: [0.8, 1] } as const;

function part(watch: Watch, stage: keyof typeof STAGES): Watch {
  const [from, to] = STAGES[stage];
  const { onProgress, signal } = watch;
  let reached = 0;
  return {
    ...(signal ? { signal } : {}),
    ...(onProgress
      ? {
          onProgress: (share: number) => {
            reached = Math.max(reached, Math.min(1, share));
            onProgress(from + (to - from) * reached, stage);
          },
        }
      : {}),
  };
}

/**
 * One matching from people to explained suggestions: rules and scores (`design.md` §5), the optimum with its
 * certificate (§6), reasons, alternatives with their exact regret, and the mentees left out with what would
 * help them. Depends on the pool alone: not on the order of its rows, nor on the clock. The pool is not changed.
 *
 * Under side conditions or load costs alternatives are left to `whyNotInPool`, and `summary.gap` tells what is not
 * proved; `loadMixedSolver` must have been awaited. An impossible pool is answered in `summary.infeasible`.
 * Throws `PoolError`, `RuleError` or `ProblemError` for contradictory data, `CancelledError` when cancelled.
 */
export function matchPool(pool: Pool, watch: Watch = {}): PoolResult {
  const startedAt = performance.now();
  const people = new PoolPairs(pool);
  const pairs = people.eligible(part(watch, 'pairs'));
  const problem = toProblem(people, pairs);
  const outcome = solveForPool(problem, part(watch, 'solve'));
  const ids = { mentors: people.mentors.map(({ id }) => id), mentees: people.mentees.map(({ id }) => id) };
  const explaining = part(watch, 'explain');
  const suggestions = isInfeasible(outcome) ? [] : suggest(people, outcome, explaining);
  const unmatched = isInfeasible(outcome) ? [] : explainUnmatched(people, outcome);
  explaining.onProgress?.(1, 'explain');
  const result = isInfeasible(outcome) ? outcome : outcome.result;
  const summary = summarise(people, problem, result, ids, Math.round(performance.now() - startedAt));
  return { problem, result, ids, summary, suggestions, unmatched };
}

function summarise(
  people: PoolPairs,
  problem: Problem,
  result: Result | Infeasible,
  ids: PoolResult['ids'],
  durationMs: number,
): PoolSummary {
  const size = {
    mentees: problem.mentees,
    mentors: problem.mentors,
    eligiblePairs: problem.pairs.mentee.length,
  };
  if (isInfeasible(result)) {
    const { reason, mentees, mentors, conditions } = result.infeasible;
    const infeasible = {
      reason,
      mentees: mentees.map((i) => ids.mentees[i]!).sort(byCodeUnits),
      mentors: mentors.map((j) => ids.mentors[j]!).sort(byCodeUnits),
      ...(conditions ? { conditions: demandsInWords(people, problem, conditions) } : {}),
    };
    const none = {
      matched: 0,
      unmatched: problem.mentees,
      totalPoints: 0,
      worstPoints: null,
      meanScore: null,
    };
    return { ...size, ...none, solver: 'none', durationMs, infeasible };
  }
  const { matched, totalPoints, worstPoints, solver, bound } = result;
  const meanScore = matched > 0 ? totalPoints / matched / FULL_SCORE : null;
  return {
    ...size,
    matched,
    unmatched: problem.mentees - matched,
    totalPoints,
    worstPoints,
    meanScore,
    solver,
    durationMs,
    ...(bound ? { gap: bound.gap } : {}),
  };
}

/** The matched pairs with everything a curator reads about them; by mentee's id. */
function suggest(people: PoolPairs, outcome: Outcome, watch: Watch): PoolSuggestion[] {
  const { policy } = people.pool;
  const { solution } = outcome;
  const alternatives =
    policy.alternatives > 0 && solution?.weights.spread
      ? new Alternatives(solution).ofAll(policy.alternatives, watch)
      : null;
  const standings = new Standings(outcome);
  const suggestions: PoolSuggestion[] = [];
  outcome.result.assignment.forEach((j, i) => {
    if ((i & 15) === 0) throwIfCancelled(watch);
    if (j === null) return;
    const score = people.score(j, i);
    const locked = outcome.graph.locked[i]! >= 0;
    const tie = outcome.tied[i] === 1;
    const others = alternatives?.[i] ?? [];
    suggestions.push({
      mentor: people.mentors[j]!.id,
      mentee: people.mentees[i]!.id,
      variant: people.rules.variantCode(people.variantOf(j, i)),
      points: score.points,
      components: score.components,
      locked,
      tie,
      reasons: [
        ...reasonsFor(score, { locked, tie, ...standings.of(i, score.points) }, people.rules.taxonomy),
        ...(solution ? [] : [PRICE_ON_REQUEST]),
      ],
      alternatives: others.map(({ mentor, points, regret }): PoolAlternative => ({
        mentor: people.mentors[mentor]!.id,
        points,
        variant: people.rules.variantCode(people.variantOf(mentor, i)),
        regret,
      })),
    });
  });
  return suggestions.sort((a, b) => byCodeUnits(a.mentee, b.mentee));
}

/** Where a mentor stands among a mentee's eligible mentors. */
class Standings {
  constructor(private readonly outcome: Outcome) {}

  of(mentee: number, points: number): { rank: number; eligible: number } {
    const { graph } = this.outcome;
    let better = 0;
    const [from, to] = [graph.start[mentee]!, graph.start[mentee + 1]!];
    for (let at = from; at < to; at++) if (graph.points[at]! > points) better++;
    return { rank: better + 1, eligible: to - from };
  }
}
