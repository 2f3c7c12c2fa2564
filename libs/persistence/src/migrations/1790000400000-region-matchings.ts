import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ROLE } from './foundation.js';

/** Tables with rows of single organisations, and those with a region's own rows, in which nobody is named. */
export const REGION_MATCHING_TABLES = {
  ofOrganisations: ['region_matching_share', 'region_suggestion', 'region_unmatched'],
  ofRegions: ['region_matching', 'region_matching_part', 'region_matching_column'],
} as const;

const TABLES = /* sql */ `
CREATE TABLE region_matching (
  id uuid PRIMARY KEY REFERENCES run (id),
  region_id text NOT NULL REFERENCES region (id),
  form text NOT NULL,
  variants text[] NOT NULL,
  kinds text[] NOT NULL,
  policy jsonb NOT NULL,
  scope text NOT NULL CHECK (scope IN ('region', 'municipality')),
  municipality_id uuid,
  as_of date NOT NULL,
  seed bigint NOT NULL,
  input_digest text,
  summary jsonb,
  engine_version text,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (region_id, id),
  CHECK ((scope = 'municipality') = (municipality_id IS NOT NULL)),
  FOREIGN KEY (region_id, municipality_id) REFERENCES municipality (region_id, id)
);

-- One independent component: a child of the run. Fenced by its own attempt, as a run is.
CREATE TABLE region_matching_part (
  region_id text NOT NULL,
  matching_id uuid NOT NULL,
  part integer NOT NULL,
  organisations text[] NOT NULL,
  status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'done', 'failed')),
  attempt integer NOT NULL DEFAULT 0,
  progress smallint NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 100),
  outcome jsonb,
  PRIMARY KEY (matching_id, part),
  FOREIGN KEY (region_id, matching_id) REFERENCES region_matching (region_id, id)
);

-- The certificate of a part, column by column: indices, points and prices, no ids.
CREATE TABLE region_matching_column (
  region_id text NOT NULL,
  matching_id uuid NOT NULL,
  part integer NOT NULL,
  name text NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (matching_id, part, name),
  FOREIGN KEY (matching_id, part) REFERENCES region_matching_part (matching_id, part) ON DELETE CASCADE
);
ALTER TABLE region_matching_column ALTER COLUMN bytes SET STORAGE EXTERNAL;

-- What a finished part says about the mentees of one organisation, until the parent has taken it over.
CREATE TABLE region_matching_share (
  organisation_id text NOT NULL REFERENCES organisation (id),
  matching_id uuid NOT NULL,
  part integer NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (organisation_id, matching_id),
  FOREIGN KEY (matching_id, part) REFERENCES region_matching_part (matching_id, part) ON DELETE CASCADE
);
CREATE INDEX region_matching_share_part ON region_matching_share (matching_id, part);
ALTER TABLE region_matching_share ALTER COLUMN bytes SET STORAGE EXTERNAL;

-- A run that ended without a result leaves nothing of its parts; the cascade reaches the organisations' shares.
CREATE FUNCTION drop_region_matching_parts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM region_matching_part WHERE matching_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER region_matching_ended AFTER UPDATE OF status ON run FOR EACH ROW
  WHEN (NEW.queue = 'region-matching' AND NEW.status IN ('failed', 'cancelled'))
  EXECUTE FUNCTION drop_region_matching_parts();

CREATE TABLE region_suggestion (
  id uuid PRIMARY KEY,
  organisation_id text NOT NULL REFERENCES organisation (id),
  matching_id uuid NOT NULL REFERENCES region_matching (id),
  ordinal integer NOT NULL,
  mentor_organisation text NOT NULL REFERENCES organisation (id),
  mentor text NOT NULL,
  mentee text NOT NULL,
  -- Places in the certificate, which names nobody.
  mentor_index integer NOT NULL,
  mentee_index integer NOT NULL,
  variant text NOT NULL,
  points integer NOT NULL,
  components jsonb NOT NULL,
  reasons jsonb NOT NULL,
  tie boolean NOT NULL,
  alternatives jsonb NOT NULL,
  UNIQUE (organisation_id, matching_id, ordinal)
);

CREATE TABLE region_unmatched (
  organisation_id text NOT NULL REFERENCES organisation (id),
  matching_id uuid NOT NULL REFERENCES region_matching (id),
  ordinal integer NOT NULL,
  mentee text NOT NULL,
  -- Null for those whom a missing consent kept out.
  mentee_index integer,
  reason text NOT NULL,
  rules jsonb NOT NULL,
  would_help jsonb NOT NULL,
  PRIMARY KEY (organisation_id, matching_id, ordinal)
);
`;

const BY_ORGANISATION = `organisation_id = nullif(current_setting('app.organisation', true), '')`;
const BY_REGION = `region_id = nullif(current_setting('app.region', true), '')`;

/** Organisations read of a region's matching what the region reads; only the region writes it. */
const READ_BY_ORGANISATIONS = `
  CREATE POLICY participants ON region_matching FOR SELECT USING (EXISTS (
    SELECT 1 FROM organisation o WHERE o.id = nullif(current_setting('app.organisation', true), '')
      AND o.region_id = region_matching.region_id
      AND (region_matching.municipality_id IS NULL OR o.municipality_id = region_matching.municipality_id)));
  CREATE POLICY region_matching_participants ON run FOR SELECT USING (
    organisation_id IS NULL AND queue = 'region-matching'
    AND EXISTS (SELECT 1 FROM region_matching m WHERE m.id = run.id));
  CREATE POLICY participants ON region_matching_part FOR SELECT USING (
    EXISTS (SELECT 1 FROM region_matching m WHERE m.id = matching_id));
  CREATE POLICY participants ON region_matching_column FOR SELECT USING (
    EXISTS (SELECT 1 FROM region_matching m WHERE m.id = matching_id));`;

const secure = (table: string, rule: string) => `
  ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
  ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
  CREATE POLICY tenancy ON ${table} USING (${rule}) WITH CHECK (${rule});
  GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO ${ROLE};`;

/** Matchings over a municipality or region: summaries for the region, rows for the mentees' organisations. */
export class RegionMatchings1790000400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    for (const table of REGION_MATCHING_TABLES.ofOrganisations)
      await runner.query(secure(table, BY_ORGANISATION));
    for (const table of REGION_MATCHING_TABLES.ofRegions) await runner.query(secure(table, BY_REGION));
    await runner.query(READ_BY_ORGANISATIONS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER region_matching_ended ON run;
      DROP FUNCTION drop_region_matching_parts;
      DROP POLICY region_matching_participants ON run;
      DROP TABLE region_unmatched, region_suggestion, region_matching_share, region_matching_column,
        region_matching_part, region_matching;`);
  }
}
