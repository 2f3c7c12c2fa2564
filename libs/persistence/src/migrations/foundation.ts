/**
 * The first schema. Tenancy shapes every table: `organisation_id` stands first in keys and indexes, row-level
 * security is enabled and forced, and no setting means no rows. Work is done as `nastavnik_app`.
 */
export const ROLE = 'nastavnik_app';

/** Tables whose rows belong to one organisation and are seen by nobody else. */
const TENANT_TABLES = [
  'person',
  'consent',
  'bank_entry',
  'restriction',
  'compatibility',
  'programme',
  'policy',
  'preference',
  'import',
  'import_issue',
  'import_payload',
  'matching',
  'suggestion',
  'unmatched',
  'decision',
  'question',
  'pair',
  'pair_mentee',
  'pair_event',
  'response',
  'response_history',
  'measurement',
  'measurement_history',
  'denominator',
  'monitoring_report',
  'daily_moment',
] as const;

const TABLES = /* sql */ `
CREATE TABLE region (
  id text PRIMARY KEY CHECK (id ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  name text NOT NULL,
  timezone text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE municipality (
  id uuid PRIMARY KEY,
  region_id text NOT NULL REFERENCES region (id),
  name text NOT NULL,
  UNIQUE (region_id, name),
  UNIQUE (region_id, id)
);

CREATE TABLE organisation (
  id text PRIMARY KEY CHECK (id ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  region_id text NOT NULL REFERENCES region (id),
  municipality_id uuid NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  FOREIGN KEY (region_id, municipality_id) REFERENCES municipality (region_id, id)
);
CREATE INDEX organisation_region ON organisation (region_id, id);

CREATE TABLE api_key (
  id uuid PRIMARY KEY,
  region_id text NOT NULL REFERENCES region (id),
  organisation_id text REFERENCES organisation (id),
  role text NOT NULL CHECK (role IN ('region', 'school', 'curator', 'psychologist')),
  hash bytea NOT NULL UNIQUE,
  expires_on date,
  created_at timestamptz NOT NULL DEFAULT now(),
  CHECK ((role = 'region') = (organisation_id IS NULL))
);

CREATE TABLE run (
  id uuid PRIMARY KEY,
  region_id text NOT NULL REFERENCES region (id),
  organisation_id text REFERENCES organisation (id),
  queue text NOT NULL,
  status text NOT NULL DEFAULT 'queued' CHECK (status IN ('queued', 'running', 'done', 'failed', 'cancelled')),
  progress smallint NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 100),
  attempt integer NOT NULL DEFAULT 0,
  cancel_requested boolean NOT NULL DEFAULT false,
  error jsonb,
  created_at timestamptz NOT NULL DEFAULT now(),
  started_at timestamptz,
  finished_at timestamptz,
  UNIQUE (organisation_id, id)
);
CREATE INDEX run_open ON run (status) WHERE status IN ('queued', 'running');

CREATE TABLE outbox (
  id uuid PRIMARY KEY,
  queue text NOT NULL,
  payload jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  sent_at timestamptz,
  done_at timestamptz,
  sends integer NOT NULL DEFAULT 0
);
CREATE INDEX outbox_open ON outbox (created_at) WHERE done_at IS NULL;

CREATE TABLE idempotency (
  key_id uuid NOT NULL,
  key text NOT NULL,
  fingerprint bytea NOT NULL,
  status integer,
  headers jsonb,
  body text,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (key_id, key)
);

CREATE TABLE person (
  id uuid PRIMARY KEY,
  organisation_id text NOT NULL REFERENCES organisation (id),
  external_id text NOT NULL,
  display_name text,
  sex text CHECK (sex IN ('m', 'f')),
  birth_year smallint,
  erased_at timestamptz,
  UNIQUE (organisation_id, external_id),
  UNIQUE (organisation_id, id)
);

CREATE TABLE consent (
  id uuid PRIMARY KEY,
  organisation_id text NOT NULL,
  person_id uuid NOT NULL,
  purpose text NOT NULL,
  given_on date NOT NULL,
  given_by text NOT NULL,
  document text,
  valid_until date,
  withdrawn_on date,
  FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX consent_key ON consent (organisation_id, person_id, purpose, given_on);

CREATE TABLE bank_entry (
  id uuid PRIMARY KEY,
  organisation_id text NOT NULL,
  person_id uuid NOT NULL,
  bank text NOT NULL CHECK (bank IN ('mentors', 'mentees')),
  external_id text NOT NULL,
  person_kind text NOT NULL,
  grade smallint,
  experience_years real,
  categories text[] NOT NULL DEFAULT '{}',
  activity text,
  competences jsonb NOT NULL DEFAULT '[]',
  requests jsonb NOT NULL DEFAULT '[]',
  profile jsonb NOT NULL DEFAULT '{}',
  capacity smallint NOT NULL DEFAULT 1 CHECK (capacity >= 0),
  trained boolean NOT NULL DEFAULT false,
  waiting_since date,
  refreshed_on date,
  marks jsonb NOT NULL DEFAULT '{}',
  evidence jsonb NOT NULL DEFAULT '[]',
  proposed_by text,
  digest bytea NOT NULL,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organisation_id, bank, external_id),
  FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id)
);
CREATE INDEX bank_entry_person ON bank_entry (organisation_id, person_id);

CREATE TABLE restriction (
  id uuid PRIMARY KEY,
  organisation_id text NOT NULL REFERENCES organisation (id),
  mentor text NOT NULL,
  mentee text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('do-not-pair', 'kinship')),
  reason text,
  made_by uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organisation_id, mentor, mentee, kind)
);

CREATE TABLE compatibility (
  id uuid PRIMARY KEY,
  organisation_id text NOT NULL REFERENCES organisation (id),
  mentor text NOT NULL,
  mentee text NOT NULL,
  score double precision NOT NULL CHECK (score BETWEEN 0 AND 1),
  method text NOT NULL,
  measured_on date NOT NULL,
  veto boolean NOT NULL DEFAULT false,
  made_by uuid NOT NULL,
  UNIQUE (organisation_id, mentor, mentee)
);

CREATE TABLE programme (
  id uuid PRIMARY KEY,
  organisation_id text NOT NULL REFERENCES organisation (id),
  name text NOT NULL,
  document text,
  form text NOT NULL,
  variants text[] NOT NULL,
  kinds text[] NOT NULL,
  modes text[] NOT NULL,
  starts_on date NOT NULL,
  ends_on date NOT NULL,
  policy_version integer NOT NULL,
  moments_stale boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organisation_id, id),
  CHECK (ends_on >= starts_on)
);

CREATE TABLE policy (
  organisation_id text NOT NULL,
  programme_id uuid NOT NULL,
  version integer NOT NULL,
  body jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (programme_id, version),
  FOREIGN KEY (organisation_id, programme_id) REFERENCES programme (organisation_id, id)
);

CREATE TABLE preference (
  id uuid PRIMARY KEY,
  organisation_id text NOT NULL,
  programme_id uuid NOT NULL,
  mentor text NOT NULL,
  mentee text NOT NULL,
  given_by text NOT NULL CHECK (given_by IN ('mentor', 'mentee')),
  rating smallint NOT NULL CHECK (rating BETWEEN 1 AND 10),
  veto boolean NOT NULL DEFAULT false,
  made_by uuid NOT NULL,
  UNIQUE (programme_id, mentor, mentee, given_by),
  FOREIGN KEY (organisation_id, programme_id) REFERENCES programme (organisation_id, id)
);

CREATE TABLE import (
  id uuid PRIMARY KEY,
  organisation_id text NOT NULL,
  kind text NOT NULL,
  bank text,
  programme_id uuid,
  mode text NOT NULL,
  dry_run boolean NOT NULL,
  media_type text NOT NULL,
  made_by uuid NOT NULL,
  accepted integer NOT NULL DEFAULT 0,
  rejected integer NOT NULL DEFAULT 0,
  created integer NOT NULL DEFAULT 0,
  updated integer NOT NULL DEFAULT 0,
  unchanged integer NOT NULL DEFAULT 0,
  warning_count integer NOT NULL DEFAULT 0,
  error_count integer NOT NULL DEFAULT 0,
  FOREIGN KEY (organisation_id, id) REFERENCES run (organisation_id, id)
);
CREATE INDEX import_organisation ON import (organisation_id, id);

CREATE TABLE import_issue (
  organisation_id text NOT NULL,
  import_id uuid NOT NULL REFERENCES import (id) ON DELETE CASCADE,
  severity text NOT NULL CHECK (severity IN ('error', 'warning')),
  ordinal integer NOT NULL,
  row_number integer,
  line integer,
  field text NOT NULL,
  code text NOT NULL,
  message text NOT NULL,
  PRIMARY KEY (import_id, severity, ordinal)
);

CREATE TABLE import_payload (
  organisation_id text NOT NULL,
  import_id uuid NOT NULL REFERENCES import (id) ON DELETE CASCADE,
  part integer NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (import_id, part)
);

-- A file holds personal data and is not needed once its run has ended, however that came about.
CREATE FUNCTION drop_import_payload() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM import_payload WHERE import_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER run_ended AFTER UPDATE OF status ON run FOR EACH ROW
  WHEN (NEW.status IN ('done', 'failed', 'cancelled')) EXECUTE FUNCTION drop_import_payload();

CREATE TABLE matching (
  id uuid PRIMARY KEY,
  organisation_id text NOT NULL,
  programme_id uuid NOT NULL,
  as_of date NOT NULL,
  policy_version integer NOT NULL,
  seed bigint NOT NULL,
  locks jsonb NOT NULL DEFAULT '[]',
  excluded jsonb NOT NULL DEFAULT '[]',
  input_digest text,
  summary jsonb,
  certificate jsonb,
  engine_version text,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organisation_id, id),
  FOREIGN KEY (organisation_id, id) REFERENCES run (organisation_id, id),
  FOREIGN KEY (organisation_id, programme_id) REFERENCES programme (organisation_id, id),
  FOREIGN KEY (programme_id, policy_version) REFERENCES policy (programme_id, version)
);
CREATE INDEX matching_programme ON matching (organisation_id, programme_id, id);

CREATE TABLE suggestion (
  id uuid PRIMARY KEY,
  organisation_id text NOT NULL,
  matching_id uuid NOT NULL,
  programme_id uuid NOT NULL,
  ordinal integer NOT NULL,
  mentor text NOT NULL,
  mentee text NOT NULL,
  variant text NOT NULL,
  points integer NOT NULL,
  components jsonb NOT NULL,
  reasons jsonb NOT NULL,
  locked boolean NOT NULL,
  tie boolean NOT NULL,
  alternatives jsonb NOT NULL,
  UNIQUE (organisation_id, id),
  UNIQUE (matching_id, mentee),
  FOREIGN KEY (organisation_id, matching_id) REFERENCES matching (organisation_id, id)
);
CREATE INDEX suggestion_matching ON suggestion (organisation_id, matching_id, ordinal);

CREATE TABLE unmatched (
  id uuid PRIMARY KEY,
  organisation_id text NOT NULL,
  matching_id uuid NOT NULL,
  ordinal integer NOT NULL,
  mentee text NOT NULL,
  reason text NOT NULL,
  rules jsonb NOT NULL,
  would_help jsonb NOT NULL,
  UNIQUE (matching_id, mentee),
  FOREIGN KEY (organisation_id, matching_id) REFERENCES matching (organisation_id, id)
);

CREATE TABLE decision (
  id uuid PRIMARY KEY,
  organisation_id text NOT NULL,
  programme_id uuid NOT NULL,
  suggestion_id uuid NOT NULL,
  mentor text NOT NULL,
  mentee text NOT NULL,
  decision text NOT NULL CHECK (decision IN ('accept', 'reject', 'lock', 'withdraw')),
  reason text,
  made_by uuid NOT NULL,
  made_at timestamptz NOT NULL DEFAULT now(),
  FOREIGN KEY (organisation_id, suggestion_id) REFERENCES suggestion (organisation_id, id)
);
CREATE INDEX decision_programme ON decision (organisation_id, programme_id, mentor, mentee, id);

-- A question about a matching that the worker answers while a request waits; gone once it is answered.
CREATE TABLE question (
  id uuid PRIMARY KEY,
  organisation_id text NOT NULL,
  matching_id uuid NOT NULL,
  mentor text NOT NULL,
  mentee text NOT NULL,
  answer jsonb,
  FOREIGN KEY (organisation_id, id) REFERENCES run (organisation_id, id),
  FOREIGN KEY (organisation_id, matching_id) REFERENCES matching (organisation_id, id)
);

CREATE TABLE pair (
  id uuid PRIMARY KEY,
  organisation_id text NOT NULL,
  programme_id uuid NOT NULL,
  mentor text NOT NULL,
  variant text,
  kinds text[] NOT NULL,
  state text NOT NULL,
  started_on date,
  ended_on date,
  end_reason text,
  suggestion_id uuid,
  override_comment text,
  broken_rules jsonb NOT NULL DEFAULT '[]',
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organisation_id, id),
  FOREIGN KEY (organisation_id, programme_id) REFERENCES programme (organisation_id, id)
);
CREATE INDEX pair_programme ON pair (organisation_id, programme_id, id);
CREATE INDEX pair_mentor ON pair (organisation_id, mentor) WHERE ended_on IS NULL;

CREATE TABLE pair_mentee (
  organisation_id text NOT NULL,
  pair_id uuid NOT NULL,
  mentee text NOT NULL,
  PRIMARY KEY (pair_id, mentee),
  FOREIGN KEY (organisation_id, pair_id) REFERENCES pair (organisation_id, id)
);
CREATE INDEX pair_mentee_mentee ON pair_mentee (organisation_id, mentee);

CREATE TABLE pair_event (
  id uuid PRIMARY KEY,
  organisation_id text NOT NULL,
  pair_id uuid NOT NULL,
  event text NOT NULL,
  happened_on date NOT NULL,
  actor text,
  reason text,
  document jsonb,
  until date,
  recorded boolean NOT NULL,
  made_by uuid NOT NULL,
  made_at timestamptz NOT NULL DEFAULT now(),
  FOREIGN KEY (organisation_id, pair_id) REFERENCES pair (organisation_id, id)
);
CREATE INDEX pair_event_pair ON pair_event (organisation_id, pair_id, id);

CREATE TABLE response (
  id uuid PRIMARY KEY,
  organisation_id text NOT NULL,
  programme_id uuid NOT NULL,
  respondent_role text NOT NULL CHECK (respondent_role IN ('mentor', 'mentee', 'curator')),
  respondent text NOT NULL,
  about_role text NOT NULL DEFAULT '',
  about text NOT NULL DEFAULT '',
  instrument text NOT NULL,
  instrument_version text NOT NULL,
  wave text NOT NULL CHECK (wave IN ('entry', 'exit')),
  answered_on date NOT NULL,
  answers jsonb NOT NULL,
  import_id uuid,
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (programme_id, respondent_role, respondent, about_role, about, instrument, instrument_version, wave),
  FOREIGN KEY (organisation_id, programme_id) REFERENCES programme (organisation_id, id)
);
CREATE INDEX response_programme ON response (organisation_id, programme_id, instrument);

CREATE TABLE response_history (
  id uuid PRIMARY KEY,
  organisation_id text NOT NULL REFERENCES organisation (id),
  response_id uuid NOT NULL REFERENCES response (id) ON DELETE CASCADE,
  answered_on date NOT NULL,
  answers jsonb NOT NULL,
  replaced_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE measurement (
  id uuid PRIMARY KEY,
  organisation_id text NOT NULL,
  programme_id uuid NOT NULL,
  role text NOT NULL CHECK (role IN ('mentor', 'mentee', 'organisation')),
  person text NOT NULL,
  indicator text NOT NULL,
  topic text NOT NULL DEFAULT '',
  instrument text NOT NULL DEFAULT '',
  instrument_version text NOT NULL DEFAULT '',
  respondent text NOT NULL,
  wave text NOT NULL CHECK (wave IN ('entry', 'exit')),
  value double precision NOT NULL,
  measured_on date NOT NULL,
  response_id uuid REFERENCES response (id) ON DELETE CASCADE,
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (programme_id, role, person, indicator, topic, instrument, instrument_version, respondent, wave),
  FOREIGN KEY (organisation_id, programme_id) REFERENCES programme (organisation_id, id)
);
CREATE INDEX measurement_programme ON measurement (organisation_id, programme_id, indicator);

CREATE TABLE measurement_history (
  id uuid PRIMARY KEY,
  organisation_id text NOT NULL REFERENCES organisation (id),
  measurement_id uuid NOT NULL REFERENCES measurement (id) ON DELETE CASCADE,
  value double precision NOT NULL,
  measured_on date NOT NULL,
  replaced_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE denominator (
  organisation_id text NOT NULL REFERENCES organisation (id),
  academic_year text NOT NULL,
  code text NOT NULL,
  value integer NOT NULL CHECK (value >= 0),
  as_of date NOT NULL,
  source text NOT NULL,
  PRIMARY KEY (organisation_id, academic_year, code)
);

CREATE TABLE monitoring_report (
  id uuid PRIMARY KEY,
  organisation_id text NOT NULL,
  programme_id uuid NOT NULL,
  cut_off date NOT NULL,
  data_digest text,
  body json,
  created_at timestamptz NOT NULL DEFAULT now(),
  FOREIGN KEY (organisation_id, id) REFERENCES run (organisation_id, id),
  FOREIGN KEY (organisation_id, programme_id) REFERENCES programme (organisation_id, id)
);

-- Sums per day of exit. A day may hold one pupil, so the days stay inside the organisation: only what is merged up to
-- a cut-off leaves it, without ids.
CREATE TABLE daily_moment (
  organisation_id text NOT NULL REFERENCES organisation (id),
  programme_id uuid NOT NULL,
  cell text NOT NULL,
  exit_day date NOT NULL,
  moments jsonb NOT NULL,
  PRIMARY KEY (organisation_id, programme_id, cell, exit_day),
  FOREIGN KEY (organisation_id, programme_id) REFERENCES programme (organisation_id, id)
);
CREATE INDEX daily_moment_day ON daily_moment (organisation_id, exit_day);

-- A withdrawn consent, an erased person or a corrected grade changes whose change is counted.
CREATE FUNCTION make_moments_stale() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE programme SET moments_stale = true
  WHERE NOT moments_stale AND organisation_id = nullif(current_setting('app.organisation', true), '');
  RETURN NULL;
END $$;
CREATE TRIGGER moments_stale AFTER INSERT OR UPDATE OR DELETE ON consent
  FOR EACH STATEMENT EXECUTE FUNCTION make_moments_stale();
CREATE TRIGGER moments_stale AFTER UPDATE OR DELETE ON person
  FOR EACH STATEMENT EXECUTE FUNCTION make_moments_stale();
CREATE TRIGGER moments_stale AFTER UPDATE OR DELETE ON bank_entry
  FOR EACH STATEMENT EXECUTE FUNCTION make_moments_stale();

CREATE TABLE effectiveness_report (
  id uuid PRIMARY KEY REFERENCES run (id),
  region_id text NOT NULL REFERENCES region (id),
  academic_year text NOT NULL,
  cut_off date NOT NULL,
  form text,
  municipality_id uuid REFERENCES municipality (id),
  data_digest text,
  body json,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX effectiveness_report_region ON effectiveness_report (region_id, id);
`;

const BY_ORGANISATION = `organisation_id = nullif(current_setting('app.organisation', true), '')`;
const BY_REGION = `region_id = nullif(current_setting('app.region', true), '')`;
const BY_KEY = `hash = decode(nullif(current_setting('app.key_hash', true), ''), 'hex')`;
const BY_INSTALLATION = `current_setting('app.installation', true) = 'yes'`;

/** Read and write rules of the tables that are not simply an organisation's. */
const SHARED_POLICIES: Record<string, { using: string; check: string }> = {
  region: {
    using: `id = nullif(current_setting('app.region', true), '')
      OR EXISTS (SELECT 1 FROM organisation o WHERE o.region_id = region.id
                 AND o.id = nullif(current_setting('app.organisation', true), ''))
      OR ${BY_INSTALLATION}`,
    check: BY_INSTALLATION,
  },
  municipality: {
    using: `${BY_REGION} OR EXISTS (SELECT 1 FROM organisation o WHERE o.municipality_id = municipality.id
      AND o.id = nullif(current_setting('app.organisation', true), ''))`,
    check: BY_REGION,
  },
  organisation: {
    using: `id = nullif(current_setting('app.organisation', true), '') OR ${BY_REGION}`,
    check: BY_REGION,
  },
  api_key: {
    using: `${BY_KEY} OR ${BY_REGION} OR ${BY_INSTALLATION}`,
    check: `${BY_REGION} OR ${BY_INSTALLATION}`,
  },
  run: {
    using: `${BY_ORGANISATION} OR (organisation_id IS NULL AND ${BY_REGION})`,
    check: `${BY_ORGANISATION} OR (organisation_id IS NULL AND ${BY_REGION})`,
  },
  effectiveness_report: { using: BY_REGION, check: BY_REGION },
};

/** Tables without personal data that every part of the program may use. */
const OPEN_TABLES = ['outbox', 'idempotency'] as const;

const CREATE_ROLE = `
DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '${ROLE}') THEN
    BEGIN
      CREATE ROLE ${ROLE} NOLOGIN NOSUPERUSER NOBYPASSRLS;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END;
  END IF;
  EXECUTE format('GRANT ${ROLE} TO %I', current_user);
END $$;
GRANT USAGE ON SCHEMA public TO ${ROLE};
`;

/** Append-only tables: history cannot be rewritten, not even by a bug. */
const APPEND_ONLY = ['decision', 'pair_event', 'response_history', 'measurement_history', 'policy'];

function secure(table: string, policy: { using: string; check: string }): string {
  const verbs = APPEND_ONLY.includes(table) ? 'SELECT, INSERT' : 'SELECT, INSERT, UPDATE, DELETE';
  return `
    ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
    ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
    CREATE POLICY tenancy ON ${table} USING (${policy.using}) WITH CHECK (${policy.check});
    GRANT ${verbs} ON ${table} TO ${ROLE};`;
}

/** The statements of the first migration, in order. */
export function foundationStatements(): string[] {
  return [
    TABLES,
    CREATE_ROLE,
    ...TENANT_TABLES.map((table) => secure(table, { using: BY_ORGANISATION, check: BY_ORGANISATION })),
    ...Object.entries(SHARED_POLICIES).map(([table, policy]) => secure(table, policy)),
    ...OPEN_TABLES.map((table) => `GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO ${ROLE};`),
  ];
}

/** Names for the test that every table is either secured or known to be open: see `tables.ts`. */
export const FOUNDATION_TABLES: readonly string[] = [...TENANT_TABLES, ...Object.keys(SHARED_POLICIES)];
export const UNSECURED_TABLES: readonly string[] = [...OPEN_TABLES, 'migrations'];
