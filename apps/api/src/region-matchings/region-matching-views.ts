import type { RegionMatchingSummaryView, RegionMatchingView, RegionSuggestionView } from '@app/contracts';
import type { RegionMatching, RegionSuggestion, Run } from '@app/persistence';
import { viewOf } from '../runs/runs.service.js';

const FULL_SCORE = 10_000;

/** @param municipality its name, null for the whole region */
export function regionMatchingView(
  matching: RegionMatching,
  run: Run,
  municipality: string | null,
): RegionMatchingView {
  return {
    ...viewOf(run),
    region: matching.regionId,
    form: matching.form,
    variants: matching.variants,
    kinds: matching.kinds,
    scope: matching.scope,
    municipality,
    asOf: matching.asOf,
    policy: matching.policy,
    seed: matching.seed,
    inputDigest: matching.inputDigest,
    engineVersion: matching.engineVersion,
    summary: matching.summary as RegionMatchingSummaryView | null,
  };
}

/** A suggestion as the mentee's organisation reads it: an organisation is named where it is another. */
export function regionSuggestionView(row: RegionSuggestion): RegionSuggestionView {
  const abroad = (mentorOrganisation: string) =>
    mentorOrganisation === row.organisationId ? {} : { mentorOrganisation };
  return {
    id: row.id,
    mentor: row.mentor,
    ...abroad(row.mentorOrganisation),
    mentee: row.mentee,
    variant: row.variant,
    points: row.points,
    score: row.points / FULL_SCORE,
    components: row.components,
    reasons: row.reasons,
    locked: false,
    tie: row.tie,
    alternatives: row.alternatives.map(({ mentorOrganisation, ...alternative }) => ({
      ...alternative,
      ...abroad(mentorOrganisation),
    })),
  };
}
