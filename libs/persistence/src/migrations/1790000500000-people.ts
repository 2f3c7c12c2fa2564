import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ROLE } from './foundation.js';

/** Tables of organisations that may be changed, and those that only grow. */
export const PEOPLE_TABLES = {
  ofOrganisations: ['interview', 'retention_period'],
  appendOnly: ['destruction_act', 'audit_entry'],
  inbox: 'audit_inbox',
} as const;

const TABLES = /* sql */ `
-- Whoever a transaction works for; the key's id, which names nobody.
CREATE FUNCTION current_actor() RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT nullif(current_setting('app.actor', true), '')::uuid
$$;

ALTER TABLE consent
  ADD COLUMN withdrawal_document text,
  ADD COLUMN made_by uuid DEFAULT current_actor(),
  ADD COLUMN made_at timestamptz NOT NULL DEFAULT now();

ALTER TABLE compatibility ADD COLUMN made_at timestamptz NOT NULL DEFAULT now();
ALTER TABLE preference ADD COLUMN made_at timestamptz NOT NULL DEFAULT now();
ALTER TABLE restriction RENAME COLUMN created_at TO made_at;

-- What is said anew is said by whoever says it now.
CREATE FUNCTION made_again() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.made_at := now();
  RETURN NEW;
END $$;
CREATE TRIGGER made_again BEFORE UPDATE OF made_by ON restriction FOR EACH ROW EXECUTE FUNCTION made_again();
CREATE TRIGGER made_again BEFORE UPDATE OF made_by ON compatibility FOR EACH ROW EXECUTE FUNCTION made_again();
CREATE TRIGGER made_again BEFORE UPDATE OF made_by ON preference FOR EACH ROW EXECUTE FUNCTION made_again();

-- An answer that is kept for repeats may tell of a person, and must be found when that person is erased.
ALTER TABLE idempotency ADD COLUMN organisation_id text;
CREATE INDEX idempotency_organisation ON idempotency (organisation_id) WHERE body IS NOT NULL;
CREATE INDEX idempotency_age ON idempotency (created_at);

-- Собеседование with somebody who might become a mentor, or might need one.
CREATE TABLE interview (
  id uuid PRIMARY KEY,
  organisation_id text NOT NULL,
  person_id uuid NOT NULL,
  held_on date NOT NULL,
  held_by text NOT NULL,
  result text NOT NULL CHECK (result IN ('suitable', 'not-suitable', 'undecided')),
  note text,
  made_by uuid NOT NULL,
  made_at timestamptz NOT NULL DEFAULT now(),
  FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id)
);
CREATE INDEX interview_person ON interview (organisation_id, person_id, id);

-- All pairs of a mentor, ended ones too.
CREATE INDEX pair_of_mentor ON pair (organisation_id, mentor);

-- An organisation's own periods; the catalogue has those of everybody else.
CREATE TABLE retention_period (
  organisation_id text NOT NULL REFERENCES organisation (id),
  code text NOT NULL,
  months integer NOT NULL CHECK (months BETWEEN 0 AND 1200),
  made_by uuid NOT NULL,
  made_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation_id, code)
);

-- Акт об уничтожении: what was destroyed, by kind and number; no values.
CREATE TABLE destruction_act (
  id uuid PRIMARY KEY,
  organisation_id text NOT NULL REFERENCES organisation (id),
  number integer NOT NULL,
  made_on date NOT NULL,
  reason text NOT NULL,
  people text[] NOT NULL,
  purpose text,
  withdrawn_on date,
  document text,
  destroyed jsonb NOT NULL,
  made_by uuid DEFAULT current_actor(),
  made_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organisation_id, number),
  UNIQUE (organisation_id, id)
);

-- What has been done, not yet in its place in the chain: see docs/decisions/0008-audit.md.
CREATE TABLE audit_inbox (
  id uuid PRIMARY KEY,
  organisation_id text NOT NULL REFERENCES organisation (id),
  at timestamptz NOT NULL,
  key_id uuid NOT NULL,
  role text NOT NULL,
  method text NOT NULL,
  route text NOT NULL,
  person text,
  target uuid,
  subjects integer,
  outcome text NOT NULL CHECK (outcome IN ('done', 'refused', 'failed')),
  code text
);
CREATE INDEX audit_inbox_organisation ON audit_inbox (organisation_id, id);

CREATE TABLE audit_entry (
  organisation_id text NOT NULL REFERENCES organisation (id),
  sequence bigint NOT NULL CHECK (sequence > 0),
  id uuid NOT NULL,
  at timestamptz NOT NULL,
  key_id uuid NOT NULL,
  role text NOT NULL,
  method text NOT NULL,
  route text NOT NULL,
  person text,
  target uuid,
  subjects integer,
  outcome text NOT NULL,
  code text,
  hash bytea NOT NULL,
  PRIMARY KEY (organisation_id, sequence),
  UNIQUE (organisation_id, id)
);
CREATE INDEX audit_entry_person ON audit_entry (organisation_id, person, sequence) WHERE person IS NOT NULL;
CREATE INDEX audit_entry_at ON audit_entry (organisation_id, at);
`;

/**
 * Histories cannot be rewritten, but what people wrote into them about somebody must go when that somebody is erased.
 * These are the only ways to do it; they touch texts of the transaction's own organisation, and nothing else.
 */
const ERASERS = /* sql */ `
CREATE FUNCTION erase_decision_texts(people text[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE erased integer;
BEGIN
  UPDATE decision SET reason = NULL
  WHERE organisation_id = nullif(current_setting('app.organisation', true), '') AND reason IS NOT NULL
    AND (mentor = ANY (people) OR mentee = ANY (people));
  GET DIAGNOSTICS erased = ROW_COUNT;
  RETURN erased;
END $$;

-- Codes of the catalogue stay: they say why a pair ended, and keep two people apart who must not meet again.
CREATE FUNCTION erase_pair_event_texts(people text[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE erased integer;
BEGIN
  UPDATE pair_event e SET reason = NULL
  FROM pair p
  WHERE e.organisation_id = nullif(current_setting('app.organisation', true), '') AND p.id = e.pair_id
    AND e.reason !~ '^[a-z0-9]+([.-][a-z0-9]+)*$'
    AND (p.mentor = ANY (people)
      OR EXISTS (SELECT FROM pair_mentee m WHERE m.pair_id = p.id AND m.mentee = ANY (people)));
  GET DIAGNOSTICS erased = ROW_COUNT;
  RETURN erased;
END $$;

-- What stood on sheets before they were corrected.
CREATE FUNCTION erase_answer_history(people text[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE erased integer;
BEGIN
  DELETE FROM response_history h USING response r
  WHERE h.organisation_id = nullif(current_setting('app.organisation', true), '') AND r.id = h.response_id
    AND (r.respondent = ANY (people) OR r.about = ANY (people));
  GET DIAGNOSTICS erased = ROW_COUNT;
  RETURN erased;
END $$;

REVOKE ALL ON FUNCTION erase_decision_texts(text[]), erase_pair_event_texts(text[]), erase_answer_history(text[])
  FROM PUBLIC;
GRANT EXECUTE ON FUNCTION erase_decision_texts(text[]), erase_pair_event_texts(text[]), erase_answer_history(text[])
  TO ${ROLE};
`;

const OWN = `organisation_id = nullif(current_setting('app.organisation', true), '')`;
/** Who has something to be sealed; a sealer then works as the organisation itself. */
const OWN_OR_SEALER = `${OWN} OR current_setting('app.installation', true) = 'yes'`;

const secure = (table: string, rule: string, verbs: string) => `
  ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
  ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
  CREATE POLICY tenancy ON ${table} USING (${rule}) WITH CHECK (${OWN});
  GRANT ${verbs} ON ${table} TO ${ROLE};`;

/** Consents with who and when, interviews, retention, acts of destruction, and the audit log. */
export class People1790000500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(ERASERS);
    for (const table of PEOPLE_TABLES.ofOrganisations)
      await runner.query(secure(table, OWN, 'SELECT, INSERT, UPDATE, DELETE'));
    for (const table of PEOPLE_TABLES.appendOnly) await runner.query(secure(table, OWN, 'SELECT, INSERT'));
    await runner.query(secure(PEOPLE_TABLES.inbox, OWN_OR_SEALER, 'SELECT, INSERT, DELETE'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION erase_decision_texts, erase_pair_event_texts, erase_answer_history;
      DROP TABLE audit_entry, audit_inbox, destruction_act, retention_period, interview;
      DROP INDEX pair_of_mentor, idempotency_age, idempotency_organisation;
      ALTER TABLE idempotency DROP COLUMN organisation_id;
      DROP TRIGGER made_again ON restriction;
      DROP TRIGGER made_again ON compatibility;
      DROP TRIGGER made_again ON preference;
      DROP FUNCTION made_again;
      ALTER TABLE restriction RENAME COLUMN made_at TO created_at;
      ALTER TABLE preference DROP COLUMN made_at;
      ALTER TABLE compatibility DROP COLUMN made_at;
      ALTER TABLE consent DROP COLUMN withdrawal_document, DROP COLUMN made_by, DROP COLUMN made_at;
      DROP FUNCTION current_actor;`);
  }
}
