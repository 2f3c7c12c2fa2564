import type { Decision } from '@app/contracts';
import type { EntityManager } from 'typeorm';

/** What a curator last decided about a mentor and a mentee in one programme; `withdraw` means nothing holds. */
export interface StandingDecision {
  mentor: string;
  mentee: string;
  decision: Decision;
}

/** The newest decision on each pair of people of a programme. */
export async function standingDecisions(
  tx: EntityManager,
  organisation: string,
  programme: string,
): Promise<StandingDecision[]> {
  return tx.query<StandingDecision[]>(
    `SELECT DISTINCT ON (mentor, mentee) mentor, mentee, decision FROM decision
     WHERE organisation_id = $1 AND programme_id = $2 ORDER BY mentor, mentee, id DESC`,
    [organisation, programme],
  );
}
