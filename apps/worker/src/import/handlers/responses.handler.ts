import { loadCatalogue } from '@app/catalogue';
import { ResponseRowDto } from '@app/contracts';
import type { FieldError, Instrument } from '@app/contracts';
import type { EntityManager } from 'typeorm';
import { checkResponse, respondentPerson, respondentRole } from '../../monitoring/check-response.js';
import {
  consentWarning,
  loadImportContext,
  markTouched,
  roleOf,
  type MonitoringImportContext,
} from '../../monitoring/import-context.js';
import { WaveOrder } from '../../monitoring/wave-order.js';
import { writeMeasurements } from '../../monitoring/write-measurements.js';
import {
  dropScores,
  measurementsOf,
  sheetKey,
  storedSheets,
  writeSheets,
  type NewSheet,
  type WrittenSheet,
} from '../../monitoring/write-responses.js';
import { issueOf } from '../import-handler.js';
import type { AcceptedRow, ImportHandler, ImportTarget, WriteOutcome } from '../import-handler.js';

/** Filled-in sheets; each is scored by the key of its instrument as it comes in. */
export const responsesHandler: ImportHandler<ResponseRowDto, MonitoringImportContext> = {
  kind: 'responses',
  dto: ResponseRowDto,
  keyField: 'respondent',
  prepare: (tx) => loadImportContext(tx),
  check: (row, context) => checkResponse(row, context, loadCatalogue()),
  key: (row) => JSON.stringify([sheetKey(toSheet(row)), row.wave]),
  write,
  finish: markTouched,
};

async function write(
  tx: EntityManager,
  rows: AcceptedRow<ResponseRowDto>[],
  context: MonitoringImportContext,
  target: ImportTarget,
): Promise<WriteOutcome> {
  const candidates = rows.map((row) => ({ row, sheet: toSheet(row.value) }));
  const stored = await storedSheets(
    tx,
    candidates.map(({ sheet }) => sheet),
  );
  const order = new WaveOrder(stored.map(({ key, wave, answeredOn }) => ({ key, wave, day: answeredOn })));
  const errors: FieldError[] = [];
  const accepted = candidates.filter(({ row, sheet }) => {
    const fits = order.accept(sheetKey(sheet), sheet.wave, sheet.answeredOn);
    if (!fits) errors.push(issueOf(row, 'answeredOn', 'exit-before-entry'));
    return fits;
  });
  const sheets = accepted.map(({ sheet }) => sheet);
  const written = await writeSheets(tx, target.organisation, target.id, sheets, stored);
  await score(tx, target.organisation, sheets, written);
  written.forEach(({ outcome }, at) => {
    const sheet = sheets[at];
    if (sheet && outcome !== 'unchanged') context.touched.add(sheet.programme);
  });
  const count = (outcome: WrittenSheet['outcome']): number =>
    written.filter((sheet) => sheet.outcome === outcome).length;
  return {
    created: count('created'),
    updated: count('updated'),
    unchanged: count('unchanged'),
    errors,
    warnings: accepted.flatMap(({ row }) => warningsOf(row, context)),
  };
}

/** Scores of new and corrected sheets only: the same sheet again changes nothing. */
async function score(
  tx: EntityManager,
  organisation: string,
  sheets: readonly NewSheet[],
  written: readonly WrittenSheet[],
): Promise<void> {
  const scored = sheets.flatMap((sheet, at) => {
    const { id, outcome } = written[at] ?? { id: '', outcome: 'unchanged' };
    const instrument = instrumentOf(sheet);
    return outcome === 'unchanged' || !instrument ? [] : measurementsOf(sheet, id, instrument);
  });
  await writeMeasurements(tx, organisation, scored);
  await dropScores(
    tx,
    scored.map(({ response, indicator }) => ({ response: response ?? '', indicator })),
    written.filter(({ outcome }) => outcome === 'updated').map(({ id }) => id),
  );
}

function warningsOf(row: AcceptedRow<ResponseRowDto>, context: MonitoringImportContext): FieldError[] {
  const catalogue = loadCatalogue();
  const { respondent, about, answeredOn } = row.value;
  const scales = instrumentOf(row.value)?.scales ?? [];
  const isPsychological =
    scales.length > 0 && scales.every((scale) => catalogue.indicator(scale.indicator)?.psychological);
  const warning = consentWarning(context, about ?? respondentPerson(respondent), answeredOn, isPsychological);
  return warning ? [issueOf(row, 'respondent', warning.code, warning.message)] : [];
}

function instrumentOf(sheet: { instrument: string; version: string }): Instrument | undefined {
  return loadCatalogue().instrument(sheet.instrument, sheet.version);
}

function toSheet(row: ResponseRowDto): NewSheet {
  return {
    programme: row.programme.toLowerCase(),
    respondentRole: respondentRole(row.respondent),
    respondent: respondentPerson(row.respondent)?.externalId ?? 'curator',
    aboutRole: row.about ? roleOf(row.about) : '',
    about: row.about?.externalId ?? '',
    instrument: row.instrument,
    version: row.version,
    wave: row.wave,
    answeredOn: row.answeredOn,
    answers: answered(row.answers),
  };
}

/** Without the answers that were not given: leaving one out and sending null are the same sheet. */
function answered(answers: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(answers).filter(([, value]) => value !== null && value !== ''));
}
