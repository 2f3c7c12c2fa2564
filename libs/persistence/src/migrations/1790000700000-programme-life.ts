import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ROLE } from './foundation.js';

export const PROGRAMME_LIFE_TABLES = [
  'road_map_stage',
  'mentor_school',
  'mentor_school_session',
  'mentor_school_attendance',
  'mentor_training',
  'meeting_round',
  'round_meeting',
  'programme_question',
] as const;

const TABLES = /* sql */ `
ALTER TABLE programme ADD COLUMN continued_search boolean NOT NULL DEFAULT true;
ALTER TABLE matching ADD COLUMN origin text NOT NULL DEFAULT 'curator' CHECK (origin IN ('curator', 'search'));

-- What a school has changed of the catalogue's road map; a programme without rows has the catalogue's.
CREATE TABLE road_map_stage (
  organisation_id text NOT NULL,
  programme_id uuid NOT NULL,
  stage text NOT NULL,
  ordinal integer NOT NULL,
  title text NOT NULL,
  starts_on date NOT NULL,
  due_on date NOT NULL,
  responsible text NOT NULL,
  done_on date,
  note text,
  PRIMARY KEY (organisation_id, programme_id, stage),
  CHECK (due_on >= starts_on),
  FOREIGN KEY (organisation_id, programme_id) REFERENCES programme (organisation_id, id)
);

-- What an organisation asks of a trained mentor; absent: the catalogue's.
CREATE TABLE mentor_school (
  organisation_id text PRIMARY KEY REFERENCES organisation (id),
  hours real NOT NULL CHECK (hours >= 0),
  sessions integer NOT NULL CHECK (sessions >= 0)
);

CREATE TABLE mentor_school_session (
  id uuid PRIMARY KEY,
  organisation_id text NOT NULL REFERENCES organisation (id),
  title text NOT NULL,
  kind text NOT NULL,
  starts_on date NOT NULL,
  ends_on date NOT NULL,
  hours real NOT NULL CHECK (hours >= 0),
  responsible text NOT NULL,
  done_on date,
  academic_year text NOT NULL,
  -- Of the catalogue's calendar: stands once in a year, however often the calendar is taken over.
  item text,
  UNIQUE (organisation_id, id),
  UNIQUE (organisation_id, academic_year, item),
  CHECK (ends_on >= starts_on)
);
CREATE INDEX mentor_school_session_day ON mentor_school_session (organisation_id, starts_on, id);

CREATE TABLE mentor_school_attendance (
  organisation_id text NOT NULL,
  session_id uuid NOT NULL,
  mentor text NOT NULL,
  attended boolean NOT NULL,
  made_by uuid NOT NULL,
  made_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation_id, session_id, mentor),
  FOREIGN KEY (organisation_id, session_id) REFERENCES mentor_school_session (organisation_id, id) ON DELETE CASCADE
);
CREATE INDEX mentor_school_attendance_mentor ON mentor_school_attendance (organisation_id, mentor);

-- Mentors who have done all that the school of mentors asks, and the day on which they had.
CREATE TABLE mentor_training (
  organisation_id text NOT NULL REFERENCES organisation (id),
  mentor text NOT NULL,
  trained_on date NOT NULL,
  -- What the bank said before: it holds again if attendance is corrected.
  trained_before boolean NOT NULL,
  PRIMARY KEY (organisation_id, mentor)
);

CREATE TABLE meeting_round (
  id uuid PRIMARY KEY,
  organisation_id text NOT NULL,
  programme_id uuid NOT NULL,
  matching_id uuid NOT NULL,
  per_mentee smallint NOT NULL,
  places integer,
  slots jsonb NOT NULL,
  summary jsonb,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organisation_id, id),
  FOREIGN KEY (organisation_id, id) REFERENCES run (organisation_id, id),
  FOREIGN KEY (organisation_id, programme_id) REFERENCES programme (organisation_id, id),
  FOREIGN KEY (organisation_id, matching_id) REFERENCES matching (organisation_id, id)
);
CREATE INDEX meeting_round_programme ON meeting_round (organisation_id, programme_id, id);

-- One quick meeting of a round; without a slot: one for which there was no room.
CREATE TABLE round_meeting (
  organisation_id text NOT NULL,
  round_id uuid NOT NULL,
  mentor text NOT NULL,
  mentee text NOT NULL,
  slot integer,
  place integer,
  points integer NOT NULL,
  rank smallint NOT NULL,
  PRIMARY KEY (organisation_id, round_id, mentor, mentee),
  CHECK ((slot IS NULL) = (place IS NULL)),
  FOREIGN KEY (organisation_id, round_id) REFERENCES meeting_round (organisation_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX round_meeting_mentor_once ON round_meeting (organisation_id, round_id, slot, mentor) WHERE slot IS NOT NULL;
CREATE UNIQUE INDEX round_meeting_mentee_once ON round_meeting (organisation_id, round_id, slot, mentee) WHERE slot IS NOT NULL;
CREATE UNIQUE INDEX round_meeting_place_once ON round_meeting (organisation_id, round_id, slot, place) WHERE slot IS NOT NULL;

-- A question about a programme that the worker answers while a request waits; gone once it is answered.
CREATE TABLE programme_question (
  id uuid PRIMARY KEY,
  organisation_id text NOT NULL,
  programme_id uuid NOT NULL,
  as_of date NOT NULL,
  answer jsonb,
  FOREIGN KEY (organisation_id, id) REFERENCES run (organisation_id, id),
  FOREIGN KEY (organisation_id, programme_id) REFERENCES programme (organisation_id, id)
);
`;

const TRIGGERS = /* sql */ `
-- A row of an import that does not speak of training must not undo what the school of mentors has recorded.
CREATE FUNCTION keep_trained() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE bank_entry e SET trained = true FROM mentor_training t
  WHERE t.organisation_id = nullif(current_setting('app.organisation', true), '')
    AND e.organisation_id = t.organisation_id AND e.bank = 'mentors' AND e.external_id = t.mentor AND NOT e.trained;
  RETURN NULL;
END $$;
CREATE TRIGGER keep_trained AFTER INSERT OR UPDATE ON bank_entry
  FOR EACH STATEMENT WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION keep_trained();

-- Banks or pairs of an organisation that goes on searching have changed: one job for each such transaction, made with
-- it, looks whether somebody who waits may now find a mentor. Its run is as old as the change, which is how it knows it.
CREATE FUNCTION ask_for_search() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  tenant text := nullif(current_setting('app.organisation', true), '');
  made uuid;
BEGIN
  IF tenant IS NULL
    OR NOT EXISTS (SELECT FROM programme p JOIN matching m ON m.organisation_id = p.organisation_id
                     AND m.programme_id = p.id WHERE p.organisation_id = tenant AND p.continued_search)
    OR EXISTS (SELECT FROM run WHERE organisation_id = tenant AND queue = 'continued-search' AND created_at = now())
  THEN RETURN NULL; END IF;
  made := make_uuid7();
  INSERT INTO run (id, region_id, organisation_id, queue)
    SELECT made, region_id, id, 'continued-search' FROM organisation WHERE id = tenant;
  INSERT INTO outbox (id, queue, payload)
    SELECT made, 'continued-search', jsonb_build_object('run', made, 'organisation', id, 'region', region_id)
    FROM organisation WHERE id = tenant;
  RETURN NULL;
END $$;
CREATE TRIGGER ask_for_search AFTER INSERT OR UPDATE ON bank_entry
  FOR EACH STATEMENT EXECUTE FUNCTION ask_for_search();
CREATE TRIGGER ask_for_search AFTER INSERT ON pair_event FOR EACH STATEMENT EXECUTE FUNCTION ask_for_search();
CREATE INDEX run_search ON run (organisation_id, created_at) WHERE queue = 'continued-search';
`;

const secure = (table: string) => `
  ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
  ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
  CREATE POLICY tenancy ON ${table} USING (organisation_id = nullif(current_setting('app.organisation', true), ''))
    WITH CHECK (organisation_id = nullif(current_setting('app.organisation', true), ''));
  GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO ${ROLE};`;

/** The year of a programme: its road map, the school of mentors, rounds of quick meetings, the search that goes on. */
export class ProgrammeLife1790000700000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    for (const table of PROGRAMME_LIFE_TABLES) await runner.query(secure(table));
    await runner.query(TRIGGERS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER ask_for_search ON pair_event;
      DROP TRIGGER ask_for_search ON bank_entry;
      DROP TRIGGER keep_trained ON bank_entry;
      DROP FUNCTION ask_for_search;
      DROP FUNCTION keep_trained;
      DROP INDEX run_search;
      DROP TABLE ${[...PROGRAMME_LIFE_TABLES].reverse().join(', ')};
      ALTER TABLE matching DROP COLUMN origin;
      ALTER TABLE programme DROP COLUMN continued_search;`);
  }
}
