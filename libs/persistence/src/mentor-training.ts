import type { EntityManager } from 'typeorm';

/** What makes a mentor trained: attended sessions of kinds that train, and their hours. */
export interface TrainingRequirement {
  hours: number;
  sessions: number;
  /** Codes of the kinds of session that train. */
  kinds: readonly string[];
}

/** Sessions that train and that a mentor attended, with what has added up by then. `$1` organisation, `$2` kinds. */
const STEPS = `SELECT a.mentor, coalesce(s.done_on, s.ends_on) AS day, sum(s.hours) OVER w AS hours, count(*) OVER w AS sessions
  FROM mentor_school_attendance a
  JOIN mentor_school_session s ON s.organisation_id = a.organisation_id AND s.id = a.session_id
  WHERE a.organisation_id = $1 AND a.attended AND s.kind = ANY ($2)
  WINDOW w AS (PARTITION BY a.mentor ORDER BY coalesce(s.done_on, s.ends_on), s.id)`;

/** What a mentor has attended so far. */
export interface TrainingProgress {
  mentor: string;
  hours: number;
  sessions: number;
  trained: boolean;
  /** Null: not trained, or elsewhere. */
  trainedOn: string | null;
}

/** Mentors of the bank in the order of their ids, after the one named. */
export async function trainingProgress(
  tx: EntityManager,
  organisation: string,
  { kinds }: Pick<TrainingRequirement, 'kinds'>,
  page: { after: string; limit: number },
): Promise<TrainingProgress[]> {
  return tx.query<TrainingProgress[]>(
    `SELECT e.external_id AS mentor, coalesce(p.hours, 0) AS hours, coalesce(p.sessions, 0)::int AS sessions, e.trained,
            t.trained_on AS "trainedOn"
     FROM bank_entry e
     LEFT JOIN (SELECT mentor, max(hours) AS hours, max(sessions) AS sessions FROM (${STEPS}) s GROUP BY mentor) p
       ON p.mentor = e.external_id
     LEFT JOIN mentor_training t ON t.organisation_id = e.organisation_id AND t.mentor = e.external_id
     WHERE e.organisation_id = $1 AND e.bank = 'mentors' AND e.external_id > $3 ORDER BY e.external_id LIMIT $4`,
    [organisation, kinds, page.after, page.limit],
  );
}

/**
 * Sets who is trained after attendance or the requirement has changed, with the day on which they were; whoever is not
 * trained after all is again what the bank said before.
 * @param mentors whom the change concerns; absent: everybody
 * @returns who became trained, and who is no longer
 */
export async function recordTraining(
  tx: EntityManager,
  organisation: string,
  { hours, sessions, kinds }: TrainingRequirement,
  mentors?: readonly string[],
): Promise<{ trained: string[]; untrained: string[] }> {
  const params = [organisation, kinds, hours, sessions, mentors ?? null];
  const reached = `SELECT mentor, min(day) AS day FROM (${STEPS}) s
    WHERE hours >= $3 AND sessions >= $4 AND ($5::text[] IS NULL OR mentor = ANY ($5)) GROUP BY mentor`;
  const before = await tx.query<{ mentor: string }[]>(
    `SELECT mentor FROM mentor_training WHERE organisation_id = $1 FOR UPDATE`,
    [organisation],
  );
  const known = new Set(before.map((row) => row.mentor));
  const now = await tx.query<{ mentor: string }[]>(
    `INSERT INTO mentor_training (organisation_id, mentor, trained_on, trained_before)
     SELECT $1, r.mentor, r.day, e.trained FROM (${reached}) r
     JOIN bank_entry e ON e.organisation_id = $1 AND e.bank = 'mentors' AND e.external_id = r.mentor
     ON CONFLICT (organisation_id, mentor) DO UPDATE SET trained_on = excluded.trained_on
     RETURNING mentor`,
    params,
  );
  const [gone] = await tx.query<[{ mentor: string; trained_before: boolean }[], number]>(
    `DELETE FROM mentor_training WHERE organisation_id = $1 AND ($2::text[] IS NULL OR mentor = ANY ($2))
       AND mentor <> ALL ($3) RETURNING mentor, trained_before`,
    [organisation, mentors ?? null, now.map((row) => row.mentor)],
  );
  const untrained = gone.filter((row) => !row.trained_before).map((row) => row.mentor);
  const trained = now.map((row) => row.mentor).filter((mentor) => !known.has(mentor));
  await setTrained(tx, organisation, trained, true);
  await setTrained(tx, organisation, untrained, false);
  return { trained: trained.sort(), untrained: untrained.sort() };
}

async function setTrained(
  tx: EntityManager,
  organisation: string,
  mentors: readonly string[],
  trained: boolean,
): Promise<void> {
  if (mentors.length === 0) return;
  await tx.query(
    `UPDATE bank_entry SET trained = $3, version = version + 1, updated_at = now()
     WHERE organisation_id = $1 AND bank = 'mentors' AND external_id = ANY ($2) AND trained <> $3`,
    [organisation, mentors, trained],
  );
}
