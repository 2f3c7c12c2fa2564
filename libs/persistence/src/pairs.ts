import { ACTIVE_PAIR_STATES } from '@app/contracts';
import type { PairActor, PairEventKind, PairState } from '@app/contracts';
import type { EntityManager } from 'typeorm';
import { newId } from './keys.js';
import type { Bar } from './pool.js';

/** A step of a pair's life to be kept. `happenedOn` is a calendar day. */
export interface NewPairEvent {
  pair: string;
  event: PairEventKind;
  /** Who joins a group or leaves it; absent: the step is the whole pair's. */
  mentee?: string;
  happenedOn: string;
  actor: PairActor | null;
  reason: string | null;
  document: { number: string; date: string; signedBy: string } | null;
  until: string | null;
  recorded: boolean;
}

/** A pair or group to be kept; its state is that of the last of its `events`. */
export interface NewPair {
  id: string;
  programme: string;
  mentor: string;
  mentees: string[];
  variant: string | null;
  kinds: string[];
  state: PairState;
  startedOn: string | null;
  endedOn: string | null;
  endReason: string | null;
  suggestion: string | null;
  override: string | null;
  brokenRules: { rule: string; title: string }[];
  /** The pair whose place this one takes; absent: the last that one of the mentees lost in the programme. */
  replaces?: string;
  events: Omit<NewPairEvent, 'pair'>[];
}

/**
 * Lets one transaction at a time change the pairs of an organisation: places are counted over all its
 * programmes, so that two decisions at the same moment could otherwise give the last place twice.
 */
export async function lockPairs(tx: EntityManager, organisation: string): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('pairs of ' || $1, 0))`, [organisation]);
}

/** How many of each mentor's places active pairs take, over all programmes (design.md §6). */
export async function occupiedPlaces(tx: EntityManager): Promise<Map<string, number>> {
  const rows = await tx.query<{ mentor: string; places: number }[]>(
    `SELECT p.mentor, count(*)::int AS places FROM pair p JOIN pair_mentee m ON m.pair_id = p.id
     WHERE p.state = ANY ($1) GROUP BY p.mentor`,
    [ACTIVE_PAIR_STATES],
  );
  return new Map(rows.map((row) => [row.mentor, row.places]));
}

/** How many mentees each mentor has in active pairs of the programme. */
export async function groupSizes(tx: EntityManager, programme: string): Promise<Map<string, number>> {
  const rows = await tx.query<{ mentor: string; mentees: number }[]>(
    `SELECT p.mentor, count(*)::int AS mentees FROM pair p JOIN pair_mentee m ON m.pair_id = p.id
     WHERE p.programme_id = $1 AND p.state = ANY ($2) GROUP BY p.mentor`,
    [programme, ACTIVE_PAIR_STATES],
  );
  return new Map(rows.map((row) => [row.mentor, row.mentees]));
}

/** Mentees who have an active pair in the programme, each with the pair's id. */
export async function takenMentees(tx: EntityManager, programme: string): Promise<Map<string, string>> {
  const rows = await tx.query<{ mentee: string; pair: string }[]>(
    `SELECT m.mentee, p.id AS pair FROM pair p JOIN pair_mentee m ON m.pair_id = p.id
     WHERE p.programme_id = $1 AND p.state = ANY ($2) ORDER BY p.id`,
    [programme, ACTIVE_PAIR_STATES],
  );
  return new Map(rows.map((row) => [row.mentee, row.pair]));
}

/**
 * Bars against a mentor of the form becoming the mentee of their own mentee in the same form: nobody is both to the same
 * person, unless the pair goes in both directions (design.md §6).
 */
export async function reciprocalBars(
  tx: EntityManager,
  form: string,
  mutualKinds: readonly string[],
): Promise<Bar[]> {
  return tx.query<Bar[]>(
    `SELECT DISTINCT m.mentee AS mentor, p.mentor AS mentee, 'reciprocal' AS reason
     FROM pair p JOIN pair_mentee m ON m.pair_id = p.id JOIN programme g ON g.id = p.programme_id
     WHERE g.form = $1 AND p.state = ANY ($2) AND NOT p.kinds && $3`,
    [form, ACTIVE_PAIR_STATES, mutualKinds],
  );
}

/** Stores pairs with their mentees and events. `madeBy` is the key that asked for it. */
export async function insertPairs(
  tx: EntityManager,
  organisation: string,
  madeBy: string,
  pairs: readonly NewPair[],
): Promise<void> {
  if (pairs.length === 0) return;
  await tx.query(
    `INSERT INTO pair (id, organisation_id, programme_id, mentor, variant, kinds, state, started_on, ended_on,
                       end_reason, suggestion_id, override_comment, broken_rules, replaces)
     SELECT id, $1, programme, mentor, variant, kinds, state, "startedOn", "endedOn", "endReason", suggestion,
            override, "brokenRules", replaces
     FROM jsonb_to_recordset($2) AS r(id uuid, programme uuid, mentor text, variant text, kinds text[], state text,
       "startedOn" date, "endedOn" date, "endReason" text, suggestion uuid, override text, "brokenRules" jsonb,
       replaces uuid)`,
    [organisation, JSON.stringify(pairs)],
  );
  const mentees = pairs.flatMap((pair) => pair.mentees.map((mentee) => ({ pair: pair.id, mentee })));
  await tx.query(
    `INSERT INTO pair_mentee (organisation_id, pair_id, mentee)
     SELECT $1, pair, mentee FROM jsonb_to_recordset($2) AS r(pair uuid, mentee text)`,
    [organisation, JSON.stringify(mentees)],
  );
  await linkReplaced(
    tx,
    organisation,
    pairs.map((pair) => pair.id),
  );
  const events = pairs.flatMap((pair) => pair.events.map((event) => ({ ...event, pair: pair.id })));
  await insertPairEvents(tx, organisation, madeBy, events);
}

/**
 * A mentee whose pair was replaced, or whose mentor was released, goes on in the new one: it names the pair whose place
 * it takes.
 */
async function linkReplaced(tx: EntityManager, organisation: string, made: readonly string[]): Promise<void> {
  await tx.query(
    `UPDATE pair SET replaces = lost.id
     FROM (SELECT DISTINCT ON (n.id) n.id AS made, o.id
           FROM pair n JOIN pair_mentee nm ON nm.pair_id = n.id
             JOIN pair_mentee om ON om.organisation_id = n.organisation_id AND om.mentee = nm.mentee
             JOIN pair o ON o.id = om.pair_id AND o.programme_id = n.programme_id AND o.id <> n.id
           WHERE n.organisation_id = $1 AND n.id = ANY ($2) AND n.replaces IS NULL
             AND (o.state = 'replaced' OR EXISTS (
               SELECT FROM pair_petition q JOIN pair asked ON asked.id = q.pair_id
               WHERE q.organisation_id = $1 AND q.granted AND q.decided_on = o.ended_on
                 AND (q.pair_id = o.id OR (q.all_pairs AND asked.mentor = o.mentor))))
             AND NOT EXISTS (SELECT FROM pair x WHERE x.organisation_id = $1 AND x.replaces = o.id)
           ORDER BY n.id, o.ended_on DESC, o.id DESC) lost
     WHERE pair.id = lost.made`,
    [organisation, made],
  );
}

/** Appends to the pairs' histories, in the order given. */
export async function insertPairEvents(
  tx: EntityManager,
  organisation: string,
  madeBy: string,
  events: readonly NewPairEvent[],
): Promise<void> {
  if (events.length === 0) return;
  // Ids are ordered by time, so that sorting by id keeps the order within one transaction too.
  const rows = events.map((event) => ({ ...event, id: newId() }));
  await tx.query(
    `INSERT INTO pair_event (id, organisation_id, pair_id, event, mentee, happened_on, actor, reason, document, until,
                             recorded, made_by)
     SELECT id, $1, pair, event, mentee, "happenedOn", actor, reason, document, until, recorded, $2
     FROM jsonb_to_recordset($3) AS r(id uuid, pair uuid, event text, mentee text, "happenedOn" date, actor text, reason text,
       document jsonb, until date, recorded boolean)`,
    [organisation, madeBy, JSON.stringify(rows)],
  );
}

/** Stores what a step changed of pairs that are there already. */
export async function updatePairs(
  tx: EntityManager,
  pairs: readonly {
    id: string;
    state: PairState;
    startedOn: string | null;
    endedOn: string | null;
    endReason: string | null;
  }[],
): Promise<void> {
  if (pairs.length === 0) return;
  await tx.query(
    `UPDATE pair SET state = r.state, started_on = r."startedOn", ended_on = r."endedOn",
                     end_reason = r."endReason", version = pair.version + 1
     FROM jsonb_to_recordset($1) AS r(id uuid, state text, "startedOn" date, "endedOn" date, "endReason" text)
     WHERE pair.id = r.id`,
    [JSON.stringify(pairs)],
  );
}

/** Pairs decide whose change is counted: the programme's stored moments must be built anew. */
export async function markMomentsStale(tx: EntityManager, programme: string): Promise<void> {
  await tx.query(`UPDATE programme SET moments_stale = true WHERE id = $1`, [programme]);
}
