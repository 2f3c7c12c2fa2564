import { Injectable } from '@nestjs/common';
import { ENDED_PAIR_STATES } from '@app/contracts';
import type { CreatePairDto, FieldError, OverrideDto, PairQuery, PairView, Principal } from '@app/contracts';
import {
  Database,
  insertPairs,
  lockPairs,
  markMomentsStale,
  newId,
  occupiedPlaces,
  Pair,
  takenMentees,
  todayIn,
} from '@app/persistence';
import type { NewPair, Programme } from '@app/persistence';
import type { EntityManager } from 'typeorm';
import { idCursorOf, pageOf } from '../http/paging.js';
import type { Page } from '../http/paging.js';
import { peopleErrors } from '../http/people.js';
import { Problem } from '../http/problem.js';
import { organisationScope, tenantOf } from '../http/tenant.js';
import { findPolicy, findProgramme } from '../programmes/programmes.service.js';
import { checkPeople, NO_CONSENT } from './check-people.js';
import type { PeopleCheck } from './check-people.js';
import { pairViews, readPairView } from './pair-view.js';
import { withHistories } from './stored-pairs.js';

/** Pairs as people agree on them: made by hand, listed, read. */
@Injectable()
export class PairsService {
  constructor(private readonly database: Database) {}

  /**
   * Makes a pair or group without a suggestion, as settled at a meeting.
   * @throws Problem `validation-failed`, `mentor-full`, `mentee-taken`, `broken-rules` (all of them are listed;
   *   `override` lets every one pass but a missing consent)
   */
  async create(caller: Principal, programmeId: string, body: CreatePairDto): Promise<PairView> {
    const tenant = tenantOf(caller);
    const { organisation } = tenant;
    return this.database.within({ organisation }, async (tx) => {
      await lockPairs(tx, organisation);
      const programme = await findProgramme(tx, programmeId);
      await assertKnown(tx, programme, body);
      await assertPlaces(tx, programme, body);
      await assertReplaces(tx, programme, body);
      const on = body.on ?? (await todayIn(tx, tenant.region));
      const policy = await findPolicy(tx, programmeId, programme.policyVersion);
      const kinds = body.kinds ?? programme.kinds;
      const check = await checkPeople(tx, programme, policy, { ...body, kinds }, on);
      assertAllowed(check, body);
      const pair = newPair(programme, body, check, on);
      await insertPairs(tx, organisation, caller.keyId, [pair]);
      await markMomentsStale(tx, programmeId);
      return readPairView(tx, pair.id);
    });
  }

  async list(caller: Principal, programmeId: string, query: PairQuery): Promise<Page<PairView>> {
    const views = await this.database.within(organisationScope(caller), async (tx) => {
      await findProgramme(tx, programmeId);
      const builder = tx
        .createQueryBuilder(Pair, 'p')
        .where('p.programmeId = :programmeId', { programmeId })
        .orderBy('p.id')
        .limit(query.limit + 1);
      const after = idCursorOf(query);
      if (after !== null) builder.andWhere('p.id > :after', { after });
      if (query.state !== undefined) builder.andWhere('p.state = :state', { state: query.state });
      return pairViews(tx, await withHistories(tx, await builder.getMany()));
    });
    return pageOf(
      views,
      query,
      (pair) => pair.id,
      (pair) => pair,
    );
  }

  async read(caller: Principal, id: string): Promise<PairView> {
    return this.database.within(organisationScope(caller), (tx) => readPairView(tx, id));
  }
}

async function assertKnown(tx: EntityManager, programme: Programme, body: CreatePairDto): Promise<void> {
  const people = body.mentees.map((mentee) => ({ mentor: body.mentor, mentee, at: '' }));
  const found = await peopleErrors(tx, programme.organisationId, people);
  const errors: FieldError[] = distinct(found).map((error) =>
    error.field === 'mentee' ? { ...error, field: 'mentees' } : error,
  );
  if (body.variant !== undefined && !programme.variants.includes(body.variant)) {
    errors.push({ field: 'variant', code: 'unknown-variant', message: '' });
  }
  (body.kinds ?? []).forEach((kind, i) => {
    if (!programme.kinds.includes(kind))
      errors.push({ field: `kinds[${i}]`, code: 'unknown-kind', message: '' });
  });
  if (errors.length > 0) throw new Problem('validation-failed', { errors });
}

function distinct(errors: readonly FieldError[]): FieldError[] {
  return [...new Map(errors.map((error) => [`${error.field} ${error.code}`, error])).values()];
}

/** @throws Problem `mentor-full`, `mentee-taken` */
export async function assertPlaces(
  tx: EntityManager,
  programme: Programme,
  body: { mentor: string; mentees: readonly string[] },
): Promise<void> {
  const taken = await takenMentees(tx, programme.id);
  const mentee = body.mentees.find((one) => taken.has(one));
  if (mentee !== undefined) throw new Problem('mentee-taken', { params: { mentee } });
  const [entry] = await tx.query<{ capacity: number }[]>(
    `SELECT capacity FROM bank_entry WHERE organisation_id = $1 AND bank = 'mentors' AND external_id = $2`,
    [programme.organisationId, body.mentor],
  );
  const occupied = (await occupiedPlaces(tx)).get(body.mentor) ?? 0;
  if ((entry?.capacity ?? 0) - occupied < body.mentees.length) {
    throw new Problem('mentor-full', { params: { mentor: body.mentor } });
  }
}

/** A pair takes the place of one that ended in the same programme, with at least one of its mentees. */
async function assertReplaces(tx: EntityManager, programme: Programme, body: CreatePairDto): Promise<void> {
  if (body.replaces === undefined) return;
  const [found] = await tx.query<{ id: string }[]>(
    `SELECT p.id FROM pair p WHERE p.id = $1 AND p.programme_id = $2 AND p.state = ANY ($3)
       AND EXISTS (SELECT FROM pair_mentee m WHERE m.pair_id = p.id AND m.mentee = ANY ($4))
       AND NOT EXISTS (SELECT FROM pair n WHERE n.organisation_id = p.organisation_id AND n.replaces = p.id)`,
    [body.replaces, programme.id, ENDED_PAIR_STATES, body.mentees],
  );
  if (!found) {
    throw new Problem('validation-failed', {
      errors: [{ field: 'replaces', code: 'unknown-pair', message: '' }],
    });
  }
}

/** @throws Problem `broken-rules` unless a comment overrides them */
export function assertAllowed(check: PeopleCheck, body: { override?: OverrideDto }): void {
  const stops = body.override ? check.broken.filter((rule) => rule.rule === NO_CONSENT) : check.broken;
  if (stops.length === 0) return;
  throw new Problem('broken-rules', {
    params: { rules: stops.map((rule) => rule.title).join('; ') },
    members: { brokenRules: check.broken },
  });
}

function newPair(programme: Programme, body: CreatePairDto, check: PeopleCheck, on: string): NewPair {
  return {
    id: newId(),
    programme: programme.id,
    mentor: body.mentor,
    mentees: body.mentees,
    variant: body.variant ?? check.variant,
    kinds: body.kinds ?? programme.kinds,
    state: 'accepted',
    startedOn: null,
    endedOn: null,
    endReason: null,
    suggestion: null,
    ...(body.replaces === undefined ? {} : { replaces: body.replaces.toLowerCase() }),
    override: check.broken.length > 0 ? (body.override?.comment ?? null) : null,
    brokenRules: check.broken.map(({ rule, title }) => ({ rule, title })),
    events: [
      {
        event: 'accepted',
        happenedOn: on,
        actor: 'curator',
        reason: null,
        document: null,
        until: null,
        recorded: false,
      },
    ],
  };
}
