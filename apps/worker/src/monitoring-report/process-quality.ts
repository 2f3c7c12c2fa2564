import type { Catalogue } from '@app/catalogue';
import type { Instrument } from '@app/contracts';
import { stageOne, type Sheet, type StageOne } from '@app/monitoring';
import type { Comparable } from '../monitoring/comparable.js';
import type { MeasurementRecord, ProgrammeData, SheetRecord } from '../monitoring/programme-data.js';
import { compareText } from '../monitoring/text-order.js';

export interface ProcessQuality extends Omit<StageOne, 'swot'> {
  swot: StageOne['swot'] & {
    /** What the curator wrote; the rest of the draft comes from closed questions. */
    opportunities: string[];
    threats: string[];
  };
  /** Values of the organisation as a whole: conformity to the model, counts at the start and at the end. */
  organisation: OrganisationValue[];
}

export interface OrganisationValue {
  indicator: string;
  title: string;
  direction: string;
  instrument: { id: string; version: string | null } | null;
  entry: number | null;
  exit: number | null;
}

/** Open answers of fewer people would tell who wrote what. */
const FEWEST_FOR_TEXTS = 5;

/**
 * Stage 1 of the programme: the questionnaires of enrolled people and of the curator. Questions of psychological
 * scales are left out: single answers to them are for the psychologist alone.
 */
export function processQuality(
  data: ProgrammeData,
  comparable: Comparable,
  catalogue: Catalogue,
  cutOff: string,
): ProcessQuality {
  const { stage1, stage2 } = catalogue.data;
  const sheets = ownSheets(data, comparable, cutOff);
  const found = stageOne({
    instruments: openInstruments(catalogue),
    sheets: sheets.map((sheet) => toSheet(sheet, comparable)),
    strengthFrom: stage1.strengthShare,
    weaknessUpTo: stage1.weaknessShare,
    fewestForInference: stage2.inferFrom,
  });
  return {
    questionnaires: found.questionnaires.map((questionnaire) => ({
      ...questionnaire,
      questions: questionnaire.questions
        .filter(({ n }) => n > 0)
        .map((question) => ({
          ...question,
          answers:
            questionnaire.respondent === 'curator' || questionnaire.n >= FEWEST_FOR_TEXTS
              ? [...question.answers].sort(compareText)
              : [],
        })),
    })),
    gaps: found.gaps,
    swot: {
      ...found.swot,
      opportunities: curatorTexts(sheets, 'opportunities'),
      threats: curatorTexts(sheets, 'threats'),
    },
    organisation: organisationValues(data.measurements, catalogue, cutOff),
  };
}

/** Sheets of enrolled people whose consent holds, and of the curator. */
export function ownSheets(data: ProgrammeData, comparable: Comparable, cutOff: string): SheetRecord[] {
  return data.sheets.filter((sheet) => sheet.answeredOn <= cutOff && isOurs(sheet, comparable));
}

function isOurs({ respondent, respondentRole }: SheetRecord, comparable: Comparable): boolean {
  if (respondentRole === 'curator') return true;
  return (
    comparable.consented(respondent) && comparable.participationOf(respondentRole, respondent) !== undefined
  );
}

/** All instruments without the questions of psychological scales. */
export function openInstruments(catalogue: Catalogue): Instrument[] {
  return catalogue.data.instruments.flatMap((instrument) => openPart(instrument, catalogue));
}

function openPart(instrument: Instrument, catalogue: Catalogue): Instrument[] {
  const closed = new Set(
    instrument.scales
      .filter((scale) => catalogue.indicator(scale.indicator)?.psychological ?? true)
      .flatMap((scale) => scale.items),
  );
  const items = instrument.items.filter((item) => !closed.has(item.code));
  return items.length === 0 ? [] : [{ ...instrument, items }];
}

export function toSheet(sheet: SheetRecord, { participationOf }: Comparable): Sheet {
  const own = participationOf(sheet.respondentRole, sheet.respondent);
  return {
    person: sheet.about === null ? sheet.respondent : `${sheet.respondent} ${sheet.about}`,
    respondent: sheet.respondentRole,
    instrument: sheet.instrument,
    version: sheet.version,
    wave: sheet.wave,
    answers: sheet.answers,
    ...(own && { cluster: own.cluster }),
  };
}

function curatorTexts(sheets: readonly SheetRecord[], item: string): string[] {
  return sheets.flatMap((sheet) => {
    const text = sheet.respondentRole === 'curator' ? sheet.answers[item] : undefined;
    return typeof text === 'string' && text !== '' ? [text] : [];
  });
}

function organisationValues(
  measurements: readonly MeasurementRecord[],
  catalogue: Catalogue,
  cutOff: string,
): OrganisationValue[] {
  const values = new Map<string, OrganisationValue>();
  for (const row of measurements) {
    const indicator = catalogue.indicator(row.indicator);
    if (row.role !== 'organisation' || row.measuredOn > cutOff || !indicator) continue;
    const key = JSON.stringify([row.indicator, row.instrument, row.version]);
    const known = values.get(key) ?? {
      indicator: row.indicator,
      title: indicator.title.ru,
      direction: indicator.direction,
      instrument: row.instrument === null ? null : { id: row.instrument, version: row.version },
      entry: null,
      exit: null,
    };
    values.set(key, { ...known, [row.wave]: row.value });
  }
  return [...values].sort(([a], [b]) => compareText(a, b)).map(([, value]) => value);
}
