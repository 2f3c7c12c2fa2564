import type { SealedMoments } from '@app/monitoring';

/**
 * What one organisation gives to the region's report: counts and sealed sums, no ids of people. It is still to pass
 * disclosure control before anybody outside the organisation sees it.
 */
export interface OrganisationReport {
  organisation: string;
  name: string;
  municipality: string;
  /** Programmes with a pair that ran in the academic year. */
  programmes: number;
  /** Persons by coverage figure of the catalogue. */
  coverage: CoverageCount[];
  satisfaction: { code: string; surveyed: number; satisfied: number }[];
  pairs: { total: number; byState: NamedCount[]; byReason: NamedCount[] };
  /** Mentees of the bank who ask for something, all and by topic. */
  requests: { persons: number; byTopic: NamedCount[] };
  /** Mentees left over by the newest matching of each programme. */
  unmatched: NamedCount[];
  questions: QuestionCount[];
  series: SeriesMoments[];
}

export interface CoverageCount {
  code: string;
  numerator: number;
  denominator: { value: number; asOf: string; source: string } | null;
}

export interface NamedCount {
  code: string;
  n: number;
}

/** Answers to one closed question at one wave, over all who answered it. */
export interface QuestionCount {
  instrument: string;
  version: string;
  respondent: string;
  wave: string;
  item: string;
  n: number;
  positive: number;
}

export interface Series {
  indicator: string;
  topic: string | null;
  instrument: string | null;
  version: string | null;
  respondent: string | null;
  role: 'mentor' | 'mentee';
}

export interface SeriesMoments extends Series {
  moments: SealedMoments;
}
