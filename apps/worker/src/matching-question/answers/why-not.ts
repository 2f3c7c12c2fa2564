import type { WhyNotView } from '@app/contracts';
import { whyNotInPool } from '@app/matching';
import type { Pool } from '@app/matching';
import { totalRegret } from '../../matching-run/total-regret.js';
import type { StoredMatching } from '../stored-matchings.js';

const NO_CONSENT = 'Нет действующего согласия на обработку персональных данных';
const NOT_THERE =
  'Участника не было в этом подборе: его нет среди участников этой формы, или у него уже была пара';

const NOTHING_PRICED = { eligible: false, points: null, regret: null, moves: [], wouldHelp: [] };

/** The answer about somebody whose consent is missing: there is nothing to compute. */
export const WITHOUT_CONSENT: WhyNotView = {
  ...NOTHING_PRICED,
  brokenRules: [{ rule: 'no-consent', title: NO_CONSENT, reason: 'data-missing' }],
  explanation: `Пара невозможна по правилам. ${NO_CONSENT}.`,
};

/** "Why not this mentor?": rules by what the banks say now, prices by the matching as it is stored. */
export function whyNot(
  matching: StoredMatching,
  { pool, mentor, mentee }: { pool: Pool; mentor: string; mentee: string },
): WhyNotView {
  if (matching.mentor(mentor) === undefined || matching.mentee(mentee) === undefined) {
    return { ...NOTHING_PRICED, brokenRules: [], explanation: `${NOT_THERE}.` };
  }
  const found = whyNotInPool(pool, matching, mentor, mentee);
  return { ...found, regret: found.regret === null ? null : totalRegret(found.regret) };
}
