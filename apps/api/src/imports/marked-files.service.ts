import { setTimeout as sleep } from 'node:timers/promises';
import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { QUEUES } from '@app/contracts';
import type { Principal } from '@app/contracts';
import { createRun, Database, FileMarking, Import, keptUntil, Run } from '@app/persistence';
import type { EntityManager } from 'typeorm';
import { notFound, Problem } from '../http/problem.js';
import { organisationScope, tenantOf } from '../http/tenant.js';
import { OutboxSender } from '../runs/outbox-sender.js';
import { mayReadRows } from './file-access.js';

const WAIT_MS = 30_000;
const POLL_MS = 50;

/** Gives a table back with its errors marked. The worker makes the copy when it is first asked for. */
@Injectable()
export class MarkedFilesService {
  constructor(
    private readonly database: Database,
    private readonly outbox: OutboxSender,
  ) {}

  /**
   * @throws Problem `not-found`; `forbidden` for rows that are not the caller's to see; `not-ready` while the import
   *   runs; `gone` when there is nothing to mark, or it was kept long enough; `unavailable` when the worker is still at
   *   it: the next request finds it done
   */
  async read(caller: Principal, importId: string): Promise<Readable> {
    const scope = organisationScope(caller);
    const marking = await this.database.within(scope, async (tx) => {
      await this.check(tx, caller, importId);
      return (await isMarked(tx, importId)) ? null : this.markingOf(tx, caller, importId);
    });
    if (marking !== null) {
      this.outbox.nudge();
      await this.wait(scope, marking, importId);
    }
    return Readable.from(this.parts(scope, importId));
  }

  private async check(tx: EntityManager, caller: Principal, importId: string): Promise<void> {
    const run = await tx.findOneBy(Run, { id: importId, queue: QUEUES.import });
    if (!run) throw notFound('import');
    const imported = await tx.findOneByOrFail(Import, { id: importId });
    if (!mayReadRows(caller, imported)) throw new Problem('forbidden');
    if (run.status === 'queued' || run.status === 'running') throw new Problem('not-ready');
    if (!(await keptUntil(tx, imported.organisationId, importId))) throw new Problem('gone');
  }

  /** The run that is at it already, or a new one. */
  private async markingOf(tx: EntityManager, caller: Principal, importId: string): Promise<string> {
    const tenant = tenantOf(caller);
    const [open] = await tx.query<{ id: string }[]>(
      `SELECT m.id FROM file_marking m JOIN run r ON r.id = m.id
       WHERE m.organisation_id = $1 AND m.import_id = $2 AND r.status IN ('queued', 'running') LIMIT 1`,
      [tenant.organisation, importId],
    );
    if (open) return open.id;
    const id = await createRun(tx, QUEUES.fileMarking, tenant);
    await tx.insert(FileMarking, { id, organisationId: tenant.organisation, importId });
    return id;
  }

  private async wait(scope: { organisation: string }, marking: string, importId: string): Promise<void> {
    const deadline = Date.now() + WAIT_MS;
    for (;;) {
      const state = await this.database.within(scope, async (tx) => {
        const { status } = await tx.findOneByOrFail(Run, { id: marking });
        if (status === 'queued' || status === 'running') return 'open';
        return (await isMarked(tx, importId)) ? 'marked' : 'gone';
      });
      if (state === 'marked') return;
      if (state === 'gone') throw new Problem('gone');
      if (Date.now() > deadline) throw new Problem('unavailable', { headers: { 'Retry-After': '5' } });
      await sleep(POLL_MS);
    }
  }

  private async *parts(scope: { organisation: string }, importId: string): AsyncGenerator<Buffer> {
    for (let part = 1; ; part++) {
      const [row] = await this.database.within(scope, (tx) =>
        tx.query<{ bytes: Buffer }[]>(
          `SELECT bytes FROM marked_file WHERE organisation_id = $1 AND import_id = $2 AND part = $3`,
          [scope.organisation, importId, part],
        ),
      );
      if (!row) return;
      yield row.bytes;
    }
  }
}

async function isMarked(tx: EntityManager, importId: string): Promise<boolean> {
  const rows = await tx.query<unknown[]>(`SELECT part FROM marked_file WHERE import_id = $1 AND part = 1`, [
    importId,
  ]);
  return rows.length > 0;
}
