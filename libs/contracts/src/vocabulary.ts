/** Closed vocabularies of the API. What a school may extend (forms, topics, instruments …) is in the catalogue. */
export const BANKS = ['mentors', 'mentees'] as const;
export type Bank = (typeof BANKS)[number];

export const BANK_ROLE = { mentors: 'mentor', mentees: 'mentee' } as const;
export type ParticipantRole = 'mentor' | 'mentee';

export const ORGANISATION_KINDS = [
  'school',
  'college',
  'art-school',
  'additional-education',
  'kvantorium',
  'other',
] as const;
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number];

export const RUN_STATUSES = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

export const IMPORT_MODES = ['partial', 'strict'] as const;
export type ImportMode = (typeof IMPORT_MODES)[number];

export const IMPORT_KINDS = [
  'bank',
  'restrictions',
  'compatibilities',
  'preferences',
  'pairs',
  'responses',
  'measurements',
] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

export const WAVES = ['entry', 'exit'] as const;
export type Wave = (typeof WAVES)[number];

export const DECISIONS = ['accept', 'reject', 'lock', 'withdraw'] as const;
export type Decision = (typeof DECISIONS)[number];

/** The life cycle of a pair (design.md §7). `extended` is an event of a running pair, not a state. */
export const PAIR_STATES = [
  'accepted',
  'met',
  'agreed',
  'approved',
  'consented',
  'ordered',
  'running',
  'completed',
  'terminated',
  'replaced',
] as const;
export type PairState = (typeof PAIR_STATES)[number];

/** States that take one of the mentor's places and take the mentee out of the pool (design.md §6). */
export const ACTIVE_PAIR_STATES = [
  'accepted',
  'met',
  'agreed',
  'approved',
  'consented',
  'ordered',
  'running',
] as const satisfies readonly PairState[];

export const ENDED_PAIR_STATES = [
  'completed',
  'terminated',
  'replaced',
] as const satisfies readonly PairState[];

export const MATCHING_ORIGINS = ['curator', 'search'] as const;
export type MatchingOrigin = (typeof MATCHING_ORIGINS)[number];

/** The two sides of a pair. */
export const PAIR_SIDES = ['mentor', 'mentee'] as const;
export type PairSide = (typeof PAIR_SIDES)[number];

/** Steps that people take: states, and the extension of a running pair. */
export const PAIR_STEPS = [...PAIR_STATES, 'extended'] as const;
export type PairStep = (typeof PAIR_STEPS)[number];

/** What the history of a pair holds: its steps, and who joined a group or left it. */
export const PAIR_EVENTS = [...PAIR_STEPS, 'joined', 'left'] as const;
export type PairEventKind = (typeof PAIR_EVENTS)[number];

export const PAIR_ACTORS = ['mentor', 'mentee', 'curator', 'council', 'head'] as const;
export type PairActor = (typeof PAIR_ACTORS)[number];

export const RESTRICTION_KINDS = ['do-not-pair', 'kinship'] as const;
export type RestrictionKind = (typeof RESTRICTION_KINDS)[number];

export const CONSENT_PURPOSES = ['personal-data', 'testing', 'appointment', 'publication'] as const;
export type ConsentPurpose = (typeof CONSENT_PURPOSES)[number];

export const RESPONDENT_KINDS = ['mentee', 'mentor', 'curator', 'school'] as const;
export type RespondentKind = (typeof RESPONDENT_KINDS)[number];

/** What needs a curator's eye about a bank entry. */
export const ENTRY_FLAGS = [
  'no-consent',
  'no-testing-consent',
  'stale',
  'no-requests',
  'retention-due',
  'erased',
] as const;
export type EntryFlag = (typeof ENTRY_FLAGS)[number];

/** Kinds of personal data, as an act of destruction names them; titles are in the catalogue. */
export const DATA_CATEGORIES = [
  'identity',
  'entry',
  'consents',
  'answers',
  'measurements',
  'relations',
  'selection',
  'pairs',
  'explanations',
  'copies',
] as const;
export type DataCategory = (typeof DATA_CATEGORIES)[number];

/** Why personal data were destroyed (152-ФЗ, art. 21); titles are in the catalogue. */
export const DESTRUCTION_REASONS = [
  'consent-withdrawn',
  'retention-expired',
  'request',
  'unlawful',
  'entry-deleted',
] as const;
export type DestructionReason = (typeof DESTRUCTION_REASONS)[number];

/** Whose data are kept for how long; months and titles are in the catalogue. */
export const RETENTION_CODES = ['paired', 'unpaired', 'consent-expired'] as const;
export type RetentionCode = (typeof RETENTION_CODES)[number];

export const INTERVIEW_RESULTS = ['suitable', 'not-suitable', 'undecided'] as const;
export type InterviewResult = (typeof INTERVIEW_RESULTS)[number];
