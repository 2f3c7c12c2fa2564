import { loadCatalogue } from '@app/catalogue';
import { MeasurementRowDto } from '@app/contracts';
import type { FieldError, Wave } from '@app/contracts';
import type { EntityManager } from 'typeorm';
import { checkMeasurement, measuredBy } from '../../monitoring/check-measurement.js';
import {
  consentWarning,
  loadImportContext,
  markTouched,
  roleOf,
  type MonitoringImportContext,
} from '../../monitoring/import-context.js';
import { WaveOrder } from '../../monitoring/wave-order.js';
import { writeMeasurements, type NewMeasurement } from '../../monitoring/write-measurements.js';
import { issueOf } from '../import-handler.js';
import type { AcceptedRow, ImportHandler, ImportTarget, WriteOutcome } from '../import-handler.js';

/** Marks, attendance, counts, and scales that were scored elsewhere. */
export const measurementsHandler: ImportHandler<MeasurementRowDto, MonitoringImportContext> = {
  kind: 'measurements',
  dto: MeasurementRowDto,
  keyField: 'indicator',
  prepare: (tx) => loadImportContext(tx),
  check: (row, context) => checkMeasurement(row, context, loadCatalogue()),
  key: (row) => JSON.stringify([keyOf(toMeasurement(row)), row.wave]),
  write,
  finish: markTouched,
};

async function write(
  tx: EntityManager,
  rows: AcceptedRow<MeasurementRowDto>[],
  context: MonitoringImportContext,
  target: ImportTarget,
): Promise<WriteOutcome> {
  const catalogue = loadCatalogue();
  const candidates = rows.map((row) => ({ row, measurement: toMeasurement(row.value) }));
  const order = new WaveOrder(
    await storedDays(
      tx,
      candidates.map(({ measurement }) => measurement),
    ),
  );
  const errors: FieldError[] = [];
  const accepted = candidates.filter(({ row, measurement }) => {
    const fits = order.accept(keyOf(measurement), measurement.wave, measurement.measuredOn);
    if (!fits) errors.push(issueOf(row, 'measuredOn', 'exit-before-entry'));
    return fits;
  });
  const outcomes = await writeMeasurements(
    tx,
    target.organisation,
    accepted.map(({ measurement }) => measurement),
  );
  accepted.forEach(({ measurement }, at) => {
    if (outcomes[at] !== 'unchanged') context.touched.add(measurement.programme);
  });
  const warnings = accepted.flatMap(({ row }) => {
    const psychological = catalogue.indicator(row.value.indicator)?.psychological ?? false;
    const { subject = null, measuredOn } = row.value;
    const warning = consentWarning(context, subject, measuredOn, psychological);
    return warning ? [issueOf(row, 'subject', warning.code, warning.message)] : [];
  });
  const count = (outcome: string): number => outcomes.filter((found) => found === outcome).length;
  return {
    created: count('created'),
    updated: count('updated'),
    unchanged: count('unchanged'),
    errors,
    warnings,
  };
}

function toMeasurement(row: MeasurementRowDto): NewMeasurement {
  return {
    programme: row.programme.toLowerCase(),
    role: row.subject ? roleOf(row.subject) : 'organisation',
    person: row.subject?.externalId ?? '',
    indicator: row.indicator,
    topic: row.topic ?? '',
    instrument: row.instrument ?? '',
    version: row.version ?? '',
    respondent: measuredBy(row, loadCatalogue()),
    wave: row.wave,
    value: row.value,
    measuredOn: row.measuredOn,
    response: null,
  };
}

/** What both waves of one thing have in common. */
function keyOf(of: Omit<NewMeasurement, 'wave' | 'value' | 'measuredOn' | 'response'>): string {
  return JSON.stringify([
    of.programme,
    of.role,
    of.person,
    of.indicator,
    of.topic,
    of.instrument,
    of.version,
    of.respondent,
  ]);
}

async function storedDays(
  tx: EntityManager,
  rows: readonly NewMeasurement[],
): Promise<{ key: string; wave: Wave; day: string }[]> {
  const stored = await tx.query<(NewMeasurement & { wave: Wave })[]>(
    `SELECT DISTINCT m.programme_id AS programme, m.role, m.person, m.indicator, m.topic, m.instrument,
            m.instrument_version AS version, m.respondent, m.wave, m.measured_on AS "measuredOn"
     FROM jsonb_to_recordset($1) AS r(programme uuid, person text, indicator text)
     JOIN measurement m ON m.programme_id = r.programme AND m.person = r.person AND m.indicator = r.indicator`,
    [JSON.stringify(rows)],
  );
  return stored.map((row) => ({ key: keyOf(row), wave: row.wave, day: row.measuredOn }));
}
