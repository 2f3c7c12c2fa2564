import type { InfeasibleView, StoredAnswer, TotalsView, WhatIfDto, WhatIfView } from '@app/contracts';
import { diffRuns, isInfeasible, MatchingSession, ProblemError, solve, wishInWords } from '@app/matching';
import type { EditAnswer, Infeasible, Problem, SolvedRun } from '@app/matching';
import { totalRegret } from '../../matching-run/total-regret.js';
import type { StoredMatching } from '../stored-matchings.js';
import { readChange } from './change.js';
import type { Change } from './change.js';

const IMPOSSIBLE: Record<string, string> = {
  'lock-ineligible':
    'Так нельзя: пара не проходит по правилам, исключена, закреплена или сохранена из прошлого подбора.',
  capacity: 'Закрепить так нельзя: у наставника не хватает мест, или наставляемый уже закреплён за другим.',
  minimum: 'С этим условием не выполнить требование о наименьшей нагрузке наставников.',
  'side-conditions':
    'С этим условием не выполнить остальные условия подбора (группы, доли, раздельные участники).',
};

/** The price of a wish: the matching is repaired with it and laid beside the one that is stored. */
export function whatIf(matching: StoredMatching, wish: WhatIfDto): StoredAnswer {
  const change = readChange(matching, wish);
  if ('errors' in change) return change;
  const wished = repaired(matching, change) ?? solvedAnew(matching, change);
  return { answer: isInfeasible(wished) ? impossible(matching, wished) : priced(matching, wished) };
}

function priced(matching: StoredMatching, wished: SolvedRun): WhatIfView {
  const { before, after, loss, moved, matched, leftOut } = diffRuns(matching, wished);
  const moves = [...moved, ...matched, ...leftOut];
  return {
    infeasible: null,
    before,
    after,
    loss: totalRegret(loss),
    moves,
    explanation: wishInWords(loss, moves.length),
  };
}

function impossible(matching: StoredMatching, { infeasible }: Infeasible): WhatIfView {
  const { reason, mentees, mentors } = infeasible;
  const view: InfeasibleView = {
    reason,
    mentees: mentees.map((index) => matching.ids.mentees[index] ?? ''),
    mentors: mentors.map((index) => matching.ids.mentors[index] ?? ''),
  };
  const before: TotalsView = diffRuns(matching, matching).before;
  return {
    infeasible: view,
    before,
    after: null,
    loss: null,
    moves: [],
    explanation: IMPOSSIBLE[reason] ?? '',
  };
}

/** The wish made on the solved state, a few shortest paths each; null where only a new solution can tell. */
function repaired(matching: StoredMatching, change: Change): SolvedRun | Infeasible | null {
  try {
    const session = MatchingSession.from(matching.problem, matching.result);
    for (const answer of edits(session, matching.problem, change)) if (isInfeasible(answer)) return answer;
    return { problem: session.problem(), result: session.result(), ids: matching.ids };
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'unsupported') return null;
    throw error;
  }
}

/** What eases first, so that no step is impossible where all of them together are not. */
function* edits(session: MatchingSession, problem: Problem, change: Change): Generator<EditAnswer> {
  const eases = ([mentor, places]: Change['capacity'][number]) => places >= problem.capacity[mentor]!;
  for (const one of change.capacity.filter(eases)) yield session.setCapacity(...one);
  for (const one of change.excluded) yield session.ban(...one);
  for (const one of change.capacity.filter((each) => !eases(each))) yield session.setCapacity(...one);
  for (const one of change.locks) yield session.lock(...one);
}

function solvedAnew(matching: StoredMatching, change: Change): SolvedRun | Infeasible {
  const problem = withChange(matching.problem, change);
  const result = solve(problem);
  return isInfeasible(result) ? result : { problem, result, ids: matching.ids };
}

function withChange(problem: Problem, { locks, excluded, capacity }: Change): Problem {
  const { mentee, mentor, points } = problem.pairs;
  const barred = new Set(excluded.map(([i, j]) => i * problem.mentors + j));
  const kept = Array.from(mentee, (_, at) => at).filter(
    (at) => !barred.has(mentee[at]! * problem.mentors + mentor[at]!),
  );
  const places = Array.from(problem.capacity);
  for (const [j, count] of capacity) places[j] = count;
  const held = new Map([...(problem.locks ?? []), ...locks].map((lock) => [lock.join(), lock]));
  return {
    ...problem,
    capacity: places,
    locks: [...held.values()],
    pairs: {
      mentee: kept.map((at) => mentee[at]!),
      mentor: kept.map((at) => mentor[at]!),
      points: kept.map((at) => points[at]!),
    },
  };
}
