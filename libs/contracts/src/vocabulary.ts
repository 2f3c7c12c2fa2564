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

export const PAIR_ACTORS = ['mentor', 'mentee', 'curator', 'council', 'head'] as const;
export type PairActor = (typeof PAIR_ACTORS)[number];

export const RESTRICTION_KINDS = ['do-not-pair', 'kinship'] as const;
export type RestrictionKind = (typeof RESTRICTION_KINDS)[number];

export const CONSENT_PURPOSES = ['personal-data', 'testing', 'appointment', 'publication'] as const;
export type ConsentPurpose = (typeof CONSENT_PURPOSES)[number];

export const RESPONDENT_KINDS = ['mentee', 'mentor', 'curator', 'school'] as const;
export type RespondentKind = (typeof RESPONDENT_KINDS)[number];
