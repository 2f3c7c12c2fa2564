import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ROLE } from './foundation.js';

/** Written by COPY, which row-level security does not allow: other locks hold it, see below. */
export const IMPORT_STAGING_TABLE = 'import_staging';

const STAGING = /* sql */ `
-- Rows of a running import that have passed their checks, until the transaction that ends it takes them over. Nothing
-- is lost when a crash empties the table: the import starts again.
CREATE UNLOGGED TABLE import_staging (
  organisation_id text NOT NULL DEFAULT nullif(current_setting('app.organisation', true), ''),
  import_id uuid NOT NULL,
  attempt integer NOT NULL,
  ordinal integer NOT NULL,
  line integer,
  key text NOT NULL,
  value jsonb NOT NULL,
  digest bytea,
  PRIMARY KEY (organisation_id, import_id, attempt, ordinal)
);

-- COPY cannot write into a table with row-level security. Instead the owner of a row is always the transaction's own
-- organisation, since nobody may name another; and it is read and removed through a view that shows no other's rows.
GRANT INSERT (import_id, attempt, ordinal, line, key, value, digest) ON import_staging TO ${ROLE};
CREATE VIEW import_row WITH (security_barrier) AS
  SELECT * FROM import_staging WHERE organisation_id = nullif(current_setting('app.organisation', true), '');
GRANT SELECT, DELETE ON import_row TO ${ROLE};

-- Rows hold personal data and are not needed once their run has ended, however that came about.
CREATE FUNCTION drop_import_rows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM import_row WHERE import_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER import_ended AFTER UPDATE OF status ON run FOR EACH ROW
  WHEN (NEW.queue = 'import-run' AND NEW.status IN ('done', 'failed', 'cancelled'))
  EXECUTE FUNCTION drop_import_rows();

-- Ids for rows that are made by one statement: ordered by time as those of the program (RFC 9562, version 7).
CREATE FUNCTION new_id() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE AS $$
  SELECT encode(set_bit(set_bit(
    overlay(uuid_send(gen_random_uuid())
      PLACING substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3) FROM 1 FOR 6),
    52, 1), 53, 1), 'hex')::uuid
$$;
`;

/** Where the rows of an import wait between checking and writing. */
export class ImportStaging1790000450000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(STAGING);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION new_id;
      DROP TRIGGER import_ended ON run;
      DROP FUNCTION drop_import_rows;
      DROP VIEW import_row;
      DROP TABLE import_staging;`);
  }
}
