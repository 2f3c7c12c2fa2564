import { loadCatalogue } from '@app/catalogue';
import type { EntityManager } from 'typeorm';

/** What is recorded of one pair's work. */
export interface PairResults {
  meetingsPlanned: number;
  meetingsHeld: number;
  /** Mean of its mentees' satisfaction, 1 to 10. */
  satisfaction: number | null;
  /** Mean oriented change of its mentees, each indicator as a share of its scale; above 0 is better. */
  change: number | null;
}

interface Change {
  pair: string;
  indicator: string;
  instrument: string;
  version: string;
  entry: number;
  exit: number;
}

/**
 * Results of pairs by id, from what is recorded: meetings, satisfaction, and the plain difference of the mentees'
 * measurements. Psychological indicators are left out: what a psychologist measures decides no award. Nothing here is
 * statistics; reports have those.
 */
export async function resultsOf(
  tx: EntityManager,
  organisation: string,
  pairs: readonly string[],
): Promise<ReadonlyMap<string, PairResults>> {
  const of = <Row>(sql: string) => tx.query<Row[]>(sql, [organisation, pairs]);
  const meetings = await of<{ pair: string; planned: number; held: number }>(
    `SELECT pair_id AS pair, count(*)::int AS planned, count(held_on)::int AS held
     FROM pair_meeting WHERE organisation_id = $1 AND pair_id = ANY ($2) GROUP BY pair_id`,
  );
  const satisfaction = await of<{ pair: string; value: number }>(SATISFACTION);
  const changes = await of<Change>(CHANGES);
  const meetingsOf = new Map(meetings.map((row) => [row.pair, row]));
  const satisfactionOf = new Map(satisfaction.map((row) => [row.pair, row.value]));
  return new Map(
    pairs.map((pair) => [
      pair,
      {
        meetingsPlanned: meetingsOf.get(pair)?.planned ?? 0,
        meetingsHeld: meetingsOf.get(pair)?.held ?? 0,
        satisfaction: satisfactionOf.get(pair) ?? null,
        change: mean(changes.filter((row) => row.pair === pair).flatMap(orientedShare)),
      },
    ]),
  );
}

/** The newest word of each mentee of a pair; where the psychologist has asked nobody, the questionnaire at exit. */
const SATISFACTION = /* sql */ `
  WITH said AS (
    SELECT DISTINCT ON (s.pair_id, s.mentee) s.pair_id AS pair, s.satisfaction AS value FROM pair_support s
    WHERE s.organisation_id = $1 AND s.pair_id = ANY ($2) AND s.side = 'mentee' AND s.satisfaction IS NOT NULL
    ORDER BY s.pair_id, s.mentee, s.given_on DESC, s.id DESC),
  answered AS (
    SELECT m.pair_id AS pair, v.value FROM pair_mentee m JOIN pair p ON p.id = m.pair_id
      JOIN measurement v ON v.organisation_id = $1 AND v.programme_id = p.programme_id AND v.role = 'mentee'
        AND v.person = m.mentee AND v.indicator = 'satisfaction' AND v.wave = 'exit' AND v.value BETWEEN 1 AND 10
    WHERE m.organisation_id = $1 AND m.pair_id = ANY ($2) AND m.pair_id NOT IN (SELECT pair FROM said))
  SELECT pair, avg(value)::float8 AS value FROM (SELECT * FROM said UNION ALL SELECT * FROM answered) a GROUP BY pair`;

/** Entry and exit of one person by one measure of one respondent, as reports pair them. */
const CHANGES = /* sql */ `
  SELECT m.pair_id AS pair, a.indicator, a.instrument, a.instrument_version AS version, a.value AS entry, b.value AS exit
  FROM pair_mentee m JOIN pair p ON p.id = m.pair_id
    JOIN measurement a ON a.organisation_id = $1 AND a.programme_id = p.programme_id AND a.role = 'mentee'
      AND a.person = m.mentee AND a.wave = 'entry'
    JOIN measurement b ON b.organisation_id = $1 AND b.programme_id = a.programme_id AND b.role = a.role
      AND b.person = a.person AND b.wave = 'exit' AND b.indicator = a.indicator AND b.topic = a.topic
      AND b.instrument = a.instrument AND b.instrument_version = a.instrument_version
      AND b.respondent = a.respondent
  WHERE m.organisation_id = $1 AND m.pair_id = ANY ($2)`;

/** (exit − entry) in the good direction, as a share of the scale; nothing for a norm, which has no direction. */
function orientedShare({ indicator, instrument, version, entry, exit }: Change): number[] {
  const catalogue = loadCatalogue();
  const known = catalogue.indicator(indicator);
  if (!known || known.psychological) return [];
  const scale = catalogue
    .instrument(instrument, version)
    ?.scales.find((candidate) => candidate.indicator === indicator);
  const { direction, min, max } = scale ?? known;
  if (direction === 'band') return [];
  return [(direction === 'higher' ? exit - entry : entry - exit) / (max - min)];
}

/** Null of nothing. */
export const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
