import { Processor } from '@nestjs/bullmq';
import { QUEUES } from '@app/contracts';
import type { RunJob } from '@app/contracts';
import { Database, FileMarking, Import, scopeOf } from '@app/persistence';
import type { Readable } from 'node:stream';
import type { EntityManager } from 'typeorm';
import type { RunContext, StoreResult } from '../run/execute-run.js';
import { RunProcessor } from '../run/run.processor.js';
import { WORKER_OPTIONS } from '../run/worker-options.js';
import { markFile } from './mark-file.js';

const PART_BYTES = 1024 * 1024;

/** Makes the marked copy of a table that was imported with errors, for somebody who has asked for it. */
@Processor(QUEUES.fileMarking, WORKER_OPTIONS)
export class FileMarkingProcessor extends RunProcessor {
  constructor(protected readonly database: Database) {
    super();
  }

  protected async work(job: RunJob, context: RunContext): Promise<StoreResult> {
    const imported = await this.database.within(scopeOf(job), async (tx) => {
      const { importId } = await tx.findOneByOrFail(FileMarking, { id: job.run });
      return tx.findOneByOrFail(Import, { id: importId });
    });
    return async (tx) => {
      if (!(await holdFile(tx, imported))) return;
      await tx.query(`DELETE FROM marked_file WHERE organisation_id = $1 AND import_id = $2`, [
        imported.organisationId,
        imported.id,
      ]);
      await storeParts(tx, imported, await markFile(this.database, job, imported, context.signal));
    };
  }
}

/** Whoever erases the file waits until the copy is there, and then erases it too. False when the file is gone. */
async function holdFile(tx: EntityManager, imported: Import): Promise<boolean> {
  const rows = await tx.query<unknown[]>(
    `SELECT part FROM import_payload WHERE organisation_id = $1 AND import_id = $2 AND part = 1 FOR SHARE`,
    [imported.organisationId, imported.id],
  );
  return rows.length > 0;
}

async function storeParts(tx: EntityManager, imported: Import, file: Readable): Promise<void> {
  let part = 0;
  let waiting: Buffer[] = [];
  const store = async () => {
    await tx.query(
      `INSERT INTO marked_file (organisation_id, import_id, part, bytes) VALUES ($1, $2, $3, $4)`,
      [imported.organisationId, imported.id, ++part, Buffer.concat(waiting)],
    );
    waiting = [];
  };
  let bytes = 0;
  for await (const chunk of file as AsyncIterable<Buffer>) {
    waiting.push(chunk);
    bytes += chunk.length;
    if (bytes < PART_BYTES) continue;
    await store();
    bytes = 0;
  }
  if (waiting.length > 0) await store();
}
