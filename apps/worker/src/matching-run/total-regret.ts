import type { RegretView } from '@app/contracts';
import type { Regret } from '@app/matching';

/** The engine counts lost mentees by tier; people are told how many in all. */
export function totalRegret(regret: Regret): RegretView {
  return { ...regret, matched: regret.matched.reduce((sum, count) => sum + count, 0) };
}
