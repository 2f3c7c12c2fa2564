import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { loadCatalogue } from '@app/catalogue';
import { QUEUES } from '@app/contracts';
import type {
  CreateMeetingRoundDto,
  MeetingRoundPage,
  MeetingRoundView,
  PageQuery,
  Principal,
} from '@app/contracts';
import { tablesToXlsx } from '@app/documents';
import { createRun, Database, hasConsent, MeetingRound, RoundMeeting, Run, todayIn } from '@app/persistence';
import type { EntityManager } from 'typeorm';
import { idCursorOf, pageOf } from '../http/paging.js';
import { notFound, Problem } from '../http/problem.js';
import { organisationScope, tenantOf } from '../http/tenant.js';
import { findEarlierMatching } from '../matchings/find-matching.js';
import { findProgramme } from '../programmes/programmes.service.js';
import { OutboxSender } from '../runs/outbox-sender.js';
import { viewOf } from '../runs/runs.service.js';
import { scheduleSheets } from './schedule-sheets.js';
import type { Names } from './schedule-sheets.js';
import { isSlot, slotsOf } from './slots.js';

/** Rounds of quick meetings over the shortlist of a matching; the worker plans them. */
@Injectable()
export class MeetingRoundsService {
  constructor(
    private readonly database: Database,
    private readonly outbox: OutboxSender,
  ) {}

  /** @throws Problem `not-found`, `validation-failed` */
  async create(
    caller: Principal,
    programmeId: string,
    body: CreateMeetingRoundDto,
  ): Promise<MeetingRoundView> {
    const tenant = tenantOf(caller);
    const slots = slotsOf(body);
    const errors = slots.flatMap((one) => (isSlot(one) ? [] : [one]));
    const created = await this.database.within({ organisation: tenant.organisation }, async (tx) => {
      await findProgramme(tx, programmeId);
      if (!(await findEarlierMatching(tx, programmeId, body.matching)))
        errors.push({ field: 'matching', code: 'unknown-matching', message: '' });
      if (errors.length > 0) throw new Problem('validation-failed', { errors });
      const id = await createRun(tx, QUEUES.meetingRound, tenant);
      await tx.insert(MeetingRound, {
        id,
        organisationId: tenant.organisation,
        programmeId,
        matchingId: body.matching,
        perMentee: body.perMentee ?? loadCatalogue().data.programmeLife.meetingsPerMentee,
        places: body.places ?? null,
        slots: slots.filter(isSlot),
      });
      return readRound(tx, id);
    });
    this.outbox.nudge();
    return created;
  }

  /** @throws Problem `not-found` */
  async read(caller: Principal, id: string): Promise<MeetingRoundView> {
    return this.database.within(organisationScope(caller), (tx) => readRound(tx, id));
  }

  async list(caller: Principal, programme: string, query: PageQuery): Promise<MeetingRoundPage> {
    const rows = await this.database.within(organisationScope(caller), async (tx) => {
      await findProgramme(tx, programme);
      const builder = tx
        .createQueryBuilder(MeetingRound, 'm')
        .innerJoinAndMapOne('m.run', Run, 'r', 'r.id = m.id')
        .where('m.programmeId = :programme', { programme })
        .orderBy('m.id')
        .limit(query.limit + 1);
      const after = idCursorOf(query);
      if (after !== null) builder.andWhere('m.id > :after', { after });
      return builder.getMany() as Promise<(MeetingRound & { run: Run })[]>;
    });
    return pageOf(
      rows,
      query,
      (row) => row.id,
      ({ run, matchingId, perMentee, summary }) => ({
        ...viewOf(run),
        matching: matchingId,
        perMentee,
        summary,
      }),
    );
  }

  /** The schedule as a workbook. @throws Problem `not-found`, `not-ready` */
  async workbook(caller: Principal, id: string): Promise<Readable> {
    const { organisation, region } = tenantOf(caller);
    const { round, names } = await this.database.within({ organisation }, async (tx) => {
      const round = await readRound(tx, id);
      if (round.status !== 'done') throw new Problem('not-ready', { members: { runStatus: round.status } });
      return { round, names: await namesOf(tx, organisation, await todayIn(tx, region), peopleIn(round)) };
    });
    return tablesToXlsx(scheduleSheets(round, names));
  }
}

async function readRound(tx: EntityManager, id: string): Promise<MeetingRoundView> {
  // The run first: once it says `done`, the round that is read after it has its meetings.
  const run = await tx.findOneBy(Run, { id });
  const round = run && (await tx.findOneBy(MeetingRound, { id }));
  if (!round) throw notFound('meeting-round');
  const meetings = await tx.find(RoundMeeting, {
    where: { roundId: id },
    order: { slot: 'ASC', place: 'ASC' },
  });
  const dropped = meetings.filter((one) => one.slot === null);
  return {
    ...viewOf(run),
    programme: round.programmeId,
    matching: round.matchingId,
    perMentee: round.perMentee,
    places: round.places,
    summary: round.summary,
    slots: round.slots.map((slot, at) => ({
      ...slot,
      meetings: meetings.flatMap(({ slot: own, place, mentor, mentee, points, rank }) =>
        own === at && place !== null ? [{ mentor, mentee, place, points, rank }] : [],
      ),
    })),
    dropped: dropped
      .map(({ mentor, mentee, points, rank }) => ({ mentor, mentee, points, rank }))
      .sort((a, b) => Number(a.rank !== 1) - Number(b.rank !== 1) || b.points - a.points),
  };
}

function peopleIn({ slots, dropped }: MeetingRoundView): string[] {
  const all = [...slots.flatMap((slot) => slot.meetings), ...dropped];
  return [...new Set(all.flatMap(({ mentor, mentee }) => [mentor, mentee]))];
}

/** Names of those whose consent holds. */
async function namesOf(
  tx: EntityManager,
  organisation: string,
  day: string,
  people: readonly string[],
): Promise<Names> {
  const consented = hasConsent({
    organisation: 'p.organisation_id',
    person: 'p.id',
    day: '$3',
    purpose: 'personal-data',
  });
  const rows = await tx.query<{ id: string; name: string }[]>(
    `SELECT p.external_id AS id, p.display_name AS name FROM person p
     WHERE p.organisation_id = $1 AND p.external_id = ANY ($2) AND p.display_name IS NOT NULL AND ${consented}`,
    [organisation, people, day],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}
