import { changeFigures, FEWEST_FOR_INFERENCE } from '../change/change-figures.js';
import type { ChangeFigures } from '../change/line.js';
import type { ChangePair, Measure } from '../change/measure.js';
import { compareCodeUnits, groupBy } from '../numbers/group-by.js';
import type { Answers, Instrument, Item, Respondent, Wave } from '../scoring/index.js';
import { questionFigures, type QuestionFigures } from './question.js';

/** One checked sheet of answers. */
export interface Sheet {
  person: string;
  respondent: Respondent;
  instrument: string;
  version: string;
  wave: Wave;
  answers: Answers;
  /** The mentor that the person shares with others. */
  cluster?: string;
}

export interface StageOneInput {
  instruments: readonly Instrument[];
  sheets: readonly Sheet[];
  /** Share of a rating's range from which it is positive. Default 2/3: 7 of 1–10. */
  positiveFrom?: number;
  /** Share of positive answers from which a line is a strength. Default 0.70. */
  strengthFrom?: number;
  /** Share of positive answers up to which a line is a weakness. Default 0.40. */
  weaknessUpTo?: number;
  /** Fewer answers make no line of the SWOT draft. Default 5. */
  fewestForSwot?: number;
  fewestForInference?: number;
}

/** The questions of one instrument as one kind of respondent answered them at one wave. */
export interface QuestionnaireFigures {
  instrument: { id: string; version: string };
  title: string;
  respondent: Respondent;
  wave: Wave;
  /** Sheets. */
  n: number;
  questions: QuestionFigures[];
}

/** Exit rating less the rating expected at entry, as a change: positive is better than expected. */
export interface ExpectationGap {
  respondent: Respondent;
  entryItem: string;
  exitItem: string;
  text: string;
  /** Persons with both answers. */
  n: number;
  figures: ChangeFigures;
}

export interface SwotLine {
  respondent: Respondent;
  instrument: { id: string; version: string };
  item: string;
  text: string;
  share: number;
  n: number;
}

export interface StageOne {
  questionnaires: QuestionnaireFigures[];
  gaps: ExpectationGap[];
  /** A draft from closed questions at exit; opportunities and threats come from the curator. */
  swot: { strengths: SwotLine[]; weaknesses: SwotLine[] };
}

/**
 * Stage 1, quality of the process: every question's answers, the gaps between expectation and result, and the
 * draft of the SWOT's inner half. Lines come in the order of instruments and their items; the order of sheets
 * changes no figure.
 */
export function stageOne(input: StageOneInput): StageOne {
  const fewest = input.fewestForInference ?? FEWEST_FOR_INFERENCE;
  const sheets = [...input.sheets].sort((a, b) => compareCodeUnits(a.person, b.person));
  const bySet = groupBy(sheets, (sheet) =>
    setKey(sheet.instrument, sheet.version, sheet.respondent, sheet.wave),
  );
  const questionnaires = input.instruments.flatMap((instrument) =>
    instrument.respondents.flatMap((respondent) =>
      instrument.waves.flatMap((wave) => {
        const own = bySet.get(setKey(instrument.code, instrument.version, respondent, wave));
        return own
          ? [questionnaireFigures(instrument, respondent, wave, own, fewest, input.positiveFrom)]
          : [];
      }),
    ),
  );
  return {
    questionnaires,
    gaps: gapsOf(input.instruments, sheets, fewest),
    swot: swotDraft(questionnaires, input),
  };
}

function questionnaireFigures(
  instrument: Instrument,
  respondent: Respondent,
  wave: Wave,
  sheets: readonly Sheet[],
  fewest: number,
  positiveFrom?: number,
): QuestionnaireFigures {
  return {
    instrument: { id: instrument.code, version: instrument.version },
    title: instrument.title.ru,
    respondent,
    wave,
    n: sheets.length,
    questions: instrument.items.map((item) =>
      questionFigures(item, given(sheets, item.code), fewest, positiveFrom),
    ),
  };
}

function given(sheets: readonly Sheet[], item: string): unknown[] {
  return sheets.flatMap((sheet) => {
    const answer = answerOf(sheet, item);
    return answer === undefined ? [] : [answer];
  });
}

function answerOf(sheet: Sheet, item: string): unknown {
  const answer = Object.hasOwn(sheet.answers, item) ? sheet.answers[item] : undefined;
  return answer === null || answer === '' ? undefined : answer;
}

/** Every exit rating that names a twin, against the twin's answer on an entry sheet of the same person and kind. */
function gapsOf(
  instruments: readonly Instrument[],
  sheets: readonly Sheet[],
  fewest: number,
): ExpectationGap[] {
  const entries = groupBy(
    sheets.filter((sheet) => sheet.wave === 'entry'),
    personKey,
  );
  return instruments.flatMap((instrument) =>
    instrument.items.flatMap((item) => {
      const twin = item.kind === 'rating' ? item.twin : undefined;
      if (twin === undefined || item.kind !== 'rating') return [];
      const exits = sheets.filter(
        (sheet) =>
          sheet.wave === 'exit' &&
          sheet.instrument === instrument.code &&
          sheet.version === instrument.version,
      );
      return instrument.respondents.flatMap((respondent) => {
        const own = exits.filter((sheet) => sheet.respondent === respondent);
        const pairs = own.flatMap((sheet) =>
          twinPair(sheet, item.code, twin, entries.get(personKey(sheet)) ?? []),
        );
        if (pairs.length === 0) return [];
        const figures = changeFigures(pairs, gapMeasure(item), fewest);
        return [
          { respondent, entryItem: twin, exitItem: item.code, text: item.text.ru, n: pairs.length, figures },
        ];
      });
    }),
  );
}

function twinPair(exit: Sheet, exitItem: string, entryItem: string, entries: readonly Sheet[]): ChangePair[] {
  const y = answerOf(exit, exitItem);
  const x = entries.map((sheet) => answerOf(sheet, entryItem)).find((answer) => typeof answer === 'number');
  if (typeof x !== 'number' || typeof y !== 'number') return [];
  return [{ person: exit.person, cluster: exit.cluster ?? exit.person, x, y }];
}

function gapMeasure(item: Item & { kind: 'rating' }): Measure {
  return {
    indicator: 'expectation-gap',
    instrument: null,
    version: null,
    title: item.text.ru,
    direction: 'higher',
    kind: 'score',
    ordinal: true,
    psychological: false,
    min: item.min,
    max: item.max,
    change: { better: 'превышение ожиданий', worse: 'отставание от ожиданий' },
  };
}

function swotDraft(questionnaires: readonly QuestionnaireFigures[], input: StageOneInput): StageOne['swot'] {
  const { strengthFrom = 0.7, weaknessUpTo = 0.4, fewestForSwot = 5 } = input;
  const lines = questionnaires
    .filter(({ wave }) => wave === 'exit')
    .flatMap(({ instrument, respondent, questions }) =>
      questions.flatMap(({ item, text, positive, n }): SwotLine[] =>
        positive && n >= fewestForSwot
          ? [{ respondent, instrument, item, text, share: positive.share, n }]
          : [],
      ),
    );
  return {
    strengths: lines.filter(({ share }) => share >= strengthFrom - 1e-9),
    weaknesses: lines.filter(({ share }) => share <= weaknessUpTo + 1e-9),
  };
}

function personKey(sheet: Sheet): string {
  return JSON.stringify([sheet.person, sheet.respondent]);
}

function setKey(...parts: string[]): string {
  return JSON.stringify(parts);
}
