import type { RunJob } from '@app/contracts';
import { scopeOf } from '@app/persistence';
import type { Database } from '@app/persistence';
import type { Parts } from './read/index.js';

/** The stored file, a part of about 1 MB at a time; the database drops it when its run ends. Aborts between two parts. */
export function storedParts(database: Database, job: RunJob, signal: AbortSignal): Parts {
  return async function* () {
    for (let part = 1; ; part++) {
      signal.throwIfAborted();
      const [row] = await database.within(scopeOf(job), (tx) =>
        tx.query<{ bytes: Buffer }[]>(`SELECT bytes FROM import_payload WHERE import_id = $1 AND part = $2`, [
          job.run,
          part,
        ]),
      );
      if (!row) return;
      yield row.bytes;
    }
  };
}
