import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { QUEUES } from '@app/contracts';
import type {
  PageQuery,
  Principal,
  ProgrammeSearchView,
  SuitableMentorPage,
  SuitableMentorQuery,
  SuitableMentorsAnswer,
} from '@app/contracts';
import { createRun, Database, ProgrammeQuestion, requestCancel, Run, todayIn } from '@app/persistence';
import { cursorOf, ordinalCursorOf, pageOf } from '../http/paging.js';
import { Problem } from '../http/problem.js';
import { organisationScope, tenantOf } from '../http/tenant.js';
import { OutboxSender } from '../runs/outbox-sender.js';
import { findProgramme } from './programmes.service.js';
import { searchStates, waitingIn } from './search-state.js';

const WAIT_MS = 20_000;
const POLL_MS = 30;

/** The search for mentors that goes on: who waits, and which mentors of the bank would suit. */
@Injectable()
export class SearchService {
  constructor(
    private readonly database: Database,
    private readonly outbox: OutboxSender,
  ) {}

  /** Mentees without a mentor, in the order of their ids. @throws Problem `not-found` */
  async waiting(caller: Principal, id: string, query: PageQuery): Promise<ProgrammeSearchView> {
    const scope = organisationScope(caller);
    const { programme, state, found } = await this.database.within(scope, async (tx) => ({
      programme: await findProgramme(tx, id),
      state: (await searchStates(tx, scope.organisation, [id])).get(id),
      found: await waitingIn(tx, scope.organisation, [id]),
    }));
    const after = cursorOf(query) ?? '';
    const page = pageOf(
      found.filter((one) => one.mentee > after).slice(0, query.limit + 1),
      query,
      (one) => one.mentee,
      ({ mentee, reason, since, tries }) => ({ mentee, reason, since, tries }),
    );
    const { waiting = 0, lastMatching = null } = state ?? {};
    return { continuedSearch: programme.continuedSearch, waiting, lastMatching, ...page };
  }

  /**
   * Every mentor of the bank with what speaks for and against them in the programme. The worker computes it while the
   * request waits: mentors times mentees are too many for a request.
   * @throws Problem `not-found`, `unavailable` (no worker answered in time)
   */
  async suitableMentors(
    caller: Principal,
    programmeId: string,
    query: SuitableMentorQuery,
  ): Promise<SuitableMentorPage> {
    const tenant = tenantOf(caller);
    const scope = { organisation: tenant.organisation };
    const { id, asOf } = await this.database.within(scope, async (tx) => {
      await findProgramme(tx, programmeId);
      const day = query.asOf ?? (await todayIn(tx, tenant.region));
      const run = await createRun(tx, QUEUES.programmeQuestion, tenant);
      await tx.insert(ProgrammeQuestion, {
        id: run,
        organisationId: tenant.organisation,
        programmeId,
        asOf: day,
      });
      return { id: run, asOf: day };
    });
    this.outbox.nudge();
    const answer = await this.wait(scope, id);
    if (answer === null) throw new Problem('unavailable', { headers: { 'Retry-After': '5' } });
    const after = ordinalCursorOf(query);
    const rows = answer.items
      .map((item, ordinal) => ({ item, ordinal }))
      .filter(({ ordinal }) => ordinal > after)
      .slice(0, query.limit + 1);
    const page = pageOf(
      rows,
      query,
      (row) => String(row.ordinal),
      (row) => row.item,
    );
    return { asOf, mentees: answer.mentees, ...page };
  }

  private async wait(scope: { organisation: string }, id: string): Promise<SuitableMentorsAnswer | null> {
    const deadline = Date.now() + WAIT_MS;
    for (;;) {
      const answer = await this.database.within(scope, async (tx) => {
        const run = await tx.findOneByOrFail(Run, { id });
        const late = Date.now() > deadline;
        if (!late && (run.status === 'queued' || run.status === 'running')) return undefined;
        const question = await tx.findOneBy(ProgrammeQuestion, { id });
        if (late) await requestCancel(tx, run);
        // The answer speaks of people: it is not kept once it was given.
        await tx.delete(ProgrammeQuestion, { id });
        return question?.answer ?? null;
      });
      if (answer !== undefined) return answer;
      await sleep(POLL_MS);
    }
  }
}
