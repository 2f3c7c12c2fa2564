import type { MoveView, StoredAnswer } from '@app/contracts';
import { alternativesOf, wishInWords } from '@app/matching';
import type { Move } from '@app/matching';
import { totalRegret } from '../../matching-run/total-regret.js';
import type { StoredMatching } from '../stored-matchings.js';

const LOCKED = 'Пара закреплена или сохранена из прошлого подбора: другие наставники не рассматриваются.';
const CONDITIONS =
  'В подборе есть условия групп, нагрузки или долей: точная цена замены считается для одной пары («Почему не этот наставник?»).';

/** Whom else a mentee could have, with the exact loss to all together and who would move. */
export function alternatives(
  matching: StoredMatching,
  { mentee, limit }: { mentee: string; limit: number },
): StoredAnswer {
  const index = matching.mentee(mentee);
  if (index === undefined) return { errors: [{ field: 'mentee', code: 'not-in-matching', message: '' }] };
  const { problem, result, ids } = matching;
  const own = result.assignment[index] ?? null;
  const base = { mentee, mentor: own === null ? null : ids.mentors[own]! };
  const nothing = (remark: string): StoredAnswer => ({ answer: { ...base, items: [], remark } });
  if (!matching.isNetwork) return nothing(CONDITIONS);
  if (problem.locks?.some(([locked]) => locked === index)) return nothing(LOCKED);
  const items = alternativesOf(problem, index, limit).map(({ mentor, points, regret, moves }) => ({
    mentor: ids.mentors[mentor]!,
    points,
    regret: totalRegret(regret),
    moves: moves.map((move) => moveView(matching, move)),
    explanation: wishInWords(regret, moves.length),
  }));
  return { answer: { ...base, items, remark: null } };
}

function moveView(matching: StoredMatching, { mentee, from, to }: Move): MoveView {
  const { ids } = matching;
  return {
    mentee: ids.mentees[mentee]!,
    from: from === null ? null : ids.mentors[from]!,
    to: to === null ? null : ids.mentors[to]!,
    pointsBefore: matching.pointsOf(mentee, from),
    pointsAfter: matching.pointsOf(mentee, to),
  };
}
