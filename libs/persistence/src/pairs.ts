import { ACTIVE_PAIR_STATES } from '@app/contracts';
import type { PairActor, PairEventKind, PairState } from '@app/contracts';
import type { EntityManager } from 'typeorm';
import { newId } from './keys.js';

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
                       end_reason, suggestion_id, override_comment, broken_rules)
     SELECT id, $1, programme, mentor, variant, kinds, state, "startedOn", "endedOn", "endReason", suggestion,
            override, "brokenRules"
     FROM jsonb_to_recordset($2) AS r(id uuid, programme uuid, mentor text, variant text, kinds text[], state text,
       "startedOn" date, "endedOn" date, "endReason" text, suggestion uuid, override text, "brokenRules" jsonb)`,
    [organisation, JSON.stringify(pairs)],
  );
  const mentees = pairs.flatMap((pair) => pair.mentees.map((mentee) => ({ pair: pair.id, mentee })));
  await tx.query(
    `INSERT INTO pair_mentee (organisation_id, pair_id, mentee)
     SELECT $1, pair, mentee FROM jsonb_to_recordset($2) AS r(pair uuid, mentee text)`,
    [organisation, JSON.stringify(mentees)],
  );
  const events = pairs.flatMap((pair) => pair.events.map((event) => ({ ...event, pair: pair.id })));
  await insertPairEvents(tx, organisation, madeBy, events);
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
