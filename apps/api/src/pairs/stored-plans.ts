import type { PlanView, PlanVersionView } from '@app/contracts';
import { PairActivityDone, PairAnalysis, PairPlan, PairPlanConsent, Programme } from '@app/persistence';
import { In } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { standingsOf } from './plans.js';
import type { PlanVersion } from './plans.js';
import { groupBy } from './stored-pairs.js';
import type { StoredPair } from './stored-pairs.js';

/** How the rows of a plan name whose it is: a mentee of a group, or nobody for the whole pair. */
export const ownerOf = (mentee: string | undefined): string => mentee ?? '';

/** Versions of one plan of a pair, in the order of their numbers. */
export async function readVersions(
  tx: EntityManager,
  pairId: string,
  mentee: string | undefined,
): Promise<PlanVersion[]> {
  const where = { pairId, mentee: ownerOf(mentee) };
  const plans = await tx.find(PairPlan, { where, order: { version: 'ASC' } });
  const ids = plans.map((plan) => plan.id);
  const consents =
    ids.length === 0
      ? []
      : await tx.find(PairPlanConsent, { where: { planId: In(ids) }, order: { side: 'DESC' } });
  const consentsOf = groupBy(consents, (consent) => consent.planId);
  return plans.map((plan) => ({ plan, consents: consentsOf.get(plan.id) ?? [] }));
}

/** The personalised programme of a pair, or of one mentee of a group. */
export async function readPlan(
  tx: EntityManager,
  stored: StoredPair,
  mentee: string | undefined,
): Promise<PlanView> {
  const { pair, mentees } = stored;
  const versions = await versionViews(tx, pair.id, mentee);
  const of = (standing: PlanVersionView['standing']) =>
    versions.find((version) => version.standing === standing) ?? null;
  const programme = await tx.findOneByOrFail(Programme, { id: pair.programmeId });
  const own = await tx.query<{ mentee: string }[]>(
    `SELECT DISTINCT mentee FROM pair_plan WHERE pair_id = $1 AND mentee <> '' ORDER BY mentee`,
    [pair.id],
  );
  return {
    pair: pair.id,
    form: programme.form,
    kinds: pair.kinds,
    mentor: pair.mentor,
    mentees,
    mentee: mentee ?? null,
    current: of('current'),
    proposed: of('proposed'),
    analysis: await readAnalysis(tx, pair.id, mentee),
    ownPlans: own.map((row) => row.mentee),
  };
}

/** Every version of a plan, the newest first. */
export async function versionViews(
  tx: EntityManager,
  pairId: string,
  mentee: string | undefined,
): Promise<PlanVersionView[]> {
  const versions = await readVersions(tx, pairId, mentee);
  const done = await tx.findBy(PairActivityDone, { pairId });
  const doneOn = new Map(done.map((row) => [row.activity, row.doneOn]));
  const standings = standingsOf(versions);
  return versions
    .map(({ plan, consents }): PlanVersionView => {
      const { activities, ...body } = plan.body;
      return {
        version: plan.version,
        standing: standings.get(plan.version) ?? 'past',
        ...body,
        activities: activities.map((one) => ({ ...one, doneOn: doneOn.get(one.id) ?? null })),
        needsConsent: plan.needsConsent,
        consents: consents.map(({ side, givenOn, recorded }) => ({ by: side, on: givenOn, recorded })),
        madeAt: plan.madeAt.toISOString(),
      };
    })
    .reverse();
}

async function readAnalysis(
  tx: EntityManager,
  pairId: string,
  mentee: string | undefined,
): Promise<PlanView['analysis']> {
  const found = await tx.findOneBy(PairAnalysis, { pairId, mentee: ownerOf(mentee) });
  if (!found) return null;
  const { madeOn, achieved, text, difficulties, advice } = found;
  return { on: madeOn, achieved, text, difficulties, advice };
}
