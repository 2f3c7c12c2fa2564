import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { QUEUES } from '@app/contracts';
import type { Principal, WhyNotQuery, WhyNotView } from '@app/contracts';
import { createRun, Database, Question, requestCancel, Run } from '@app/persistence';
import { peopleErrors } from '../http/people.js';
import { Problem } from '../http/problem.js';
import { tenantOf } from '../http/tenant.js';
import { OutboxSender } from '../runs/outbox-sender.js';
import { findFinishedMatching } from './matchings.service.js';

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
   * "Why not this mentor?"
   * @throws Problem `not-ready`, `conflict` (the matching has no solution), `validation-failed` (nobody of that
   *   id), `unavailable` (no worker answered in time)
   */
  async whyNot(caller: Principal, matchingId: string, asked: WhyNotQuery): Promise<WhyNotView> {
    const tenant = tenantOf(caller);
    const scope = { organisation: tenant.organisation };
    const id = await this.database.within(scope, async (tx) => {
      const matching = await findFinishedMatching(tx, matchingId);
      if (matching.summary?.['infeasible'] !== undefined) {
        throw new Problem('conflict', { params: { reason: 'у этого подбора нет решения' } });
      }
      const errors = await peopleErrors(tx, tenant.organisation, [{ ...asked, at: '' }]);
      if (errors.length > 0) throw new Problem('validation-failed', { errors });
      const run = await createRun(tx, QUEUES.question, tenant);
      await tx.insert(Question, { id: run, organisationId: tenant.organisation, matchingId, ...asked });
      return run;
    });
    this.outbox.nudge();
    const answer = await this.wait(scope, id);
    if (answer === null) throw new Problem('unavailable', { headers: { 'Retry-After': '5' } });
    return answer;
  }

  private async wait(scope: { organisation: string }, id: string): Promise<WhyNotView | null> {
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
        return (question?.answer ?? null) as unknown as WhyNotView | null;
      });
      if (answer !== undefined) return answer;
      await sleep(POLL_MS);
    }
  }
}
