import type { RunView } from './types.js';

export type Bank = 'mentors' | 'mentees';

export interface Consent {
  purpose: string;
  givenOn: string;
  by: string;
  document?: string | null;
  validUntil?: string | null;
  withdrawnOn?: string | null;
}

/** What the pages read of an entry in a bank. */
export interface Entry {
  bank: Bank;
  externalId: string;
  personKind: string;
  displayName: string | null;
  birthYear: number | null;
  grade: number | null;
  experienceYears: number | null;
  categories: string[];
  competences: { topic: string; level: number }[];
  requests: { topic: string; importance?: number }[];
  profile: { interests?: string[]; languages?: string[]; shift?: string | null; modes?: string[] };
  capacity: number;
  trained: boolean;
  waitingSince: string | null;
  refreshedOn: string | null;
  evidence: { kind: string; title: string; year?: number | null }[];
  consents: Consent[];
  flags?: string[];
}

export interface Issue {
  row?: number;
  line?: number;
  sheet?: string;
  column?: string;
  value?: string;
  field: string;
  message: string;
}

export interface ImportView extends RunView {
  dryRun: boolean;
  accepted: number;
  rejected: number;
  created: number;
  updated: number;
  unchanged: number;
  warnings: Issue[];
  errors: Issue[];
  warningsCut: number;
  errorsCut: number;
  /** How a table was read. */
  reading: null | {
    encoding: string | null;
    delimiter: string | null;
    sheet: string | null;
    columns: { header: string; field: string }[];
  };
  /** Until when the table is given back with its errors marked. */
  markedUntil: string | null;
}

export interface PersonPair {
  id: string;
  programme: string;
  role: 'mentor' | 'mentee';
  state: string;
  startedOn: string | null;
  endedOn: string | null;
}

/** One person of the organisation, in one bank or in both. */
export interface Person {
  externalId: string;
  displayName: string | null;
  birthYear: number | null;
  erasedAt: string | null;
  entries: { bank: Bank; flags: string[] }[];
  consents: (Consent & { id: string })[];
  pairs: PersonPair[];
  retainUntil: string | null;
}

export interface DestructionAct {
  id: string;
  number: number;
  madeOn: string;
  reasonTitle: string;
  destroyed: { category: string; title: string; rows: number }[];
}

/** What a withdrawal has done at once. */
export interface Withdrawal {
  act: DestructionAct | null;
  pairs: PersonPair[];
}
