import type { WhyNotView } from '@app/contracts';
import type { WhyNot } from '@app/matching';
import type { Snapshot } from '../matching-run/snapshot.js';
import { totalRegret } from '../matching-run/store-result.js';

const NO_CONSENT = 'Нет действующего согласия на обработку персональных данных';
const NOT_THERE =
  'Участника не было в этом подборе: его нет среди участников этой формы, или у него уже была пара';

/** The answer of the engine as the API gives it. */
export function answerOf(found: WhyNot): WhyNotView {
  return {
    eligible: found.eligible,
    brokenRules: found.brokenRules,
    points: found.points,
    regret: found.regret === null ? null : totalRegret(found.regret),
    moves: found.moves,
    explanation: found.explanation,
  };
}

/** The answer about somebody who was no part of the matching, or null where both were. */
export function outsideThePool(
  snapshot: Pick<Snapshot, 'mentors' | 'mentees'>,
  ids: { mentors: readonly string[]; mentees: readonly string[] },
  { mentor, mentee }: { mentor: string; mentee: string },
): WhyNotView | null {
  const bare = { eligible: false, points: null, regret: null, moves: [] };
  const who = snapshot.mentors.find((one) => one.id === mentor);
  const whom = snapshot.mentees.find((one) => one.id === mentee);
  if (who?.consented !== true || whom?.consented !== true) {
    const brokenRules = [{ rule: 'no-consent', title: NO_CONSENT, reason: 'data-missing' as const }];
    return { ...bare, brokenRules, explanation: `Пара невозможна по правилам. ${NO_CONSENT}.` };
  }
  if (ids.mentors.includes(mentor) && ids.mentees.includes(mentee)) return null;
  return { ...bare, brokenRules: [], explanation: `${NOT_THERE}.` };
}
