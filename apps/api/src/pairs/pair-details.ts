import type { PairSide } from '@app/contracts';
import { withdrawnPeople } from '@app/persistence';
import type { EntityManager } from 'typeorm';
import type { StoredPair } from './stored-pairs.js';

/** What a view of pairs shows beside the pairs themselves, each by the pair's id. */
export interface PairDetails {
  meetings: Map<string, MeetingCounts>;
  satisfaction: Map<string, { on: string; value: number }>;
  replacedBy: Map<string, string>;
  /** Pairs with a petition on which nobody has decided. */
  petitioned: Set<string>;
  /** Pairs with a change of the plan that waits for consents. */
  planned: Set<string>;
  /** People of the pairs who have withdrawn their consent to the use of personal data. */
  withdrawn: Set<string>;
  people: Map<string, Abilities>;
}

export interface MeetingCounts {
  planned: number;
  held: number;
  tasksGiven: number;
  tasksChecked: number;
}

/** What a person can give and what they ask for, in both banks together: topics of the catalogue. */
export interface Abilities {
  competences: string[];
  requests: string[];
}

export const satisfactionKey = (pair: string, side: PairSide): string => `${pair} ${side}`;

/** Reads the details of pairs of one organisation, by a handful of queries however many pairs there are. */
export async function loadDetails(
  tx: EntityManager,
  organisation: string,
  pairs: readonly StoredPair[],
): Promise<PairDetails> {
  const ids = pairs.map(({ pair }) => pair.id);
  const people = [...new Set(pairs.flatMap(({ pair, mentees }) => [pair.mentor, ...mentees]))];
  const of = <Row>(sql: string) => tx.query<Row[]>(sql, [organisation, ids]);
  const meetings = await of<{ pair: string } & MeetingCounts>(
    `SELECT pair_id AS pair, count(*)::int AS planned, count(held_on)::int AS held,
            sum(tasks_given)::int AS "tasksGiven", sum(tasks_checked)::int AS "tasksChecked"
     FROM pair_meeting WHERE organisation_id = $1 AND pair_id = ANY ($2) GROUP BY pair_id`,
  );
  const satisfaction = await of<{ pair: string; side: PairSide; on: string; value: number }>(
    `SELECT DISTINCT ON (pair_id, side) pair_id AS pair, side, given_on AS on, satisfaction AS value
     FROM pair_support WHERE organisation_id = $1 AND pair_id = ANY ($2) AND satisfaction IS NOT NULL
     ORDER BY pair_id, side, given_on DESC, id DESC`,
  );
  const replaced = await of<{ pair: string; by: string }>(
    `SELECT replaces AS pair, id AS by FROM pair WHERE organisation_id = $1 AND replaces = ANY ($2) ORDER BY id`,
  );
  const petitioned = await of<{ pair: string }>(
    `SELECT DISTINCT pair_id AS pair FROM pair_petition
     WHERE organisation_id = $1 AND pair_id = ANY ($2) AND granted IS NULL`,
  );
  const planned = await of<{ pair: string }>(
    `SELECT DISTINCT p.pair_id AS pair FROM pair_plan p WHERE p.organisation_id = $1 AND p.pair_id = ANY ($2)
       AND p.needs_consent AND p.version = (SELECT max(n.version) FROM pair_plan n
         WHERE n.organisation_id = p.organisation_id AND n.pair_id = p.pair_id AND n.mentee = p.mentee)
       AND (SELECT count(*) FROM pair_plan_consent c
         WHERE c.organisation_id = p.organisation_id AND c.plan_id = p.id) < 2`,
  );
  return {
    meetings: new Map(meetings.map(({ pair, ...counts }) => [pair, counts])),
    satisfaction: new Map(
      satisfaction.map(({ pair, side, on, value }) => [satisfactionKey(pair, side), { on, value }]),
    ),
    replacedBy: new Map(replaced.map((row) => [row.pair, row.by])),
    petitioned: new Set(petitioned.map((row) => row.pair)),
    planned: new Set(planned.map((row) => row.pair)),
    withdrawn: await withdrawnPeople(tx, organisation, people),
    people: await abilitiesOf(tx, organisation, people),
  };
}

/** What people can give and ask for, by external id. */
export async function abilitiesOf(
  tx: EntityManager,
  organisation: string,
  people: readonly string[],
): Promise<Map<string, Abilities>> {
  const rows = await tx.query<({ id: string } & Abilities)[]>(
    `SELECT external_id AS id, coalesce(array_agg(DISTINCT c) FILTER (WHERE c IS NOT NULL), '{}') AS competences,
            coalesce(array_agg(DISTINCT r) FILTER (WHERE r IS NOT NULL), '{}') AS requests
     FROM bank_entry
       LEFT JOIN LATERAL (SELECT t ->> 'topic' AS c, NULL AS r FROM jsonb_array_elements(competences) t
         UNION ALL SELECT NULL, t ->> 'topic' FROM jsonb_array_elements(requests) t) topics ON true
     WHERE organisation_id = $1 AND external_id = ANY ($2) GROUP BY external_id`,
    [organisation, people],
  );
  return new Map(rows.map(({ id, ...abilities }) => [id, abilities]));
}
