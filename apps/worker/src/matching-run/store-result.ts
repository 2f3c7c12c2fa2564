import type { AlternativeView, MatchingSummaryView, UnmatchedView } from '@app/contracts';
import type { PoolResult } from '@app/matching';
import { newId } from '@app/persistence';
import type { EntityManager } from 'typeorm';
import { totalRegret } from './total-regret.js';

/** Raised whenever the same input may give another result, so that a stored matching says what it was made by. */
export const ENGINE_VERSION = '1';

/** Rows of one INSERT. */
const BATCH = 2000;

/** Why a mentee without consent is in no pool. */
export const NO_CONSENT: Omit<UnmatchedView, 'mentee'> = {
  reason: 'no-consent',
  rules: [],
  wouldHelp: [
    {
      code: 'give-consent',
      params: {},
      text: 'Оформить согласие на обработку персональных данных и внести его в базу',
    },
  ],
};

/** What a matching came to, as it is stored. */
export interface Outcome {
  summary: MatchingSummaryView;
  /** Packed `{ problem, result, ids }`; null where the request contradicts itself before there is a problem. */
  certificate: Uint8Array | null;
  suggestions: PoolResult['suggestions'];
  unmatched: PoolResult['unmatched'];
  withoutConsent: readonly string[];
  inputDigest: string;
}

/** Stores a result: in the transaction that ends the run, so that there is never half of one. */
export async function storeResult(
  tx: EntityManager,
  matching: { id: string; organisationId: string; programmeId: string },
  outcome: Outcome,
): Promise<void> {
  const { summary, certificate, inputDigest } = outcome;
  await tx.query(
    `UPDATE matching SET input_digest = $2, summary = $3, certificate = $4, engine_version = $5 WHERE id = $1`,
    [
      matching.id,
      inputDigest,
      JSON.stringify(summary),
      certificate === null ? null : Buffer.from(certificate),
      ENGINE_VERSION,
    ],
  );
  const suggestions = outcome.suggestions.map((one, ordinal) => ({
    ...one,
    id: newId(),
    ordinal,
    alternatives: one.alternatives.map((other): AlternativeView => ({
      ...other,
      regret: totalRegret(other.regret),
    })),
  }));
  for (const rows of batches(suggestions)) {
    await tx.query(
      `INSERT INTO suggestion (id, organisation_id, matching_id, programme_id, ordinal, mentor, mentee, variant,
                               points, components, reasons, locked, tie, alternatives)
       SELECT id, $1, $2, $3, ordinal, mentor, mentee, variant, points, components, reasons, locked, tie, alternatives
       FROM jsonb_to_recordset($4) AS r(id uuid, ordinal integer, mentor text, mentee text, variant text,
         points integer, components jsonb, reasons jsonb, locked boolean, tie boolean, alternatives jsonb)`,
      [matching.organisationId, matching.id, matching.programmeId, JSON.stringify(rows)],
    );
  }
  const unmatched = [
    ...outcome.unmatched,
    ...outcome.withoutConsent.map((mentee) => ({ mentee, ...NO_CONSENT })),
  ].map((one, ordinal) => ({ ...one, id: newId(), ordinal }));
  for (const rows of batches(unmatched)) {
    await tx.query(
      `INSERT INTO unmatched (id, organisation_id, matching_id, ordinal, mentee, reason, rules, would_help)
       SELECT id, $1, $2, ordinal, mentee, reason, rules, "wouldHelp"
       FROM jsonb_to_recordset($3) AS r(id uuid, ordinal integer, mentee text, reason text, rules jsonb,
         "wouldHelp" jsonb)`,
      [matching.organisationId, matching.id, JSON.stringify(rows)],
    );
  }
}

function* batches<T>(rows: readonly T[]): Generator<T[]> {
  for (let from = 0; from < rows.length; from += BATCH) yield rows.slice(from, from + BATCH);
}
