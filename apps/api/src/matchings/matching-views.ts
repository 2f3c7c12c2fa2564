import type {
  Decision,
  MatchingSummaryView,
  MatchingView,
  SuggestionView,
  UnmatchedView,
} from '@app/contracts';
import type { Matching, Run, Suggestion } from '@app/persistence';
import { viewOf } from '../runs/runs.service.js';

const FULL_SCORE = 10_000;

export function matchingView(matching: Omit<Matching, 'certificate' | 'createdAt'>, run: Run): MatchingView {
  return {
    ...viewOf(run),
    programme: matching.programmeId,
    asOf: matching.asOf,
    policyVersion: matching.policyVersion,
    seed: matching.seed,
    locks: matching.locks,
    excluded: matching.excluded,
    basedOn: matching.basedOn,
    keepAnnounced: matching.keepAnnounced,
    inputDigest: matching.inputDigest,
    engineVersion: matching.engineVersion,
    origin: matching.origin,
    summary: matching.summary as MatchingSummaryView | null,
  };
}

/** A stored suggestion with the decision that holds for its two people. */
export type SuggestionRow = Omit<Suggestion, 'organisationId' | 'matchingId' | 'programmeId'> & {
  decision: Decision | null;
};

export function suggestionView(row: SuggestionRow): SuggestionView {
  return {
    id: row.id,
    mentor: row.mentor,
    mentee: row.mentee,
    variant: row.variant,
    points: row.points,
    score: row.points / FULL_SCORE,
    components: row.components,
    reasons: row.reasons,
    locked: row.locked,
    tie: row.tie,
    alternatives: row.alternatives,
    decision: row.decision === 'withdraw' ? null : row.decision,
  };
}

export type UnmatchedRow = UnmatchedView & { ordinal: number };

export function unmatchedView(row: UnmatchedRow): UnmatchedView {
  return { mentee: row.mentee, reason: row.reason, rules: row.rules, wouldHelp: row.wouldHelp };
}
