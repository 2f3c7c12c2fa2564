import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { RegionMatchingSummaryView } from '@app/contracts';
import {
  insertRegionSuggestions,
  insertRegionUnmatched,
  insideOrganisation,
  newId,
  sideBySide,
  takeShare,
} from '@app/persistence';
import type { PartOutcome } from '@app/persistence';
import type { EntityManager } from 'typeorm';
import { digestOf } from '../matching-run/digest.js';
import { ENGINE_VERSION } from '../matching-run/store-result.js';
import type { OrganisationShare } from './organisation-share.js';

const unzip = promisify(gunzip);
const FULL_SCORE = 10_000;

export interface FinishedPart {
  organisations: readonly string[];
  outcome: PartOutcome;
}

/**
 * Puts the parts of a region's matching together, in the transaction that ends its run: the summary, and for each
 * organisation the rows of its mentees, which nobody could read until now.
 *
 * @param onOrganisation called before each organisation; throws to stop
 */
export async function assemble(
  tx: EntityManager,
  matching: string,
  parts: readonly FinishedPart[],
  onOrganisation: () => void,
): Promise<void> {
  const outcomes = parts.map((part) => part.outcome);
  const summary = summaryOf(outcomes);
  await tx.query(
    `UPDATE region_matching SET input_digest = $2, summary = $3, engine_version = $4 WHERE id = $1`,
    [matching, digestOf(outcomes.map((one) => one.digest)), JSON.stringify(summary), ENGINE_VERSION],
  );
  const { at } = sideBySide(outcomes);
  for (const [part, { organisations }] of parts.entries()) {
    for (const organisation of organisations) {
      onOrganisation();
      await insideOrganisation(tx, organisation, async () => {
        const share = await takeShare(tx, { organisation, matching });
        if (share !== null && summary.infeasible === undefined)
          await storeShare(tx, { organisation, matching }, await unpacked(share), at[part]!);
      });
    }
  }
}

async function unpacked(share: Buffer): Promise<Omit<OrganisationShare, 'organisation'>> {
  return JSON.parse((await unzip(share)).toString('utf8')) as Omit<OrganisationShare, 'organisation'>;
}

async function storeShare(
  tx: EntityManager,
  where: { organisation: string; matching: string },
  { suggestions, unmatched }: Omit<OrganisationShare, 'organisation'>,
  offset: { mentees: number; mentors: number },
): Promise<void> {
  await insertRegionSuggestions(
    tx,
    where,
    suggestions.map((one) => ({
      ...one,
      id: newId(),
      menteeIndex: one.menteeIndex + offset.mentees,
      mentorIndex: one.mentorIndex + offset.mentors,
    })),
  );
  await insertRegionUnmatched(
    tx,
    where,
    unmatched.map((one) => ({
      ...one,
      menteeIndex: one.menteeIndex === null ? null : one.menteeIndex + offset.mentees,
    })),
  );
}

/** The whole from its parts. Where one of them has no solution, the whole has none. */
export function summaryOf(parts: readonly PartOutcome[]): RegionMatchingSummaryView {
  const sum = (of: (part: PartOutcome) => number) => parts.reduce((all, part) => all + of(part), 0);
  const impossible = parts.find((part) => part.infeasible)?.infeasible;
  const [mentees, matched] = [sum((one) => one.mentees), impossible ? 0 : sum((one) => one.matched)];
  const totalPoints = impossible ? 0 : sum((one) => one.totalPoints);
  const worst = impossible ? [] : parts.flatMap((one) => one.worstPoints ?? []);
  return {
    organisations: sum((one) => one.organisations),
    components: parts.length,
    mentees,
    mentors: sum((one) => one.mentors),
    eligiblePairs: sum((one) => one.eligiblePairs),
    matched,
    unmatched: mentees - matched,
    acrossOrganisations: impossible ? 0 : sum((one) => one.acrossOrganisations),
    withoutConsent: sum((one) => one.withoutConsent),
    totalPoints,
    worstPoints: worst.length > 0 ? worst.reduce((a, b) => Math.min(a, b)) : null,
    meanScore: matched > 0 ? totalPoints / matched / FULL_SCORE : null,
    solver: impossible ? 'none' : (parts[0]?.solver ?? 'none'),
    durationMs: sum((one) => one.durationMs),
    ...(impossible && {
      infeasible: {
        reason: impossible.reason,
        mentees: impossible.mentees.length,
        mentors: impossible.mentors.length,
      },
    }),
  };
}
