import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ROLE } from './foundation.js';

export const MARKED_FILE_TABLES = ['kept_file', 'marked_file', 'file_marking'] as const;

const TABLES = /* sql */ `
-- A table with errors is kept for a while after its import has ended, so that it can be given back with them marked.
CREATE TABLE kept_file (
  organisation_id text NOT NULL,
  import_id uuid NOT NULL REFERENCES import (id) ON DELETE CASCADE,
  until timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, import_id)
);
CREATE INDEX kept_file_until ON kept_file (until);

-- The file with its errors marked, once somebody has asked for it.
CREATE TABLE marked_file (
  organisation_id text NOT NULL,
  import_id uuid NOT NULL REFERENCES import (id) ON DELETE CASCADE,
  part integer NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (organisation_id, import_id, part)
);

-- The run that marks the file.
CREATE TABLE file_marking (
  id uuid PRIMARY KEY,
  organisation_id text NOT NULL,
  import_id uuid NOT NULL REFERENCES import (id) ON DELETE CASCADE,
  FOREIGN KEY (organisation_id, id) REFERENCES run (organisation_id, id)
);
CREATE INDEX file_marking_import ON file_marking (organisation_id, import_id);

-- Where an issue stands in a table; the text of the cell goes with the kept file.
ALTER TABLE import_issue ADD COLUMN sheet text, ADD COLUMN column_name text, ADD COLUMN cell text;

CREATE OR REPLACE FUNCTION drop_import_payload() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM import_payload p WHERE p.import_id = NEW.id
    AND NOT EXISTS (SELECT FROM kept_file k WHERE k.organisation_id = p.organisation_id AND k.import_id = NEW.id);
  RETURN NULL;
END $$;
`;

const OWN = `organisation_id = nullif(current_setting('app.organisation', true), '')`;
/** Housekeeping looks for what has run out in all organisations; the table holds ids only. */
const OWN_OR_DUE = `${OWN} OR current_setting('app.installation', true) = 'yes'`;

const secure = (table: (typeof MARKED_FILE_TABLES)[number]) => `
  ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
  ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
  CREATE POLICY tenancy ON ${table} USING (${table === 'kept_file' ? OWN_OR_DUE : OWN}) WITH CHECK (${OWN});
  GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO ${ROLE};`;

/** Files with errors, kept for a day and given back with the errors marked. */
export class MarkedFiles1790000460000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    for (const table of MARKED_FILE_TABLES) await runner.query(secure(table));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE FUNCTION drop_import_payload() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        DELETE FROM import_payload WHERE import_id = NEW.id;
        RETURN NULL;
      END $$;
      ALTER TABLE import_issue DROP COLUMN sheet, DROP COLUMN column_name, DROP COLUMN cell;
      DROP TABLE file_marking, marked_file, kept_file;`);
  }
}
