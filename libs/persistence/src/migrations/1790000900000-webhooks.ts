import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ROLE } from './foundation.js';

export const WEBHOOK_TABLES = ['webhook', 'webhook_delivery'] as const;

const TABLES = /* sql */ `
-- PostgreSQL before 18 has no function of its own for UUIDs whose order is that of their making.
CREATE FUNCTION make_uuid7() RETURNS uuid LANGUAGE sql VOLATILE AS $$
  SELECT encode(set_bit(set_bit(overlay(
    uuid_send(gen_random_uuid())
    PLACING substring(int8send(floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3) FROM 1 FOR 6),
    52, 1), 53, 1), 'hex')::uuid
$$;

-- Of an organisation, or of the region itself.
CREATE TABLE webhook (
  id uuid PRIMARY KEY,
  region_id text NOT NULL REFERENCES region (id),
  organisation_id text REFERENCES organisation (id),
  url text NOT NULL,
  events text[] NOT NULL,
  secret text NOT NULL,
  previous_secret text,
  previous_until timestamptz,
  disabled_reason text CHECK (disabled_reason IN ('owner', 'gone', 'failing')),
  made_by uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX webhook_organisation ON webhook (organisation_id, region_id);

CREATE TABLE webhook_delivery (
  id uuid PRIMARY KEY,
  region_id text NOT NULL,
  organisation_id text,
  webhook_id uuid NOT NULL REFERENCES webhook (id) ON DELETE CASCADE,
  type text NOT NULL,
  payload jsonb NOT NULL,
  status text NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'delivered', 'failed')),
  attempts integer NOT NULL DEFAULT 0,
  next_attempt_at timestamptz NOT NULL DEFAULT now(),
  last_status integer,
  last_error text,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX webhook_delivery_list ON webhook_delivery (webhook_id, id);
CREATE INDEX webhook_delivery_due ON webhook_delivery (webhook_id, next_attempt_at) WHERE status = 'waiting';
CREATE INDEX webhook_delivery_age ON webhook_delivery (created_at);
`;

/** Messages are made in the transaction of the change itself, so that none is lost and none tells of a rollback. */
const TRIGGERS = /* sql */ `
CREATE FUNCTION announce(organisation text, region text, event text, details jsonb) RETURNS void LANGUAGE sql AS $$
  INSERT INTO webhook_delivery (id, region_id, organisation_id, webhook_id, type, payload)
  SELECT make_uuid7(), w.region_id, w.organisation_id, w.id, event,
    jsonb_build_object('type', event, 'data', details,
      'timestamp', to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
  FROM webhook w
  WHERE w.organisation_id IS NOT DISTINCT FROM organisation AND w.region_id = coalesce(region, w.region_id)
    AND event = ANY (w.events) AND w.disabled_reason IS NULL
$$;

CREATE FUNCTION announce_run() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  resource text := CASE NEW.queue
    WHEN 'import-run' THEN 'import' WHEN 'matching-run' THEN 'matching' WHEN 'region-matching' THEN 'matching'
    WHEN 'monitoring-report' THEN 'report' WHEN 'effectiveness-report' THEN 'report' END;
  event text := CASE resource
    WHEN 'import' THEN 'import.finished' WHEN 'matching' THEN 'matching.done' WHEN 'report' THEN 'report.ready' END;
BEGIN
  PERFORM announce(NEW.organisation_id, NEW.region_id, event, jsonb_strip_nulls(jsonb_build_object(
    'id', NEW.id, 'kind', NEW.queue, 'status', NEW.status, 'organisation', NEW.organisation_id,
    'region', NEW.region_id)));
  RETURN NULL;
END $$;
CREATE TRIGGER run_announced AFTER UPDATE OF status ON run FOR EACH ROW
  WHEN (NEW.status IN ('done', 'failed', 'cancelled') AND OLD.status IS DISTINCT FROM NEW.status
    AND NEW.queue IN ('import-run', 'matching-run', 'region-matching', 'monitoring-report', 'effectiveness-report'))
  EXECUTE FUNCTION announce_run();

CREATE FUNCTION announce_pair_events() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM announce(e.organisation_id, NULL, 'pair.changed', jsonb_build_object(
    'id', e.pair_id, 'event', e.event, 'on', e.happened_on, 'programme', p.programme_id,
    'organisation', e.organisation_id))
  FROM events e JOIN pair p ON p.id = e.pair_id ORDER BY e.id;
  RETURN NULL;
END $$;
CREATE TRIGGER pair_event_announced AFTER INSERT ON pair_event REFERENCING NEW TABLE AS events
  FOR EACH STATEMENT EXECUTE FUNCTION announce_pair_events();
`;

const OWN = `organisation_id = nullif(current_setting('app.organisation', true), '')
  OR (organisation_id IS NULL AND region_id = nullif(current_setting('app.region', true), ''))`;
const SENDER = `current_setting('app.installation', true) = 'yes'`;

const secure = (table: string) => `
  ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
  ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
  CREATE POLICY tenancy ON ${table} USING (${OWN} OR ${SENDER}) WITH CHECK (${OWN} OR ${SENDER});
  GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO ${ROLE};`;

/** Webhooks of organisations and regions, and the messages to them. */
export class Webhooks1790000900000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    for (const table of WEBHOOK_TABLES) await runner.query(secure(table));
    await runner.query(TRIGGERS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER run_announced ON run;
      DROP TRIGGER pair_event_announced ON pair_event;
      DROP FUNCTION announce_run, announce_pair_events, announce, make_uuid7;
      DROP TABLE webhook_delivery, webhook;`);
  }
}
