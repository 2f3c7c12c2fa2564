import type { ConsentPurpose, PairActor, ParticipantRole } from '../vocabulary.js';
import type { CatalogueEntry, Text } from './entry.js';
import type { Policy } from './policy.js';
import type { Rule } from './rules.js';

export interface Variant {
  code: string;
  title: Text;
  /** Names of the same variant in other documents. */
  aliases?: string[];
  goal: Text;
  source: string;
  rules: Rule[];
}

/** Who fixes the pairs of a form: the curator or the methodical council (domain.md §2, rows 6–8). */
export type Approver = 'curator' | 'council';

export interface Form extends CatalogueEntry {
  aliases?: string[];
  goal: Text;
  approver: Approver;
  mentor: { personKinds: string[] };
  mentee: { personKinds: string[] };
  /** For every variant, unless `rule.variants` says otherwise. */
  rules: Rule[];
  /** In this order ties between variants are broken. */
  variants: Variant[];
  /** Codes of the kinds that make sense for the form. */
  kinds: string[];
  defaultPolicy: Policy;
}

// Vocabularies --------------------------------------------------------------------------------------

/** A kind (вид) of mentoring, and what it means for the engine and the statistics. */
export interface Kind extends CatalogueEntry {
  definition: Text;
  /** Smallest group of one mentor. */
  minimumGroup: number;
  /** Shortest and longest term of a personalised programme, months; null: no bound. */
  termMonths: [number, number] | null;
  /** False: left out of the statistics of change (one meeting changes nothing that they measure). */
  changeStatistics: boolean;
  /** Most meetings of one pair; null: as many as the two like. */
  maximumMeetings: number | null;
  /** The pair works in both directions. */
  mutual: boolean;
}

/** A topic of requests and competences. A topic covers itself and everything below it. */
export interface Topic extends CatalogueEntry {
  parent: string | null;
  /** Whose requests the topic is meant for; empty: everybody's. */
  audience: ('student' | 'teacher')[];
}

export interface Category extends CatalogueEntry {
  audience: 'student' | 'teacher';
  /** Health or another special category of personal data. */
  sensitive: boolean;
}

export interface PersonKind extends CatalogueEntry {
  group: 'student' | 'staff' | 'external';
  /** An adult from outside who works with minors shows more papers. */
  external: boolean;
}

export interface Mode extends CatalogueEntry {
  /** True: people need not be in one place. */
  remote: boolean;
}

export interface Trait extends CatalogueEntry {
  min: number;
  max: number;
}

export interface ConsentPurposeEntry extends CatalogueEntry {
  code: ConsentPurpose;
  /** What is not done without it. */
  requiredFor: Text;
  /** For a minor the legal representative signs. */
  representativeForMinors: boolean;
}

/** The three groups of S1 §7.1, replacement (S1 §4.1, §5.1), and a pair that somebody declined (S4 §1.2). */
export type CompletionReasonGroup = 'plan-done' | 'initiative' | 'curator' | 'replacement' | 'declined';

export interface CompletionReason extends CatalogueEntry {
  group: CompletionReasonGroup;
  /** States of a pair that it may end in by this reason. */
  states: ('completed' | 'terminated' | 'replaced')[];
  /** Who may bring it about. */
  initiators: PairActor[];
  /** True: the two are not paired again. */
  bars: boolean;
  /** True: the mentee goes on looking for a mentor. Default false. */
  menteeGoesOn?: boolean;
}

/** A kind of meeting of a pair; those that are advised make the cycle of S0 §7 and S2, in the catalogue's order. */
export interface MeetingKind extends CatalogueEntry {
  advised: boolean;
}

/** Who may ask for what, who decides on it, and how the pair ends if it is granted. */
export interface PetitionKind extends CatalogueEntry {
  by: ParticipantRole;
  state: 'terminated' | 'replaced';
  /** Code of the completion reason. */
  reason: string;
  deciders: ('curator' | 'head')[];
}

/** What a psychologist or a curator does for a pair. */
export interface SupportKind extends CatalogueEntry {
  /** True: it says how satisfied a side is. */
  rates: boolean;
}
