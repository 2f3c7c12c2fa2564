import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { QUEUES } from '@app/contracts';
import type { MatchingAnswers, MatchingQuestion, Principal, StoredAnswer } from '@app/contracts';
import { createRun, Database, Question, requestCancel, Run } from '@app/persistence';
import { peopleErrors } from '../http/people.js';
import type { NamedPeople } from '../http/people.js';
import { notFound, Problem } from '../http/problem.js';
import { tenantOf } from '../http/tenant.js';
import { OutboxSender } from '../runs/outbox-sender.js';
import { findEarlierMatching, findSolvedMatching } from './find-matching.js';

const WAIT_MS = 10_000;
const POLL_MS = 30;

/**
 * Questions that need arithmetic: the worker answers while the request waits, so that no request blocks the API.
 * A question is a run like any other, which is why it works on every queue backend and outlives a dead worker.
 */
@Injectable()
export class QuestionsService {
  constructor(
    private readonly database: Database,
    private readonly outbox: OutboxSender,
  ) {}

  /**
   * @throws Problem `not-found`, `not-ready`, `conflict` (the matching has no solution), `validation-failed`
   *   (nobody of that id), `unavailable` (no worker answered in time)
   */
  async ask<Q extends MatchingQuestion>(
    caller: Principal,
    matchingId: string,
    asked: Q,
  ): Promise<MatchingAnswers[Q['kind']]> {
    const tenant = tenantOf(caller);
    const scope = { organisation: tenant.organisation };
    const id = await this.database.within(scope, async (tx) => {
      const { programmeId } = await findSolvedMatching(tx, matchingId);
      if (asked.kind === 'diff' && !(await findEarlierMatching(tx, programmeId, asked.with)))
        throw notFound('matching');
      const errors = await peopleErrors(tx, tenant.organisation, peopleIn(asked));
      if (errors.length > 0) throw new Problem('validation-failed', { errors });
      const run = await createRun(tx, QUEUES.question, tenant);
      await tx.insert(Question, { id: run, organisationId: tenant.organisation, matchingId, asked });
      return run;
    });
    this.outbox.nudge();
    const stored = await this.wait(scope, id);
    if (stored === null) throw new Problem('unavailable', { headers: { 'Retry-After': '5' } });
    if ('errors' in stored) throw new Problem('validation-failed', { errors: stored.errors });
    return stored.answer as MatchingAnswers[Q['kind']];
  }

  private async wait(scope: { organisation: string }, id: string): Promise<StoredAnswer | null> {
    const deadline = Date.now() + WAIT_MS;
    for (;;) {
      const answer = await this.database.within(scope, async (tx) => {
        const run = await tx.findOneByOrFail(Run, { id });
        const late = Date.now() > deadline;
        if (!late && (run.status === 'queued' || run.status === 'running')) return undefined;
        const question = await tx.findOneBy(Question, { id });
        if (late) await requestCancel(tx, run);
        // The answer speaks of people: it is not kept once it was given.
        await tx.delete(Question, { id });
        return question?.answer ?? null;
      });
      if (answer !== undefined) return answer;
      await sleep(POLL_MS);
    }
  }
}

/** Everybody whom a question names by a pair, with the place in the request. */
function peopleIn(asked: MatchingQuestion): NamedPeople[] {
  if (asked.kind === 'why-not') return [{ mentor: asked.mentor, mentee: asked.mentee, at: '' }];
  if (asked.kind !== 'what-if') return [];
  const { locks = [], excluded = [] } = asked.change;
  return [
    ...locks.map((people, i) => ({ ...people, at: `locks[${i}]` })),
    ...excluded.map((people, i) => ({ ...people, at: `excluded[${i}]` })),
  ];
}
