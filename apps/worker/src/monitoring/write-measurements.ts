import type { RespondentKind, Wave } from '@app/contracts';
import { newId } from '@app/persistence';
import type { EntityManager } from 'typeorm';
import type { Day } from './programme-data.js';

/** One value to be kept under its key (statistics.md §2). Empty strings mean "none", as in the table. */
export interface NewMeasurement {
  programme: string;
  role: 'mentor' | 'mentee' | 'organisation';
  person: string;
  indicator: string;
  topic: string;
  instrument: string;
  version: string;
  respondent: RespondentKind;
  wave: Wave;
  value: number;
  measuredOn: Day;
  /** The sheet that it was scored from. */
  response: string | null;
}

export type Upsert = 'created' | 'updated' | 'unchanged';

interface StoredValue {
  at: number;
  id: string;
  value: number;
  measuredOn: Day;
}

const KEY = `m.programme_id = r.programme AND m.role = r.role AND m.person = r.person AND m.indicator = r.indicator
  AND m.topic = r.topic AND m.instrument = r.instrument AND m.instrument_version = r.version
  AND m.respondent = r.respondent AND m.wave = r.wave`;
const RECORD = `r(at int, id uuid, programme uuid, role text, person text, indicator text, topic text, instrument text,
  version text, respondent text, wave text, value float8, "measuredOn" date, response uuid)`;

/**
 * Keeps values under their keys: the same value again changes nothing, another one replaces it and the old one goes
 * to the history. No key may stand twice in `rows`. Answers what became of each row, in their order.
 */
export async function writeMeasurements(
  tx: EntityManager,
  organisation: string,
  rows: readonly NewMeasurement[],
): Promise<Upsert[]> {
  if (rows.length === 0) return [];
  const numbered = rows.map((row, at) => ({ ...row, at, id: newId() }));
  const found = await tx.query<StoredValue[]>(
    `SELECT r.at, m.id, m.value, m.measured_on AS "measuredOn"
     FROM jsonb_to_recordset($1) AS ${RECORD} JOIN measurement m ON ${KEY}`,
    [JSON.stringify(numbered)],
  );
  const stored = new Map(found.map((row) => [row.at, row]));
  const outcomes = rows.map((row, at): Upsert => {
    const old = stored.get(at);
    if (!old) return 'created';
    return old.value === row.value && old.measuredOn === row.measuredOn ? 'unchanged' : 'updated';
  });
  await insert(
    tx,
    organisation,
    numbered.filter((_row, at) => outcomes[at] === 'created'),
  );
  const changed = numbered.flatMap((row, at) => {
    const old = stored.get(at);
    return old && outcomes[at] === 'updated' ? [{ ...row, id: old.id, history: newId() }] : [];
  });
  await replace(tx, organisation, changed);
  return outcomes;
}

async function insert(tx: EntityManager, organisation: string, rows: readonly object[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `INSERT INTO measurement (id, organisation_id, programme_id, role, person, indicator, topic, instrument,
                              instrument_version, respondent, wave, value, measured_on, response_id)
     SELECT id, $1, programme, role, person, indicator, topic, instrument, version, respondent, wave, value,
            "measuredOn", response
     FROM jsonb_to_recordset($2) AS ${RECORD}`,
    [organisation, JSON.stringify(rows)],
  );
}

async function replace(tx: EntityManager, organisation: string, rows: readonly object[]): Promise<void> {
  if (rows.length === 0) return;
  const record = `r(id uuid, history uuid, value float8, "measuredOn" date, response uuid)`;
  await tx.query(
    `INSERT INTO measurement_history (id, organisation_id, measurement_id, value, measured_on)
     SELECT r.history, $1, m.id, m.value, m.measured_on
     FROM jsonb_to_recordset($2) AS ${record} JOIN measurement m ON m.id = r.id`,
    [organisation, JSON.stringify(rows)],
  );
  await tx.query(
    `UPDATE measurement m SET value = r.value, measured_on = r."measuredOn", response_id = r.response,
                              updated_at = now()
     FROM jsonb_to_recordset($1) AS ${record} WHERE m.id = r.id`,
    [JSON.stringify(rows)],
  );
}
