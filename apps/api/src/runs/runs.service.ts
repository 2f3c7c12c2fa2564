import { Injectable } from '@nestjs/common';
import type { MessageEvent } from '@nestjs/common';
import { message } from '@app/catalogue';
import type { Principal, RunView } from '@app/contracts';
import { Database, requestCancel, Run } from '@app/persistence';
import type { Scope } from '@app/persistence';
import { Observable } from 'rxjs';
import { notFound, Problem } from '../http/problem.js';
import { scopeOfCaller } from '../http/tenant.js';

const EVENT_INTERVAL_MS = 300;
const ENDED: readonly string[] = ['done', 'failed', 'cancelled'];

/** Status, cancellation and events of long work; the resource that a run belongs to has its own controller. */
@Injectable()
export class RunsService {
  constructor(private readonly database: Database) {}

  /** @throws Problem `not-found` when the caller's tenant has no such run. */
  async view(caller: Principal, id: string): Promise<RunView> {
    return viewOf(await this.load(scopeOfCaller(caller), id));
  }

  /** Asks an open run to stop. @throws Problem `run-finished` when it has ended. */
  async cancel(caller: Principal, id: string): Promise<RunView> {
    const scope = scopeOfCaller(caller);
    await this.database.within(scope, async (tx) => {
      const run = await tx.findOneBy(Run, { id });
      if (!run) throw notFound('run');
      if (ENDED.includes(run.status)) throw new Problem('run-finished', { params: { status: run.status } });
      await requestCancel(tx, run);
    });
    return viewOf(await this.load(scope, id));
  }

  /** The run's state as server-sent events, each change once, until it has ended or the client leaves. */
  events(caller: Principal, id: string): Observable<MessageEvent> {
    const scope = scopeOfCaller(caller);
    return new Observable((subscriber) => {
      let last = '';
      let timer: NodeJS.Timeout | undefined;
      const poll = async () => {
        const view = viewOf(await this.load(scope, id));
        const text = JSON.stringify(view);
        if (text !== last) subscriber.next({ type: 'progress', data: view });
        last = text;
        if (ENDED.includes(view.status)) subscriber.complete();
        else if (!subscriber.closed) timer = setTimeout(tick, EVENT_INTERVAL_MS);
      };
      const tick = () => void poll().catch((error: unknown) => subscriber.error(error));
      tick();
      return () => clearTimeout(timer);
    });
  }

  private async load(scope: Scope, id: string): Promise<Run> {
    const run = await this.database.within(scope, (tx) => tx.findOneBy(Run, { id }));
    if (!run) throw notFound('run');
    return run;
  }
}

export function viewOf(run: Run): RunView {
  return {
    id: run.id,
    status: run.status,
    progress: run.progress,
    error: run.error && { ...run.error, message: message(run.error.code, 'ru') },
  };
}
