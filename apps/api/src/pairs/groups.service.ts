import { Injectable } from '@nestjs/common';
import { loadCatalogue } from '@app/catalogue';
import type { FieldCode, JoinGroupDto, LeaveGroupQuery, PairView, Principal } from '@app/contracts';
import {
  Database,
  insertPairEvents,
  lockPairs,
  markMomentsStale,
  PairMentee,
  Programme,
} from '@app/persistence';
import type { EntityManager } from 'typeorm';
import { peopleErrors } from '../http/people.js';
import { notFound, Problem } from '../http/problem.js';
import { organisationScope } from '../http/tenant.js';
import { findPolicy } from '../programmes/programmes.service.js';
import { checkPeople } from './check-people.js';
import type { Step } from './life-cycle.js';
import { assertGoesOn, openPair } from './open-pair.js';
import { readPairView } from './pair-view.js';
import { assertAllowed, assertPlaces } from './pairs.service.js';
import { documentOf } from './stored-pairs.js';
import type { StoredPair } from './stored-pairs.js';

/** Mentees who join a group that is there, or leave it; the history keeps both. */
@Injectable()
export class GroupsService {
  constructor(private readonly database: Database) {}

  /**
   * @throws Problem `not-a-group`, `pair-ended`, `mentor-full`, `mentee-taken`, `broken-rules`, `validation-failed`,
   *   `precondition-failed`
   */
  async join(
    caller: Principal,
    pairId: string,
    body: JoinGroupDto,
    ifMatch: string | undefined,
  ): Promise<PairView> {
    const { organisation } = organisationScope(caller);
    return this.database.within({ organisation }, async (tx) => {
      await lockPairs(tx, organisation);
      const stored = await openPair(tx, pairId, ifMatch);
      assertGoesOn(stored);
      if (!isGroup(stored.pair.kinds)) throw new Problem('not-a-group');
      await this.admit(tx, stored, body);
      await tx.insert(PairMentee, { organisationId: organisation, pairId, mentee: body.mentee });
      const step = { on: body.on, by: null, reason: null, document: documentOf(body.document) };
      await note(tx, caller, stored, 'joined', body.mentee, step);
      return readPairView(tx, pairId);
    });
  }

  /** @throws Problem `not-found`, `last-of-group`, `pair-ended`, `validation-failed`, `precondition-failed` */
  async leave(
    caller: Principal,
    pairId: string,
    mentee: string,
    query: LeaveGroupQuery,
    ifMatch: string | undefined,
  ): Promise<PairView> {
    const { organisation } = organisationScope(caller);
    return this.database.within({ organisation }, async (tx) => {
      await lockPairs(tx, organisation);
      const stored = await openPair(tx, pairId, ifMatch);
      const { on, reason, by = null } = query;
      await leaveGroup(tx, caller, stored, mentee, { on, by, reason, document: null });
      return readPairView(tx, pairId);
    });
  }

  private async admit(tx: EntityManager, stored: StoredPair, body: JoinGroupDto): Promise<void> {
    const { pair, mentees } = stored;
    const errors = await peopleErrors(tx, pair.organisationId, [
      { mentor: pair.mentor, mentee: body.mentee, at: '' },
    ]);
    const own = errors.filter((error) => error.field === 'mentee');
    if (own.length > 0) throw new Problem('validation-failed', { errors: own });
    const programme = await tx.findOneByOrFail(Programme, { id: pair.programmeId });
    const asked = { mentor: pair.mentor, mentees: [body.mentee] };
    await assertPlaces(tx, programme, asked);
    const policy = await findPolicy(tx, programme.id, programme.policyVersion);
    const people = { ...asked, beside: mentees, variant: pair.variant ?? undefined, kinds: pair.kinds };
    const { broken } = await checkPeople(tx, programme, policy, people, body.on);
    assertAllowed({ variant: null, broken }, body);
    if (broken.length === 0) return;
    await tx.query(
      `UPDATE pair SET override_comment = concat_ws('; ', override_comment, $2::text),
                       broken_rules = broken_rules || $3::jsonb WHERE id = $1`,
      [pair.id, body.override?.comment, JSON.stringify(broken.map(({ rule, title }) => ({ rule, title })))],
    );
  }
}

/** Whether one of the kinds is of groups (S1 §2.3). */
const isGroup = (kinds: readonly string[]): boolean =>
  kinds.some((kind) => (loadCatalogue().kind(kind)?.minimumGroup ?? 1) > 1);

type Note = Pick<Step, 'on' | 'by' | 'reason' | 'document'>;

/**
 * Takes a mentee out of a group that goes on without them; the caller has locked the organisation's pairs.
 * @throws Problem `not-found`, `last-of-group`, `pair-ended`, `validation-failed`
 */
export async function leaveGroup(
  tx: EntityManager,
  caller: Principal,
  stored: StoredPair,
  mentee: string,
  step: Note,
): Promise<void> {
  assertGoesOn(stored);
  const { pair, mentees } = stored;
  if (!mentees.includes(mentee)) throw notFound('mentee');
  if (mentees.length === 1) throw new Problem('last-of-group');
  checkLeaving(step, pair.startedOn);
  await tx.delete(PairMentee, { pairId: pair.id, mentee });
  await note(tx, caller, stored, 'left', mentee, step);
}

/** One leaves a group for the reasons for which a pair ends before its time. */
function checkLeaving({ on, by, reason }: Note, startedOn: string | null): void {
  const found = loadCatalogue().completionReason(reason ?? '');
  const code = (): [string, FieldCode] | null => {
    if (!found) return ['reason', 'unknown-code'];
    if (!found.states.some((state) => state !== 'completed')) return ['reason', 'not-allowed'];
    if (by !== null && !found.initiators.includes(by)) return ['by', 'not-allowed'];
    return startedOn !== null && on < startedOn ? ['on', 'date-order'] : null;
  };
  const wrong = code();
  if (!wrong) return;
  throw new Problem('validation-failed', { errors: [{ field: wrong[0], code: wrong[1], message: '' }] });
}

async function note(
  tx: EntityManager,
  caller: Principal,
  { pair }: StoredPair,
  event: 'joined' | 'left',
  mentee: string,
  { on, by, reason, document }: Note,
): Promise<void> {
  const row = { pair: pair.id, event, mentee, happenedOn: on, actor: by, reason, document };
  await insertPairEvents(tx, pair.organisationId, caller.keyId, [{ ...row, until: null, recorded: false }]);
  await markMomentsStale(tx, pair.programmeId);
}
