import type { EntityManager } from 'typeorm';
import type { RegionSuggestion } from '../entities/region-matching.entities.js';

/** A suggestion before it has an organisation, a matching and a place in their list. */
export type NewRegionSuggestion = Omit<RegionSuggestion, 'organisationId' | 'matchingId' | 'ordinal'>;

export interface NewRegionUnmatched {
  mentee: string;
  menteeIndex: number | null;
  reason: string;
  rules: object[];
  wouldHelp: object[];
}

interface Where {
  organisation: string;
  matching: string;
}

/** Rows of one INSERT. */
const BATCH = 2000;

/** Stores suggestions in the order given. The transaction must be inside the organisation. */
export async function insertRegionSuggestions(
  tx: EntityManager,
  { organisation, matching }: Where,
  suggestions: readonly NewRegionSuggestion[],
): Promise<void> {
  for (const rows of numbered(suggestions)) {
    await tx.query(
      `INSERT INTO region_suggestion (id, organisation_id, matching_id, ordinal, mentor_organisation, mentor, mentee,
         mentor_index, mentee_index, variant, points, components, reasons, tie, alternatives)
       SELECT id, $1, $2, ordinal, "mentorOrganisation", mentor, mentee, "mentorIndex", "menteeIndex", variant, points,
         components, reasons, tie, alternatives
       FROM jsonb_to_recordset($3) AS r(id uuid, ordinal integer, "mentorOrganisation" text, mentor text, mentee text,
         "mentorIndex" integer, "menteeIndex" integer, variant text, points integer, components jsonb, reasons jsonb,
         tie boolean, alternatives jsonb)`,
      [organisation, matching, JSON.stringify(rows)],
    );
  }
}

/** The same for the mentees left out. */
export async function insertRegionUnmatched(
  tx: EntityManager,
  { organisation, matching }: Where,
  unmatched: readonly NewRegionUnmatched[],
): Promise<void> {
  for (const rows of numbered(unmatched)) {
    await tx.query(
      `INSERT INTO region_unmatched (organisation_id, matching_id, ordinal, mentee, mentee_index, reason, rules,
         would_help)
       SELECT $1, $2, ordinal, mentee, "menteeIndex", reason, rules, "wouldHelp"
       FROM jsonb_to_recordset($3) AS r(ordinal integer, mentee text, "menteeIndex" integer, reason text, rules jsonb,
         "wouldHelp" jsonb)`,
      [organisation, matching, JSON.stringify(rows)],
    );
  }
}

function* numbered<T extends object>(rows: readonly T[]): Generator<(T & { ordinal: number })[]> {
  for (let from = 0; from < rows.length; from += BATCH) {
    yield rows.slice(from, from + BATCH).map((row, at) => ({ ...row, ordinal: from + at }));
  }
}
