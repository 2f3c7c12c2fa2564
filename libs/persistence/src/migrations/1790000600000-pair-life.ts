import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ROLE } from './foundation.js';

export const PAIR_LIFE_TABLES = [
  'pair_meeting',
  'pair_plan',
  'pair_plan_consent',
  'pair_activity_done',
  'pair_analysis',
  'pair_consultant',
  'pair_petition',
  'pair_support',
] as const;

const TABLES = /* sql */ `
-- The pair whose place this one took: its mentee went on with another mentor.
ALTER TABLE pair ADD COLUMN replaces uuid;
ALTER TABLE pair ADD FOREIGN KEY (organisation_id, replaces) REFERENCES pair (organisation_id, id);
CREATE INDEX pair_replaces ON pair (organisation_id, replaces) WHERE replaces IS NOT NULL;

-- Whom a step is about where it is not the whole pair: somebody who joins a group, or leaves it.
ALTER TABLE pair_event ADD COLUMN mentee text;
ALTER TABLE pair_event ADD CHECK ((event IN ('joined', 'left')) = (mentee IS NOT NULL));
CREATE INDEX pair_event_left ON pair_event (organisation_id, mentee) WHERE event = 'left';

CREATE TABLE pair_meeting (
  id uuid PRIMARY KEY,
  organisation_id text NOT NULL,
  pair_id uuid NOT NULL,
  kind text NOT NULL,
  planned_on date,
  held_on date,
  mode text,
  mentor_attended boolean,
  -- Those who were there; null until the meeting was held.
  mentees_attended text[],
  topic text,
  notes text,
  tasks_given smallint NOT NULL DEFAULT 0 CHECK (tasks_given >= 0),
  tasks_checked smallint NOT NULL DEFAULT 0 CHECK (tasks_checked BETWEEN 0 AND tasks_given),
  made_by uuid NOT NULL,
  made_at timestamptz NOT NULL DEFAULT now(),
  CHECK (planned_on IS NOT NULL OR held_on IS NOT NULL),
  CHECK ((held_on IS NULL) = (mentees_attended IS NULL) AND (held_on IS NULL) = (mentor_attended IS NULL)),
  FOREIGN KEY (organisation_id, pair_id) REFERENCES pair (organisation_id, id)
);
CREATE INDEX pair_meeting_pair ON pair_meeting (organisation_id, pair_id, (coalesce(held_on, planned_on)), id);

-- Versions of the personalised programme; a new one is a row of its own. An empty mentee: of the whole pair.
CREATE TABLE pair_plan (
  id uuid PRIMARY KEY,
  organisation_id text NOT NULL,
  pair_id uuid NOT NULL,
  mentee text NOT NULL DEFAULT '',
  version integer NOT NULL,
  body jsonb NOT NULL,
  -- True: it holds only once both have consented to it.
  needs_consent boolean NOT NULL,
  made_by uuid NOT NULL,
  made_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organisation_id, pair_id, mentee, version),
  UNIQUE (organisation_id, id),
  FOREIGN KEY (organisation_id, pair_id) REFERENCES pair (organisation_id, id)
);

CREATE TABLE pair_plan_consent (
  organisation_id text NOT NULL,
  plan_id uuid NOT NULL,
  side text NOT NULL CHECK (side IN ('mentor', 'mentee')),
  given_on date NOT NULL,
  recorded boolean NOT NULL,
  made_by uuid NOT NULL,
  made_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation_id, plan_id, side),
  FOREIGN KEY (organisation_id, plan_id) REFERENCES pair_plan (organisation_id, id)
);

-- Activities of plans that are done, by the activity's id, which later versions of a plan keep.
CREATE TABLE pair_activity_done (
  organisation_id text NOT NULL,
  pair_id uuid NOT NULL,
  activity uuid NOT NULL,
  done_on date NOT NULL,
  made_by uuid NOT NULL,
  PRIMARY KEY (organisation_id, pair_id, activity),
  FOREIGN KEY (organisation_id, pair_id) REFERENCES pair (organisation_id, id)
);

CREATE TABLE pair_analysis (
  organisation_id text NOT NULL,
  pair_id uuid NOT NULL,
  mentee text NOT NULL DEFAULT '',
  made_on date NOT NULL,
  achieved text NOT NULL CHECK (achieved IN ('full', 'partly', 'not')),
  text text NOT NULL,
  difficulties text,
  advice text,
  made_by uuid NOT NULL,
  PRIMARY KEY (organisation_id, pair_id, mentee),
  FOREIGN KEY (organisation_id, pair_id) REFERENCES pair (organisation_id, id)
);

CREATE TABLE pair_consultant (
  id uuid PRIMARY KEY,
  organisation_id text NOT NULL,
  pair_id uuid NOT NULL,
  person text NOT NULL,
  topic text NOT NULL,
  consent_document jsonb NOT NULL,
  made_by uuid NOT NULL,
  made_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organisation_id, pair_id, person, topic),
  FOREIGN KEY (organisation_id, pair_id) REFERENCES pair (organisation_id, id)
);

CREATE TABLE pair_petition (
  id uuid PRIMARY KEY,
  organisation_id text NOT NULL,
  pair_id uuid NOT NULL,
  kind text NOT NULL,
  mentee text,
  all_pairs boolean NOT NULL,
  asked_by text NOT NULL CHECK (asked_by IN ('mentor', 'mentee')),
  asked_on date NOT NULL,
  reason text NOT NULL,
  granted boolean,
  decided_on date,
  decided_by text,
  document jsonb,
  decision_reason text,
  made_by uuid NOT NULL,
  made_at timestamptz NOT NULL DEFAULT now(),
  decision_made_by uuid,
  CHECK ((granted IS NULL) = (decided_on IS NULL) AND (granted IS NULL) = (decided_by IS NULL)),
  FOREIGN KEY (organisation_id, pair_id) REFERENCES pair (organisation_id, id)
);
CREATE INDEX pair_petition_pair ON pair_petition (organisation_id, pair_id, id);
CREATE UNIQUE INDEX pair_petition_open ON pair_petition (organisation_id, pair_id, kind, coalesce(mentee, ''))
  WHERE granted IS NULL;

CREATE TABLE pair_support (
  id uuid PRIMARY KEY,
  organisation_id text NOT NULL,
  pair_id uuid NOT NULL,
  given_on date NOT NULL,
  kind text NOT NULL,
  side text CHECK (side IN ('mentor', 'mentee')),
  mentee text,
  satisfaction smallint CHECK (satisfaction BETWEEN 1 AND 10),
  note text,
  made_by uuid NOT NULL,
  made_at timestamptz NOT NULL DEFAULT now(),
  CHECK (satisfaction IS NULL OR side IS NOT NULL),
  FOREIGN KEY (organisation_id, pair_id) REFERENCES pair (organisation_id, id)
);
CREATE INDEX pair_support_pair ON pair_support (organisation_id, pair_id, given_on, id);
`;

/** Of a plan that was agreed on nothing changes; erasing what it says of a person is all that is allowed. */
const VERBS: Partial<Record<(typeof PAIR_LIFE_TABLES)[number], string>> = {
  pair_plan: 'SELECT, INSERT, UPDATE (body)',
  pair_plan_consent: 'SELECT, INSERT',
};

const secure = (table: (typeof PAIR_LIFE_TABLES)[number]) => `
  ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
  ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
  CREATE POLICY tenancy ON ${table} USING (organisation_id = nullif(current_setting('app.organisation', true), ''))
    WITH CHECK (organisation_id = nullif(current_setting('app.organisation', true), ''));
  GRANT ${VERBS[table] ?? 'SELECT, INSERT, UPDATE, DELETE'} ON ${table} TO ${ROLE};`;

/** The life of a pair: meetings, personalised programmes, consultants, petitions, the psychologist's support. */
export class PairLife1790000600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    for (const table of PAIR_LIFE_TABLES) await runner.query(secure(table));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE ${[...PAIR_LIFE_TABLES].reverse().join(', ')};
      ALTER TABLE pair_event DROP COLUMN mentee;
      ALTER TABLE pair DROP COLUMN replaces;`);
  }
}
