export { checkAnswers } from './check-answers.js';
export { checkInstrument, requireInstrument } from './check-instrument.js';
export { DEFAULT_MAX_MISSING_SHARE, keyedValue, scoreSheet, type ScaleScore } from './score-sheet.js';
export { distanceToBand, levelOf, targetBand } from './bands.js';
export { MonitoringError, type Issue } from './monitoring-error.js';
export type {
  Answers,
  ChoiceItem,
  Direction,
  Instrument,
  Item,
  NumberItem,
  OpenItem,
  RatingItem,
  Reliability,
  Respondent,
  Scale,
  TargetBand,
  Text,
  Wave,
  YesNoItem,
} from './instrument.js';
