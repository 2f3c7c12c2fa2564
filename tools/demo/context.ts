import type { Catalogue } from '@app/catalogue';
import type { MonitoringReport, PairAnswer, Suggestion, Unmatched, MatchingAnswer } from './api-types.js';
import type { Client } from './client.js';
import type { ExampleOrganisation, ExampleProgramme } from './organisations/index.js';

/** A programme as the story has brought it so far. */
export interface ProgrammeState {
  example: ExampleProgramme;
  id: string;
  matching: MatchingAnswer;
  /** `valid`, or what is wrong. */
  certificate: string;
  suggestions: Suggestion[];
  unmatched: Unmatched[];
  pairs: PairAnswer[];
  report: MonitoringReport | null;
}

/** One organisation with its three keys. */
export interface OrganisationState {
  example: ExampleOrganisation;
  school: Client;
  curator: Client;
  psychologist: Client;
  /** Accepted rows of both banks that have no consent. */
  withoutConsent: number;
  programmes: ProgrammeState[];
}

export interface Setting {
  region: Client;
  catalogue: Catalogue;
}
