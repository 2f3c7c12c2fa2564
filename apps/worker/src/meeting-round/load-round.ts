import { loadCatalogue } from '@app/catalogue';
import {
  consentingPeople,
  loadPairKnowledge,
  Matching,
  MeetingRound,
  standingDecisions,
  Suggestion,
  takenMentees,
  todayIn,
  Organisation,
} from '@app/persistence';
import type { Database } from '@app/persistence';
import type { EntityManager } from 'typeorm';
import type { PlanTask } from './plan-thread.js';

/**
 * Everything that a round depends on, as of one moment: the matching's suggestions and its certificate, and who may
 * meet: those with a consent and, of the mentees, those without a pair; nobody whom somebody has ruled out.
 */
export function loadRound(
  database: Database,
  organisation: string,
  id: string,
): Promise<{ round: MeetingRound; task: PlanTask }> {
  return database.snapshot({ organisation }, async (tx) => {
    const round = await tx.findOneByOrFail(MeetingRound, { id });
    const matching = await tx.findOneOrFail(Matching, {
      where: { id: round.matchingId },
      select: { id: true, asOf: true, certificate: true },
    });
    if (matching.certificate === null) throw new Error('a round is made of a matching with a solution');
    const suggestions = await tx.find(Suggestion, {
      where: { matchingId: round.matchingId },
      order: { ordinal: 'ASC' },
    });
    const consenting = await consentingPeople(
      tx,
      organisation,
      'personal-data',
      await dayOf(tx, organisation, matching),
    );
    const taken = await takenMentees(tx, round.programmeId);
    return {
      round,
      task: {
        certificate: matching.certificate,
        chosen: suggestions.map(({ mentee, mentor, points, alternatives }) => ({
          mentee,
          mentors: [
            { mentor, points },
            ...alternatives.map((one) => ({ mentor: one.mentor, points: one.points })),
          ],
        })),
        perMentee: round.perMentee,
        present: [...consenting],
        taken: [...taken.keys()],
        apart: await ruledOut(tx, round),
        room: { slots: round.slots.length, places: round.places ?? undefined },
      },
    };
  });
}

/** A consent that ends before the matching's day, or today, is none. */
async function dayOf(tx: EntityManager, organisation: string, { asOf }: Matching): Promise<string> {
  const { regionId } = await tx.findOneByOrFail(Organisation, { id: organisation });
  const today = await todayIn(tx, regionId);
  return asOf > today ? asOf : today;
}

/** Vetoes, restrictions, conflicts and rejections. */
async function ruledOut(
  tx: EntityManager,
  { organisationId, programmeId }: MeetingRound,
): Promise<[mentor: string, mentee: string][]> {
  const { bars } = await loadPairKnowledge(tx, organisationId, programmeId, loadCatalogue().barringReasons());
  const decisions = await standingDecisions(tx, organisationId, programmeId);
  return [...bars, ...decisions.filter((one) => one.decision === 'reject')].map(({ mentor, mentee }) => [
    mentor,
    mentee,
  ]);
}
