import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ROLE } from './foundation.js';

export const PAPER_TABLES = ['officer', 'name_case', 'paper_template', 'practice'] as const;

const TABLES = /* sql */ `
-- Who signs, and since when: the newest of a role on a day holds it.
CREATE TABLE officer (
  id uuid PRIMARY KEY,
  organisation_id text NOT NULL REFERENCES organisation (id),
  role text NOT NULL,
  name text NOT NULL,
  position text NOT NULL,
  since date NOT NULL,
  document jsonb,
  made_by uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organisation_id, role, since)
);

-- A person's name in other cases, where the rules of Russian do not guess it.
CREATE TABLE name_case (
  organisation_id text NOT NULL,
  person_id uuid NOT NULL,
  -- Of this name only: a corrected name is declined anew.
  nominative text NOT NULL,
  forms jsonb NOT NULL,
  made_by uuid NOT NULL,
  made_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation_id, person_id),
  FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id) ON DELETE CASCADE
);

-- A school's own form of a paper, in place of the one that comes with the service.
CREATE TABLE paper_template (
  organisation_id text NOT NULL REFERENCES organisation (id),
  kind text NOT NULL CHECK (kind IN ('order', 'plan', 'act')),
  bytes bytea NOT NULL,
  made_by uuid NOT NULL,
  made_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation_id, kind)
);

CREATE TABLE practice (
  id uuid PRIMARY KEY,
  organisation_id text NOT NULL REFERENCES organisation (id),
  title text NOT NULL,
  form text NOT NULL,
  variant text,
  summary text NOT NULL,
  programme_id uuid,
  pair_id uuid,
  people text[] NOT NULL DEFAULT '{}',
  published_on date,
  made_by uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  FOREIGN KEY (organisation_id, programme_id) REFERENCES programme (organisation_id, id),
  FOREIGN KEY (organisation_id, pair_id) REFERENCES pair (organisation_id, id)
);
CREATE INDEX practice_list ON practice (organisation_id, id);
`;

const BY_ORGANISATION = `organisation_id = nullif(current_setting('app.organisation', true), '')`;

const secure = (table: string) => `
  ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
  ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
  CREATE POLICY tenancy ON ${table} USING (${BY_ORGANISATION}) WITH CHECK (${BY_ORGANISATION});
  GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO ${ROLE};`;

/** The region reads what its organisations have published, and nothing that they have not. */
const READ_BY_REGION = `
  CREATE POLICY published ON practice FOR SELECT USING (published_on IS NOT NULL AND EXISTS (
    SELECT 1 FROM organisation o WHERE o.id = practice.organisation_id
      AND o.region_id = nullif(current_setting('app.region', true), '')));`;

/** Officers, names in cases, templates of papers, and the bank of practices. */
export class Papers1790000800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    for (const table of PAPER_TABLES) await runner.query(secure(table));
    await runner.query(READ_BY_REGION);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE practice, paper_template, name_case, officer;`);
  }
}
