import type { Bank, ConsentPurpose, PairState, RespondentKind, Wave } from '@app/contracts';
import type { Windows } from '@app/monitoring';

/** A calendar day, `YYYY-MM-DD`. */
export type Day = string;

/** What is known about one programme, as plain data: all that its report and its moments are made from. */
export interface ProgrammeData {
  programme: {
    name: string;
    form: string;
    variants: string[];
    kinds: string[];
    startsOn: Day;
    endsOn: Day;
    windows: Windows;
  };
  /** In an order that does not depend on ids. */
  pairs: PairRecord[];
  /** Everybody in a bank of the organisation, by external id. */
  people: PersonRecord[];
  measurements: MeasurementRecord[];
  sheets: SheetRecord[];
}

export interface PairRecord {
  mentor: string;
  mentees: string[];
  variant: string | null;
  kinds: string[];
  /** In the order in which they happened. */
  events: PairEventRecord[];
}

export interface PairEventRecord {
  event: PairState | 'extended';
  on: Day;
  reason: string | null;
  until: Day | null;
}

export interface PersonRecord {
  externalId: string;
  birthYear: number | null;
  consents: ConsentRecord[];
  entries: EntryRecord[];
}

export interface ConsentRecord {
  purpose: ConsentPurpose;
  givenOn: Day;
  validUntil: Day | null;
  withdrawnOn: Day | null;
}

export interface EntryRecord {
  bank: Bank;
  personKind: string;
  grade: number | null;
  experienceYears: number | null;
  categories: string[];
  /** Topics asked for. */
  requests: string[];
}

export interface MeasurementRecord {
  role: 'mentor' | 'mentee' | 'organisation';
  person: string;
  indicator: string;
  topic: string | null;
  instrument: string | null;
  version: string | null;
  respondent: RespondentKind;
  wave: Wave;
  value: number;
  measuredOn: Day;
}

export interface SheetRecord {
  respondentRole: 'mentor' | 'mentee' | 'curator';
  respondent: string;
  about: string | null;
  instrument: string;
  version: string;
  wave: Wave;
  answeredOn: Day;
  answers: Record<string, unknown>;
}
