import { Alternatives, type Impossible } from '../explain/alternatives.js';
import type { Move } from '../explain/exchange.js';
import type { Regret } from '../explain/regret.js';
import { solveForced } from '../mixed/forced-pair.js';
import { isInfeasible, type Problem, type Result } from '../problem/types.js';
import { BUILT_IN_TITLES } from '../rules/titles.js';
import { isPlain, isSolution, solveInFull } from '../solver/solve.js';
import type { Watch } from '../solver/watch.js';
import { PoolPairs } from './pool-pairs.js';
import { changesForPair, changesOfRules } from './pair-changes.js';
import { listed, lossOf } from './russian.js';
import type { Pool, PoolResult, WhyNot, WhyNotMove } from './types.js';

/** What of a result a question needs: its certificate, which is what is kept of a matching. */
type StoredResult = Pick<PoolResult, 'problem' | 'result' | 'ids'>;

type SolvedResult = StoredResult & { result: Result };

const IMPOSSIBLE: Record<Impossible, string> = {
  'not-eligible': 'Пара не проходит по правилам',
  'mentee-locked': 'Наставляемый закреплён за другим наставником: сначала нужно снять закрепление',
  'no-places': 'У наставника нет свободных мест: все заняты действующими или закреплёнными парами',
  minimum: 'С этой парой не выполнить требование о наименьшей нагрузке наставников',
};

/**
 * Why a mentee was not given a mentor: the rules that the pair breaks, or who would have to move and what the
 * whole matching would lose by it, exactly. Repeats the matching of `poolResult.problem`, which is the same
 * again. Throws `PoolError` (`unknown-id`) for people that are not in the pool.
 */
export function whyNotInPool(
  pool: Pool,
  poolResult: StoredResult,
  mentor: string,
  mentee: string,
  watch: Watch = {},
): WhyNot {
  const people = new PoolPairs(withBoth(pool, mentor, mentee));
  const who = people.indexOf('mentor', mentor);
  const whom = people.indexOf('mentee', mentee);
  const check = people.check(who, whom);
  const { points } = people.score(who, whom);
  const base: WhyNot = {
    eligible: check.eligible,
    brokenRules: check.broken,
    points,
    regret: null,
    moves: [],
    wouldHelp: [],
    explanation: '',
  };
  const pair = [poolResult.ids.mentees.indexOf(mentee), poolResult.ids.mentors.indexOf(mentor)] as const;
  if (!check.eligible) {
    const { problem, result } = poolResult;
    const known = !isInfeasible(result) && isPlain(problem) && pair[0] >= 0 && pair[1] >= 0;
    const titles = check.broken.map(({ title, reason }) =>
      reason === 'data-missing' ? `${title} (нет данных)` : title,
    );
    return {
      ...base,
      wouldHelp: known
        ? changesOfRules({ problem, result, pair, mentorId: mentor, points }, check.broken)
        : [],
      explanation: `Пара невозможна по правилам. ${titles.map((title) => `${title}.`).join(' ')}`,
    };
  }
  const { problem, result, ids } = poolResult;
  if (isInfeasible(result)) {
    return {
      ...base,
      explanation:
        'Подбор не имеет решения: сначала нужно изменить закрепления, наименьшую нагрузку или условия подбора',
    };
  }
  return { ...base, ...price({ problem, result, ids }, mentor, mentee, watch) };
}

/** Kinds that the form does not know keep people out of a pool; a question about them still names the rule. */
function withBoth(pool: Pool, mentor: string, mentee: string): Pool {
  return { ...pool, locks: [{ mentor, mentee }] };
}

/** What the price of a pair says of it. */
type Priced = Pick<WhyNot, 'regret' | 'moves' | 'wouldHelp' | 'explanation'>;

function price({ problem, result, ids }: SolvedResult, mentor: string, mentee: string, watch: Watch): Priced {
  const who = ids.mentors.indexOf(mentor);
  const whom = ids.mentees.indexOf(mentee);
  if (!isPlain(problem)) return forcedPrice({ problem, result, ids }, who, whom, watch);
  const outcome = solveInFull(problem, watch);
  if (!isSolution(outcome))
    return { regret: null, moves: [], wouldHelp: [], explanation: BUILT_IN_TITLES['no-places'] };
  const cost = new Alternatives(outcome).cost(whom, who);
  if (cost.regret === null)
    return { regret: null, moves: [], wouldHelp: [], explanation: IMPOSSIBLE[cost.impossible] };
  const moves = cost.moves.map((move) => told(move, problem, ids));
  const points = moves[0]?.pointsAfter ?? 0;
  return {
    regret: cost.regret,
    moves,
    wouldHelp: changesForPair({ problem, result, pair: [whom, who], mentorId: mentor, points }, cost.regret),
    explanation: explain(cost.regret, moves, outcome.result.assignment[whom] === who),
  };
}

/** The price of a pair where prices do not tell it: the matching is solved anew with the pair in it. */
function forcedPrice(
  { problem, result, ids }: SolvedResult,
  who: number,
  whom: number,
  watch: Watch,
): Priced {
  const lock = problem.locks?.find(([mentee]) => mentee === whom);
  if (lock && lock[1] !== who)
    return { regret: null, moves: [], wouldHelp: [], explanation: IMPOSSIBLE['mentee-locked'] };
  const forced = solveForced(problem, result, whom, who, watch);
  if (!forced) return { regret: null, moves: [], wouldHelp: [], explanation: NO_MATCHING };
  const { matched, worst, points } = forced;
  const changed = forced.assignment.flatMap((to, mentee): Move[] => {
    const from = result.assignment[mentee]!;
    return from === to ? [] : [{ mentee, from, to }];
  });
  const moves = changed
    .sort((a, b) => Number(b.mentee === whom) - Number(a.mentee === whom))
    .map((move) => told(move, problem, ids));
  const regret = { matched, worst, points };
  const isPair = result.assignment[whom] === who;
  const text = explain(regret, moves, isPair);
  return {
    regret,
    moves,
    wouldHelp: [],
    explanation: forced.isExact || isPair ? text : `${text} ${ESTIMATE}`,
  };
}

const NO_MATCHING = 'С этой парой не выполнить всех условий: мест, размера групп, квот и закреплений';
const ESTIMATE = 'Это оценка: при таких условиях наилучший подбор до конца не доказан.';

function told(move: Move, problem: Problem, ids: PoolResult['ids']): WhyNotMove {
  const points = (mentor: number | null): number | null => {
    if (mentor === null) return null;
    const { pairs } = problem;
    for (let k = 0; k < pairs.mentee.length; k++) {
      if (pairs.mentee[k] === move.mentee && pairs.mentor[k] === mentor) return pairs.points[k]!;
    }
    return null;
  };
  return {
    mentee: ids.mentees[move.mentee]!,
    from: move.from === null ? null : ids.mentors[move.from]!,
    to: move.to === null ? null : ids.mentors[move.to]!,
    pointsBefore: points(move.from),
    pointsAfter: points(move.to),
  };
}

function explain(regret: Regret, moves: readonly WhyNotMove[], isPair: boolean): string {
  if (isPair) return 'Этот наставник и предложен';
  const others = moves.slice(1);
  const changes = others.map(({ mentee, from, to }) =>
    to === null
      ? `${mentee} останется без наставника`
      : from === null
        ? `${mentee} получит наставника ${to}`
        : `${mentee} перейдёт от ${from} к ${to}`,
  );
  const moved =
    others.length === 0 ? 'Никому больше переходить не придётся' : `Вместе с этим ${listed(changes)}`;
  return `${moved}. ${lossOf(regret)}.`;
}
