import { loadCatalogue } from '@app/catalogue';
import { ACTIVE_PAIR_STATES } from '@app/contracts';
import type { Asked, Found, ReminderSource } from '../source.js';

/** The plan that holds for a pair: the newest version that needs no consent or has both. `pair.id` is the pair's. */
const CURRENT_PLAN = `(SELECT pl.body FROM pair_plan pl WHERE pl.organisation_id = pair.organisation_id
  AND pl.pair_id = pair.id AND (NOT pl.needs_consent OR (SELECT count(*) FROM pair_plan_consent c
    WHERE c.organisation_id = pl.organisation_id AND c.plan_id = pl.id) = 2)
  ORDER BY pl.version DESC LIMIT 1)`;

/** Until when a pair was extended, by both or on paper. */
const EXTENDED = `(SELECT max(until) FROM (SELECT e.until FROM pair_event e
  WHERE e.organisation_id = pair.organisation_id AND e.pair_id = pair.id AND e.event = 'extended' GROUP BY e.until
  HAVING bool_or(e.recorded) OR count(DISTINCT e.actor) FILTER (WHERE e.actor IN ('mentor', 'mentee')) = 2) x)`;

/**
 * Running pairs with the day on which their term ends: as extended, as planned, or with the programme, but no later than
 * the longest term of a personalised programme (S1 §1.2). `$1` organisation, `$2` kinds, `$3` the longest term, months.
 */
const TERMS = `(SELECT pair.id, pair.organisation_id, pair.programme_id, pair.started_on, coalesce(${EXTENDED},
    (${CURRENT_PLAN}->>'until')::date,
    least(programme.ends_on, (pair.started_on + make_interval(months => $3))::date)) AS ends_on
  FROM pair JOIN programme ON programme.organisation_id = pair.organisation_id AND programme.id = pair.programme_id
  WHERE pair.organisation_id = $1 AND pair.state = 'running' AND pair.kinds && $2) AS term`;

/** Kinds that have a term, and those whose change is measured; the longest term in months. */
function kinds() {
  const all = loadCatalogue().data.kinds;
  return {
    withTerm: all.filter((kind) => kind.termMonths !== null).map((kind) => kind.code),
    measured: all.filter((kind) => kind.changeStatistics).map((kind) => kind.code),
    longest: Math.max(...all.map((kind) => kind.termMonths?.[1] ?? 0)),
  };
}

const termEnding: ReminderSource = {
  kind: 'pair-term-ending',
  find: (tx, { organisation, until }) =>
    tx.query<Found[]>(
      `SELECT term.id AS pair, term.programme_id AS programme, term.ends_on AS "dueOn" FROM ${TERMS}
       WHERE term.ends_on <= $4::date`,
      [organisation, kinds().withTerm, kinds().longest, until],
    ),
};

/** Before the term is over, or the second stage of monitoring is lost (domain.md §7.13). */
const exitDue: ReminderSource = {
  kind: 'exit-measurement-due',
  find: (tx, { organisation, until }) =>
    tx.query<Found[]>(
      `SELECT term.id AS pair, term.programme_id AS programme, term.ends_on AS "dueOn", 'mentees' AS bank, m.mentee AS person
       FROM ${TERMS} JOIN pair_mentee m ON m.organisation_id = term.organisation_id AND m.pair_id = term.id
       WHERE term.ends_on <= $4::date AND NOT EXISTS (SELECT FROM measurement s WHERE s.organisation_id = $1
         AND s.programme_id = term.programme_id AND s.role = 'mentee' AND s.person = m.mentee AND s.wave = 'exit')`,
      [organisation, kinds().measured, kinds().longest, until],
    ),
};

/** Of pairs that are about to start, or have started. */
const entryMissing: ReminderSource = {
  kind: 'entry-measurement-missing',
  find: (tx, { organisation, asOf, until }) =>
    tx.query<Found[]>(
      `SELECT * FROM (
         SELECT pair.id AS pair, pair.programme_id AS programme, 'mentees' AS bank, m.mentee AS person,
           coalesce(pair.started_on, greatest(programme.starts_on, $4::date)) AS "dueOn"
         FROM pair JOIN pair_mentee m ON m.organisation_id = pair.organisation_id AND m.pair_id = pair.id
         JOIN programme ON programme.organisation_id = pair.organisation_id AND programme.id = pair.programme_id
         WHERE pair.organisation_id = $1 AND pair.state IN ('ordered', 'running') AND pair.kinds && $2
           AND NOT EXISTS (SELECT FROM measurement s WHERE s.organisation_id = $1 AND s.programme_id = pair.programme_id
             AND s.role = 'mentee' AND s.person = m.mentee AND s.wave = 'entry')) found
       WHERE "dueOn" <= $3::date`,
      [organisation, kinds().measured, until, asOf],
    ),
};

const planMissing: ReminderSource = {
  kind: 'plan-missing',
  find: (tx, { organisation, until, rule }) =>
    tx.query<Found[]>(
      `SELECT pair.id AS pair, pair.programme_id AS programme, pair.started_on + $3::integer AS "dueOn" FROM pair
       WHERE pair.organisation_id = $1 AND pair.state = 'running' AND pair.kinds && $2
         AND pair.started_on + $3::integer <= $4::date AND ${CURRENT_PLAN} IS NULL`,
      [organisation, kinds().withTerm, rule.afterDays, until],
    ),
};

/** A plan that came to its end without the mentor's analysis (S3 §7). */
const analysisMissing: ReminderSource = {
  kind: 'plan-analysis-missing',
  find: (tx, { organisation, until, rule }) =>
    tx.query<Found[]>(
      `SELECT pair.id AS pair, pair.programme_id AS programme, pair.ended_on + $2::integer AS "dueOn" FROM pair
       WHERE pair.organisation_id = $1 AND pair.state = 'completed' AND pair.ended_on + $2::integer <= $3::date
         AND ${CURRENT_PLAN} IS NOT NULL AND NOT EXISTS (SELECT FROM pair_analysis a
           WHERE a.organisation_id = pair.organisation_id AND a.pair_id = pair.id)`,
      [organisation, rule.afterDays, until],
    ),
};

interface DatedRow extends Found {
  day: string;
}
const dated = ({ day, ...found }: DatedRow): Found => ({ ...found, params: { day } });

const meetingNotMarked: ReminderSource = {
  kind: 'meeting-not-marked',
  async find(tx, { organisation, until, rule }) {
    const rows = await tx.query<DatedRow[]>(
      `SELECT pair.id AS pair, pair.programme_id AS programme, m.planned_on AS day, m.planned_on + $3::integer AS "dueOn"
       FROM pair_meeting m JOIN pair ON pair.organisation_id = m.organisation_id AND pair.id = m.pair_id
       WHERE m.organisation_id = $1 AND m.held_on IS NULL AND pair.state = ANY ($2)
         AND m.planned_on + $3::integer <= $4::date`,
      [organisation, ACTIVE_PAIR_STATES, rule.afterDays, until],
    );
    return rows.map(dated);
  },
};

const petitionUndecided: ReminderSource = {
  kind: 'petition-undecided',
  async find(tx, { organisation, until, rule }: Asked) {
    const rows = await tx.query<DatedRow[]>(
      `SELECT pair.id AS pair, pair.programme_id AS programme, n.asked_on AS day, n.asked_on + $2::integer AS "dueOn"
       FROM pair_petition n JOIN pair ON pair.organisation_id = n.organisation_id AND pair.id = n.pair_id
       WHERE n.organisation_id = $1 AND n.granted IS NULL AND n.asked_on + $2::integer <= $3::date`,
      [organisation, rule.afterDays, until],
    );
    return rows.map(dated);
  },
};

export const pairSources = [
  termEnding,
  exitDue,
  entryMissing,
  planMissing,
  analysisMissing,
  meetingNotMarked,
  petitionUndecided,
];
