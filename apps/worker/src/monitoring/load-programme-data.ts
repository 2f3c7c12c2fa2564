import { loadCatalogue } from '@app/catalogue';
import type { Policy } from '@app/contracts';
import type { EntityManager } from 'typeorm';
import type {
  EntryRecord,
  MeasurementRecord,
  PairRecord,
  PersonRecord,
  ProgrammeData,
  SheetRecord,
} from './programme-data.js';

interface ProgrammeRow {
  name: string;
  form: string;
  variants: string[];
  kinds: string[];
  startsOn: string;
  endsOn: string;
  windows: Policy['windows'];
}

/**
 * Reads all that a programme's report is made from, in the organisation's scope. Rows come in an order that does not
 * depend on ids, so that the same data gives the same report in another database.
 *
 * @returns null when the organisation has no such programme.
 */
export async function loadProgrammeData(
  tx: EntityManager,
  programme: string,
  people: PersonRecord[],
): Promise<ProgrammeData | null> {
  const [row] = await tx.query<ProgrammeRow[]>(
    `SELECT p.name, p.form, p.variants, p.kinds, p.starts_on AS "startsOn", p.ends_on AS "endsOn",
            y.body -> 'windows' AS windows
     FROM programme p JOIN policy y ON y.programme_id = p.id AND y.version = p.policy_version WHERE p.id = $1`,
    [programme],
  );
  if (!row) return null;
  const { windows, ...rest } = row;
  return {
    programme: {
      ...rest,
      windows: {
        entryBeforeStart: windows.entryDaysBeforeStart,
        entryAfterStart: windows.entryDaysAfterStart,
        exitBeforeEnd: windows.exitDaysBeforeEnd,
        exitAfterEnd: windows.exitDaysAfterEnd,
      },
    },
    pairs: await loadPairs(tx, programme),
    people,
    measurements: await loadMeasurements(tx, programme),
    sheets: await loadSheets(tx, programme),
  };
}

function loadPairs(tx: EntityManager, programme: string): Promise<PairRecord[]> {
  return tx.query<PairRecord[]>(
    `SELECT mentor, mentees, variant, kinds, events FROM (
       SELECT p.mentor, p.variant, p.kinds,
              -- Who left a group took part in it.
              (SELECT coalesce(array_agg(m.mentee ORDER BY m.mentee COLLATE "C"), '{}')
               FROM (SELECT mentee FROM pair_mentee WHERE pair_id = p.id
                     UNION SELECT mentee FROM pair_event WHERE pair_id = p.id AND event = 'left') m) AS mentees,
              (SELECT coalesce(jsonb_agg(jsonb_build_object('event', e.event, 'on', e.happened_on, 'reason', e.reason,
                        'until', e.until) ORDER BY e.happened_on, e.id), '[]')
               FROM pair_event e WHERE e.pair_id = p.id AND e.mentee IS NULL) AS events
       FROM pair p WHERE p.programme_id = $1) AS pairs
     ORDER BY mentor COLLATE "C", array_to_string(mentees, ' ') COLLATE "C", events::text COLLATE "C"`,
    [programme],
  );
}

function loadMeasurements(tx: EntityManager, programme: string): Promise<MeasurementRecord[]> {
  return tx.query<MeasurementRecord[]>(
    `SELECT role, person, indicator, nullif(topic, '') AS topic, nullif(instrument, '') AS instrument,
            nullif(instrument_version, '') AS version, respondent, wave, value, measured_on AS "measuredOn"
     FROM measurement WHERE programme_id = $1
     ORDER BY role COLLATE "C", person COLLATE "C", indicator COLLATE "C", measurement.topic COLLATE "C",
              measurement.instrument COLLATE "C", instrument_version COLLATE "C", respondent COLLATE "C",
              wave COLLATE "C"`,
    [programme],
  );
}

/** Sheets by which people are chosen are no part of what is monitored. */
async function loadSheets(tx: EntityManager, programme: string): Promise<SheetRecord[]> {
  const sheets = await tx.query<SheetRecord[]>(
    `SELECT respondent_role AS "respondentRole", respondent, nullif(about, '') AS about, instrument,
            instrument_version AS version, wave, answered_on AS "answeredOn", answers
     FROM response WHERE programme_id = $1
     ORDER BY respondent_role COLLATE "C", respondent COLLATE "C", about_role COLLATE "C", response.about COLLATE "C",
              instrument COLLATE "C", instrument_version COLLATE "C", wave COLLATE "C"`,
    [programme],
  );
  const catalogue = loadCatalogue();
  return sheets.filter(
    ({ instrument, version }) => catalogue.instrument(instrument, version)?.use !== 'selection',
  );
}

interface EntryRow extends Omit<EntryRecord, 'requests'> {
  requests: { topic: string }[];
}

/** Everybody in the organisation's banks with their consents; an erased person has none. */
export async function loadPeople(tx: EntityManager): Promise<PersonRecord[]> {
  const rows = await tx.query<(Omit<PersonRecord, 'entries'> & { entries: EntryRow[] })[]>(
    `SELECT p.external_id AS "externalId", p.birth_year AS "birthYear",
            CASE WHEN p.erased_at IS NULL THEN
              (SELECT coalesce(jsonb_agg(jsonb_build_object('purpose', c.purpose, 'givenOn', c.given_on,
                        'validUntil', c.valid_until, 'withdrawnOn', c.withdrawn_on)
                        ORDER BY c.purpose COLLATE "C", c.given_on), '[]')
               FROM consent c WHERE c.organisation_id = p.organisation_id AND c.person_id = p.id)
            ELSE '[]' END AS consents,
            (SELECT coalesce(jsonb_agg(jsonb_build_object('bank', e.bank, 'personKind', e.person_kind, 'grade', e.grade,
                      'experienceYears', e.experience_years, 'categories', e.categories, 'requests', e.requests)
                      ORDER BY e.bank COLLATE "C"), '[]')
             FROM bank_entry e WHERE e.organisation_id = p.organisation_id AND e.person_id = p.id) AS entries
     FROM person p ORDER BY p.external_id COLLATE "C"`,
  );
  return rows.map((person) => ({
    ...person,
    entries: person.entries.map((entry) => ({
      ...entry,
      requests: entry.requests.map((request) => request.topic),
    })),
  }));
}
