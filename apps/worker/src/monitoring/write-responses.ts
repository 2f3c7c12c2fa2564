import type { Instrument, RespondentKind, Wave } from '@app/contracts';
import { scoreSheet } from '@app/monitoring';
import { newId } from '@app/persistence';
import type { EntityManager } from 'typeorm';
import { canonicalJson } from '../matching-run/digest.js';
import type { Day } from './programme-data.js';
import type { NewMeasurement, Upsert } from './write-measurements.js';

/** One sheet to be kept under its key. Empty strings mean "none", as in the table. */
export interface NewSheet {
  programme: string;
  respondentRole: 'mentor' | 'mentee' | 'curator';
  respondent: string;
  aboutRole: '' | 'mentor' | 'mentee';
  about: string;
  instrument: string;
  version: string;
  wave: Wave;
  answeredOn: Day;
  answers: Record<string, unknown>;
}

export interface StoredSheet {
  id: string;
  key: string;
  wave: Wave;
  answeredOn: Day;
  answers: string;
}

export interface WrittenSheet {
  id: string;
  outcome: Upsert;
}

const RECORD = `r(id uuid, history uuid, programme uuid, "respondentRole" text, respondent text, "aboutRole" text,
  about text, instrument text, version text, wave text, "answeredOn" date, answers jsonb)`;

/** What both waves of one person's sheets have in common. */
export function sheetKey(
  sheet: Pick<
    NewSheet,
    'programme' | 'respondentRole' | 'respondent' | 'aboutRole' | 'about' | 'instrument' | 'version'
  >,
): string {
  return JSON.stringify([
    sheet.programme,
    sheet.respondentRole,
    sheet.respondent,
    sheet.aboutRole,
    sheet.about,
    sheet.instrument,
    sheet.version,
  ]);
}

/** Both waves of the sheets, as far as they are stored. */
export async function storedSheets(tx: EntityManager, sheets: readonly NewSheet[]): Promise<StoredSheet[]> {
  const rows = await tx.query<(NewSheet & { id: string })[]>(
    `SELECT DISTINCT ON (s.id) s.id, s.programme_id AS programme, s.respondent_role AS "respondentRole", s.respondent,
            s.about_role AS "aboutRole", s.about, s.instrument, s.instrument_version AS version, s.wave,
            s.answered_on AS "answeredOn", s.answers
     FROM jsonb_to_recordset($1) AS ${RECORD}
     JOIN response s ON s.programme_id = r.programme AND s.respondent_role = r."respondentRole"
       AND s.respondent = r.respondent AND s.about_role = r."aboutRole" AND s.about = r.about
       AND s.instrument = r.instrument AND s.instrument_version = r.version`,
    [JSON.stringify(sheets)],
  );
  return rows.map((row) => ({
    id: row.id,
    key: sheetKey(row),
    wave: row.wave,
    answeredOn: row.answeredOn,
    answers: canonicalJson(row.answers),
  }));
}

/** Keeps sheets: the same one again changes nothing, another replaces it and the old one goes to the history. */
export async function writeSheets(
  tx: EntityManager,
  organisation: string,
  importId: string,
  sheets: readonly NewSheet[],
  stored: readonly StoredSheet[],
): Promise<WrittenSheet[]> {
  const known = new Map(stored.map((sheet) => [`${sheet.key} ${sheet.wave}`, sheet]));
  const rows = sheets.map((sheet) => {
    const old = known.get(`${sheetKey(sheet)} ${sheet.wave}`);
    return { ...sheet, id: old?.id ?? newId(), history: newId(), outcome: outcomeOf(sheet, old) };
  });
  const of = (outcome: Upsert) => JSON.stringify(rows.filter((row) => row.outcome === outcome));
  await tx.query(
    `INSERT INTO response (id, organisation_id, programme_id, respondent_role, respondent, about_role, about,
                           instrument, instrument_version, wave, answered_on, answers, import_id)
     SELECT id, $1, programme, "respondentRole", respondent, "aboutRole", about, instrument, version, wave,
            "answeredOn", answers, $2
     FROM jsonb_to_recordset($3) AS ${RECORD}`,
    [organisation, importId, of('created')],
  );
  await tx.query(
    `INSERT INTO response_history (id, organisation_id, response_id, answered_on, answers)
     SELECT r.history, $1, s.id, s.answered_on, s.answers
     FROM jsonb_to_recordset($2) AS ${RECORD} JOIN response s ON s.id = r.id`,
    [organisation, of('updated')],
  );
  await tx.query(
    `UPDATE response s SET answered_on = r."answeredOn", answers = r.answers, import_id = $1, updated_at = now()
     FROM jsonb_to_recordset($2) AS ${RECORD} WHERE s.id = r.id`,
    [importId, of('updated')],
  );
  return rows.map(({ id, outcome }) => ({ id, outcome }));
}

function outcomeOf(sheet: NewSheet, old: StoredSheet | undefined): Upsert {
  if (!old) return 'created';
  const same = old.answeredOn === sheet.answeredOn && old.answers === canonicalJson(sheet.answers);
  return same ? 'unchanged' : 'updated';
}

/** What a sheet is scored to; a scale with too many missing answers gives none. */
export function measurementsOf(sheet: NewSheet, response: string, instrument: Instrument): NewMeasurement[] {
  const respondent: RespondentKind = sheet.respondentRole;
  const self = sheet.respondentRole === 'curator' ? ('organisation' as const) : sheet.respondentRole;
  return scoreSheet(instrument, sheet.answers).flatMap((score) =>
    score.value === null
      ? []
      : [
          {
            programme: sheet.programme,
            role: sheet.aboutRole === '' ? self : sheet.aboutRole,
            person: sheet.aboutRole === '' ? (self === 'organisation' ? '' : sheet.respondent) : sheet.about,
            indicator: score.indicator,
            topic: '',
            instrument: sheet.instrument,
            version: sheet.version,
            respondent,
            wave: sheet.wave,
            value: score.value,
            measuredOn: sheet.answeredOn,
            response,
          },
        ],
  );
}

/** A corrected sheet may leave a scale without a value: what it was scored to before must not stay. */
export async function dropScores(
  tx: EntityManager,
  kept: readonly { response: string; indicator: string }[],
  corrected: readonly string[],
): Promise<void> {
  if (corrected.length === 0) return;
  await tx.query(
    `DELETE FROM measurement m WHERE m.response_id = ANY ($1) AND NOT EXISTS (
       SELECT 1 FROM jsonb_to_recordset($2) AS r(response uuid, indicator text)
       WHERE r.response = m.response_id AND r.indicator = m.indicator)`,
    [corrected, JSON.stringify(kept)],
  );
}
