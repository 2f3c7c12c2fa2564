/** Text for people; Russian is always there. */
export interface Text {
  ru: string;
  en?: string;
}

export type Respondent = 'mentee' | 'mentor' | 'curator';
export type Wave = 'entry' | 'exit';
/** Which way is better: more, less, or inside the band. */
export type Direction = 'higher' | 'lower' | 'band';

interface ItemBase {
  code: string;
  text: Text;
  required?: boolean;
  /** Code of the entry question that this exit question mirrors (expectation gap). */
  twin?: string;
}

export interface RatingItem extends ItemBase {
  kind: 'rating';
  min: number;
  max: number;
}
export interface ChoiceItem extends ItemBase {
  kind: 'choice';
  options: { value: string | number; weight: number; text: Text }[];
}
/** Answered `true` or `false`; weighs 1 or 0. */
export interface YesNoItem extends ItemBase {
  kind: 'yes-no';
}
export interface NumberItem extends ItemBase {
  kind: 'number';
  min?: number;
  max?: number;
}
export interface OpenItem extends ItemBase {
  kind: 'open';
  maxLength?: number;
}
export type Item = RatingItem | ChoiceItem | YesNoItem | NumberItem | OpenItem;

/** The values that are neither too low nor too high, for some grades or (without `grades`) for all. */
export interface TargetBand {
  from: number;
  to: number;
  grades?: [number, number];
}

export interface Reliability {
  alpha?: number;
  retest?: number;
  normMean?: number;
  normSd?: number;
}

export interface Scale {
  code: string;
  /** Code of the indicator that the scale feeds. */
  indicator: string;
  items: string[];
  reversed?: string[];
  method: 'sum' | 'mean';
  /** Added to the sum or mean, as some keys demand. Default 0. */
  constant?: number;
  /** The largest share of missing items that is still prorated. Default 0.2. */
  maxMissingShare?: number;
  min: number;
  max: number;
  direction: Direction;
  ordinal: boolean;
  band?: TargetBand[];
  /** Levels in ascending order; a value belongs to the first whose `upTo` is not below it. */
  bands?: { upTo: number; label: Text }[];
  reliability?: Reliability;
}

export type Answers = Readonly<Record<string, unknown>>;

/** A versioned questionnaire with its key. `golden` are full sheets with the scores that they must get. */
export interface Instrument {
  code: string;
  version: string;
  title: Text;
  source: string;
  licence?: string;
  confirmed: true;
  respondents: Respondent[];
  waves: Wave[];
  forms?: string[];
  grades?: [number, number];
  items: Item[];
  scales: Scale[];
  golden: { answers: Record<string, unknown>; scales: Record<string, number | null> }[];
}
