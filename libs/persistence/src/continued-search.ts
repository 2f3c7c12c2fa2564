import { ACTIVE_PAIR_STATES } from '@app/contracts';
import type { EntityManager } from 'typeorm';

/** A mentee who has no mentor in a programme and looks for one. */
export interface WaitingMentee {
  programme: string;
  mentee: string;
  /** `freed`: a pair ended; `rejected`: the suggestion was not taken; else why the last matching left them out. */
  reason: string;
  /** The day since which they wait. */
  since: string;
  /** Matchings of the programme that left them out. */
  tries: number;
}

/** The newest matching of each programme that has pairs to speak of. `$1` organisation, `$2` programmes. */
const LAST_MATCHINGS = `SELECT DISTINCT ON (m.programme_id) m.programme_id, m.id, m.as_of, m.created_at
  FROM matching m JOIN run r ON r.id = m.id
  WHERE m.organisation_id = $1 AND m.programme_id = ANY ($2) AND r.status = 'done' AND m.summary->'infeasible' IS NULL
  ORDER BY m.programme_id, m.id DESC`;

/** The newest finished matching of each of the programmes that has one, by programme. */
export async function lastMatchings(
  tx: EntityManager,
  organisation: string,
  programmes: readonly string[],
): Promise<Map<string, string>> {
  const rows = await tx.query<{ programme_id: string; id: string }[]>(LAST_MATCHINGS, [
    organisation,
    programmes,
  ]);
  return new Map(rows.map((row) => [row.programme_id, row.id]));
}

/**
 * Who waits for a mentor in the programmes (S1, annex): left out by the last matching, freed by a pair that ended while
 * they go on looking, or suggested to a mentor and rejected. Nobody who has a pair there, or has completed one, or was
 * erased from the bank. Ordered by programme and mentee.
 *
 * @param goesOn codes of the completion reasons after which a mentee goes on looking
 */
export async function waitingMentees(
  tx: EntityManager,
  organisation: string,
  programmes: readonly string[],
  goesOn: readonly string[],
): Promise<WaitingMentee[]> {
  return tx.query<WaitingMentee[]>(
    `WITH last AS (${LAST_MATCHINGS}),
     own AS (
       SELECT p.programme_id, m.mentee, p.state, p.ended_on, p.end_reason,
         (SELECT max(e.made_at) FROM pair_event e WHERE e.organisation_id = p.organisation_id AND e.pair_id = p.id) AS at
       FROM pair p JOIN pair_mentee m ON m.organisation_id = p.organisation_id AND m.pair_id = p.id
       WHERE p.organisation_id = $1 AND p.programme_id = ANY ($2)
       UNION ALL
       SELECT p.programme_id, e.mentee, 'left', e.happened_on, e.reason, e.made_at
       FROM pair_event e JOIN pair p ON p.organisation_id = e.organisation_id AND p.id = e.pair_id
       WHERE e.organisation_id = $1 AND p.programme_id = ANY ($2) AND e.event = 'left'),
     settled AS (SELECT programme_id, mentee FROM own WHERE state = ANY ($3) OR state = 'completed'),
     freed AS (
       SELECT DISTINCT ON (programme_id, mentee) * FROM own ORDER BY programme_id, mentee, at DESC),
     found AS (
       SELECT l.programme_id, u.mentee, u.reason, NULL::date AS since
       FROM last l JOIN unmatched u ON u.organisation_id = $1 AND u.matching_id = l.id
       UNION ALL
       SELECT l.programme_id, s.mentee, 'rejected', l.as_of
       FROM last l JOIN suggestion s ON s.organisation_id = $1 AND s.matching_id = l.id
       JOIN LATERAL (SELECT decision FROM decision d WHERE d.organisation_id = $1 AND d.programme_id = l.programme_id
         AND d.mentor = s.mentor AND d.mentee = s.mentee ORDER BY d.id DESC LIMIT 1) d ON d.decision = 'reject'
       UNION ALL
       SELECT f.programme_id, f.mentee, 'freed', f.ended_on FROM freed f LEFT JOIN last l USING (programme_id)
       WHERE f.state = 'replaced' OR (f.state IN ('terminated', 'left') AND f.end_reason = ANY ($4))),
     waiting AS (
       SELECT DISTINCT ON (f.programme_id, f.mentee) f.* FROM found f
       WHERE NOT EXISTS (SELECT FROM settled s WHERE s.programme_id = f.programme_id AND s.mentee = f.mentee)
         -- A matching since the pair ended has found somebody, whom the curator has yet to decide on.
         AND NOT (f.reason = 'freed' AND EXISTS (
           SELECT FROM last l JOIN suggestion s ON s.organisation_id = $1 AND s.matching_id = l.id
           JOIN freed o ON o.programme_id = l.programme_id AND o.mentee = s.mentee
           WHERE l.programme_id = f.programme_id AND s.mentee = f.mentee AND l.created_at > o.at))
       ORDER BY f.programme_id, f.mentee, (f.reason = 'freed') DESC),
     tried AS (
       SELECT m.programme_id, u.mentee, count(*)::int AS tries, min(m.as_of) AS first
       FROM matching m JOIN run r ON r.id = m.id AND r.status = 'done'
       JOIN unmatched u ON u.organisation_id = m.organisation_id AND u.matching_id = m.id
       WHERE m.organisation_id = $1 AND m.programme_id = ANY ($2) GROUP BY 1, 2)
     SELECT w.programme_id AS programme, w.mentee, w.reason,
       coalesce(e.waiting_since, w.since, t.first) AS since, coalesce(t.tries, 0) AS tries
     FROM waiting w
     JOIN bank_entry e ON e.organisation_id = $1 AND e.bank = 'mentees' AND e.external_id = w.mentee
     JOIN person p ON p.organisation_id = $1 AND p.id = e.person_id AND p.erased_at IS NULL
     LEFT JOIN tried t ON t.programme_id = w.programme_id AND t.mentee = w.mentee
     ORDER BY w.programme_id, w.mentee`,
    [organisation, programmes, ACTIVE_PAIR_STATES, goesOn],
  );
}
