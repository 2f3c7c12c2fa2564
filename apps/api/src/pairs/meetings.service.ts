import { Injectable } from '@nestjs/common';
import type { MeetingDto, MeetingList, MeetingPatchDto, MeetingView, Principal } from '@app/contracts';
import { Database, newId, PairMeeting } from '@app/persistence';
import type { EntityManager } from 'typeorm';
import { notFound, Problem } from '../http/problem.js';
import { organisationScope } from '../http/tenant.js';
import { advisedKinds, checkMeeting, maximumMeetings, meetingAfter, meetingView } from './meetings.js';
import type { MeetingState } from './meetings.js';
import { openPair } from './open-pair.js';
import { findPair } from './stored-pairs.js';
import type { StoredPair } from './stored-pairs.js';

/** Meetings of pairs. The cycle is advice: when and how often they meet is for the two to settle (S4 §1.1). */
@Injectable()
export class MeetingsService {
  constructor(private readonly database: Database) {}

  async list(caller: Principal, pairId: string): Promise<MeetingList> {
    return this.database.within(organisationScope(caller), async (tx) => {
      const { pair } = await findPair(tx, pairId);
      const meetings = await readMeetings(tx, pairId);
      return { items: meetings.map(meetingView), advised: advisedKinds(meetings, pair.kinds) };
    });
  }

  /** @throws Problem `validation-failed`, `too-many-meetings`, `precondition-failed` */
  async create(
    caller: Principal,
    pairId: string,
    body: MeetingDto,
    ifMatch: string | undefined,
  ): Promise<MeetingView> {
    const { organisation } = organisationScope(caller);
    return this.database.within({ organisation }, async (tx) => {
      const stored = await openPair(tx, pairId, ifMatch);
      const state = checked(null, body, stored);
      const max = maximumMeetings(stored.pair.kinds);
      if (max !== null && (await tx.countBy(PairMeeting, { pairId })) >= max) {
        throw new Problem('too-many-meetings', { params: { max } });
      }
      const id = newId();
      await tx.insert(PairMeeting, {
        ...state,
        id,
        organisationId: organisation,
        pairId,
        madeBy: caller.keyId,
      });
      return meetingView(await tx.findOneByOrFail(PairMeeting, { id }));
    });
  }

  /** @throws Problem `not-found`, `validation-failed`, `precondition-failed` */
  async change(
    caller: Principal,
    pairId: string,
    id: string,
    body: MeetingPatchDto,
    ifMatch: string | undefined,
  ): Promise<MeetingView> {
    return this.database.within(organisationScope(caller), async (tx) => {
      const stored = await openPair(tx, pairId, ifMatch);
      const before = await tx.findOneBy(PairMeeting, { id, pairId });
      if (!before) throw notFound('meeting');
      await tx.update(PairMeeting, { id }, checked(before, body, stored));
      return meetingView(await tx.findOneByOrFail(PairMeeting, { id }));
    });
  }

  /** @throws Problem `not-found`, `precondition-failed` */
  async remove(caller: Principal, pairId: string, id: string, ifMatch: string | undefined): Promise<void> {
    await this.database.within(organisationScope(caller), async (tx) => {
      await openPair(tx, pairId, ifMatch);
      const { affected } = await tx.delete(PairMeeting, { id, pairId });
      if (affected === 0) throw notFound('meeting');
    });
  }
}

/** Meetings of a pair by day: when they were held, or else are planned. */
export function readMeetings(tx: EntityManager, pairId: string): Promise<PairMeeting[]> {
  return tx
    .createQueryBuilder(PairMeeting, 'm')
    .where('m.pairId = :pairId', { pairId })
    .orderBy('coalesce(m.held_on, m.planned_on)')
    .addOrderBy('m.id')
    .getMany();
}

function checked(
  before: PairMeeting | null,
  body: MeetingDto | MeetingPatchDto,
  stored: StoredPair,
): MeetingState {
  const state = meetingAfter(before, body, stored);
  const errors = checkMeeting(state, body, stored);
  if (errors.length > 0) throw new Problem('validation-failed', { errors });
  return state;
}
