/** What the example organisations send: the bodies of the API, field by field (docs of the HTTP contract). */
export type Bank = 'mentors' | 'mentees';
export type Role = 'mentor' | 'mentee';
export type Wave = 'entry' | 'exit';

export interface Consent {
  purpose: 'personal-data' | 'testing' | 'appointment' | 'publication';
  givenOn: string;
  by: string;
  document: string;
  validUntil: string | null;
  withdrawnOn: string | null;
}

export interface BankEntry {
  externalId: string;
  personKind: string;
  displayName: null;
  sex: 'm' | 'f' | null;
  birthYear: number | null;
  grade: number | null;
  experienceYears: number | null;
  categories: string[];
  activity: 'active' | 'passive' | null;
  competences: { topic: string; level: number }[];
  requests: { topic: string; importance: number }[];
  profile: {
    interests: string[];
    languages: string[];
    shift: 'first' | 'second' | null;
    modes: string[];
    traits: Record<string, number>;
  };
  capacity: number;
  trained: boolean;
  waitingSince: string | null;
  refreshedOn: string;
  marks: Record<string, number>;
  evidence: { kind: string; title: string; year: number }[];
  consents: Consent[];
  proposedBy: string;
}

export interface Compatibility {
  mentor: string;
  mentee: string;
  score: number;
  method: string;
  measuredOn: string;
  veto?: boolean;
}

export interface Restriction {
  mentor: string;
  mentee: string;
  kind: 'do-not-pair' | 'kinship';
  reason?: string;
}

/** Ratings after the round of quick meetings. */
export interface Preference {
  mentor: string;
  mentee: string;
  from: Role;
  rating: number;
}

/** A pair that has run on paper since before the programme was entered. */
export interface PaperPair {
  mentor: string;
  mentee: string;
  variant: string;
  state: 'running';
  on: string;
  document: { number: string; date: string; signedBy: string };
}

export interface DenominatorValue {
  code: string;
  value: number;
  asOf: string;
  source: string;
}

export interface Organisation {
  id: string;
  name: string;
  kind: 'school' | 'art-school' | 'kvantorium';
  municipality: string;
}

export interface ProgrammeBody {
  name: string;
  document: string;
  form: string;
  variants: string[];
  kinds: string[];
  modes: string[];
  startsOn: string;
  endsOn: string;
  policy?: Record<string, unknown>;
}

export interface Response {
  programme: string;
  respondent: { bank: Bank; externalId: string } | { role: 'curator' };
  instrument: string;
  version: string;
  wave: Wave;
  answeredOn: string;
  answers: Record<string, unknown>;
}

export interface Measurement {
  programme: string;
  subject: { bank: Bank; externalId: string };
  indicator: string;
  wave: Wave;
  value: number;
  measuredOn: string;
}
