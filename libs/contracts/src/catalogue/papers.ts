import type { OfficerRole } from '../dto/paper.dto.js';
import type { PairState } from '../vocabulary.js';
import type { Text } from './entry.js';

/** Who signs, and what their position says; a position without any of the words is worth a warning. */
export interface OfficerEntry {
  code: OfficerRole;
  title: Text;
  /** Beginnings of words; empty: any position. */
  positionWords: string[];
}

/** What nominations are ranked by; all of it is recorded results. */
export const NOMINATION_CRITERIA = [
  'plan-done',
  'meetings-held',
  'satisfaction',
  'change',
  'evidence',
  'load',
  'months',
] as const;
export type NominationCriterion = (typeof NOMINATION_CRITERIA)[number];

/** An award: nominees are ranked by the weighted sum of what is recorded of their completed pairs. */
export interface Nomination {
  code: string;
  title: Text;
  source: string;
  nominee: 'mentor' | 'pair';
  /** Mentees in completed pairs that a nominee has at least. */
  menteesAtLeast: number;
  /** `full`: the value that earns the whole weight; a smaller one earns its share. */
  criteria: { code: NominationCriterion; weight: number; full: number }[];
}

export interface PapersData {
  version: string;
  source: string;
  officers: OfficerEntry[];
  /** What papers call the states of a pair. */
  pairStates: { code: PairState; title: Text }[];
  /** Of statistical lists, both ends inclusive. */
  ageGroups: { from: number; to: number }[];
  nominations: Nomination[];
}
