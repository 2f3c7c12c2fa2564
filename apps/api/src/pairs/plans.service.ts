import { Injectable } from '@nestjs/common';
import { PAIR_SIDES } from '@app/contracts';
import type {
  FieldCode,
  PairSide,
  PlanActivityPatchDto,
  PlanActivityView,
  PlanAnalysisDto,
  PlanConsentDto,
  PlanDto,
  PlanVersionList,
  PlanView,
  Principal,
} from '@app/contracts';
import { Database, newId, PairActivityDone, PairAnalysis, PairPlan, PairPlanConsent } from '@app/persistence';
import type { EntityManager } from 'typeorm';
import { notFound, Problem } from '../http/problem.js';
import { organisationScope } from '../http/tenant.js';
import { assertGoesOn, everyMentee, openPair } from './open-pair.js';
import { checkPlan, isBinding, planBody, standingsOf } from './plans.js';
import { findPair } from './stored-pairs.js';
import type { StoredPair } from './stored-pairs.js';
import { ownerOf, readPlan, readVersions, versionViews } from './stored-plans.js';

/** Personalised programmes of pairs: append-only versions, consents to changes, what is done, the analysis at the end. */
@Injectable()
export class PlansService {
  constructor(private readonly database: Database) {}

  async read(caller: Principal, pairId: string, mentee: string | undefined): Promise<PlanView> {
    return this.database.within(organisationScope(caller), async (tx) => {
      const stored = await findPair(tx, pairId);
      assertOwner(everyMentee(stored), mentee);
      return readPlan(tx, stored, mentee);
    });
  }

  async versions(caller: Principal, pairId: string, mentee: string | undefined): Promise<PlanVersionList> {
    return this.database.within(organisationScope(caller), async (tx) => {
      assertOwner(everyMentee(await findPair(tx, pairId)), mentee);
      return { items: await versionViews(tx, pairId, mentee) };
    });
  }

  /**
   * Adds a version. Until both have consented to the pair it holds at once; after that a change of the plan waits for
   * both consents, unless they were given on paper (S1 §7.2).
   * @throws Problem `validation-failed`, `pair-ended`, `precondition-failed`
   */
  async put(
    caller: Principal,
    pairId: string,
    body: PlanDto,
    ifMatch: string | undefined,
  ): Promise<PlanView> {
    return this.change(caller, pairId, body.mentee, ifMatch, async (tx, stored) => {
      assertGoesOn(stored);
      const versions = await readVersions(tx, pairId, body.mentee);
      const known = versions.flatMap(({ plan }) => plan.body.activities.map((activity) => activity.id));
      const errors = checkPlan(body, stored, new Set(known));
      if (errors.length > 0) throw new Problem('validation-failed', { errors });
      const { organisationId, state } = stored.pair;
      const id = newId();
      await tx.insert(PairPlan, {
        id,
        organisationId,
        pairId,
        mentee: ownerOf(body.mentee),
        version: (versions.at(-1)?.plan.version ?? 0) + 1,
        body: planBody(body),
        needsConsent: isBinding(state) && versions.length > 0,
        madeBy: caller.keyId,
      });
      if (body.recordedOn !== undefined) {
        await insertConsents(tx, caller, organisationId, id, PAIR_SIDES, body.recordedOn, true);
      }
    });
  }

  /** @throws Problem `no-plan-change`, `precondition-failed` */
  async consent(
    caller: Principal,
    pairId: string,
    body: PlanConsentDto,
    ifMatch: string | undefined,
  ): Promise<PlanView> {
    return this.change(caller, pairId, body.mentee, ifMatch, async (tx, stored) => {
      assertGoesOn(stored);
      const versions = await readVersions(tx, pairId, body.mentee);
      const last = versions.at(-1);
      if (!last || standingsOf(versions).get(last.plan.version) !== 'proposed') {
        throw new Problem('no-plan-change');
      }
      const spoken = last.consents.map((consent) => consent.side);
      const asked = body.recorded === true || body.by === undefined ? PAIR_SIDES : [body.by];
      const sides = asked.filter((side) => !spoken.includes(side));
      const { organisationId } = stored.pair;
      await insertConsents(tx, caller, organisationId, last.plan.id, sides, body.on, body.recorded ?? false);
    });
  }

  /** Ticks an activity off, or takes that back. @throws Problem `not-found`, `precondition-failed` */
  async tick(
    caller: Principal,
    pairId: string,
    activity: string,
    { doneOn }: PlanActivityPatchDto,
    ifMatch: string | undefined,
  ): Promise<PlanActivityView> {
    return this.database.within(organisationScope(caller), async (tx) => {
      const stored = await openPair(tx, pairId, ifMatch);
      const plans = await tx.find(PairPlan, { where: { pairId }, order: { version: 'DESC' } });
      const found = plans.flatMap(({ body }) => body.activities).find(({ id }) => id === activity);
      if (!found) throw notFound('activity');
      const { endedOn, organisationId } = stored.pair;
      if (doneOn !== null && endedOn !== null && doneOn > endedOn) throw invalid('doneOn', 'date-order');
      if (doneOn === null) await tx.delete(PairActivityDone, { pairId, activity });
      else {
        const row = { organisationId, pairId, activity, doneOn, madeBy: caller.keyId };
        await tx.upsert(PairActivityDone, row, ['organisationId', 'pairId', 'activity']);
      }
      return { ...found, doneOn };
    });
  }

  /** @throws Problem `not-found` where there is no plan, `gate-not-met` before the pair works, `precondition-failed` */
  async analyse(
    caller: Principal,
    pairId: string,
    body: PlanAnalysisDto,
    ifMatch: string | undefined,
  ): Promise<PlanView> {
    return this.change(caller, pairId, body.mentee, ifMatch, async (tx, stored) => {
      const { organisationId, startedOn } = stored.pair;
      if (!(await tx.existsBy(PairPlan, { pairId, mentee: ownerOf(body.mentee) }))) throw notFound('plan');
      if (startedOn === null) {
        throw new Problem('gate-not-met', { members: { missing: ['not-started'] } });
      }
      if (body.on < startedOn) throw invalid('on', 'date-order');
      const row = {
        organisationId,
        pairId,
        mentee: ownerOf(body.mentee),
        madeOn: body.on,
        achieved: body.achieved,
        text: body.text,
        difficulties: body.difficulties ?? null,
        advice: body.advice ?? null,
        madeBy: caller.keyId,
      };
      await tx.upsert(PairAnalysis, row, ['organisationId', 'pairId', 'mentee']);
    });
  }

  private change(
    caller: Principal,
    pairId: string,
    mentee: string | undefined,
    ifMatch: string | undefined,
    work: (tx: EntityManager, stored: StoredPair) => Promise<void>,
  ): Promise<PlanView> {
    return this.database.within(organisationScope(caller), async (tx) => {
      const stored = await openPair(tx, pairId, ifMatch);
      assertOwner(new Set(stored.mentees), mentee);
      await work(tx, stored);
      return readPlan(tx, stored, mentee);
    });
  }
}

const invalid = (field: string, code: FieldCode): Problem =>
  new Problem('validation-failed', { errors: [{ field, code, message: '' }] });

/** A plan belongs to the whole pair, or to one of its mentees. */
function assertOwner(mentees: ReadonlySet<string>, mentee: string | undefined): void {
  if (mentee !== undefined && !mentees.has(mentee)) throw invalid('mentee', 'unknown-person');
}

async function insertConsents(
  tx: EntityManager,
  caller: Principal,
  organisationId: string,
  planId: string,
  sides: readonly PairSide[],
  givenOn: string,
  recorded: boolean,
): Promise<void> {
  if (sides.length === 0) return;
  const madeBy = caller.keyId;
  await tx.insert(
    PairPlanConsent,
    sides.map((side) => ({ organisationId, planId, side, givenOn, recorded, madeBy })),
  );
}
