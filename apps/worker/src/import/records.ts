import type { RunJob } from '@app/contracts';
import { eraseEntry, Import, knownEntries, scopeOf } from '@app/persistence';
import type { Database } from '@app/persistence';
import type { EntityManager } from 'typeorm';
import { readRecords } from './columns/read-table.js';
import type { ImportTarget } from './import-handler.js';
import { completeRows } from './oneroster/complete-rows.js';
import type { Leaver } from './oneroster/complete-rows.js';
import { storedParts } from './payload.js';
import { readRows, ROSTER_MEDIA_TYPE } from './read/index.js';
import type { ReadRow } from './read/index.js';

/** The records of a file, and those who leave the bank by it, known when the records have ended. */
export interface Records {
  rows: AsyncIterable<ReadRow>;
  leavers: readonly Leaver[];
}

/** The records of a stored file as they are checked; how its table was read is kept with the import. */
export function recordsOf(database: Database, job: RunJob, imported: Import, signal: AbortSignal): Records {
  const { id, kind, bank, mediaType } = imported;
  const read = readRows(storedParts(database, job, signal), mediaType, imported);
  const rows = readRecords(kind, read, (reading) =>
    database.within(scopeOf(job), async (tx) => {
      await tx.update(Import, id, { reading });
    }),
  );
  if (mediaType !== ROSTER_MEDIA_TYPE || bank === null) return { rows, leavers: [] };
  const leavers: Leaver[] = [];
  const lookUp = (externalIds: string[]) =>
    database.within(scopeOf(job), (tx) => knownEntries(tx, imported.organisationId, bank, externalIds));
  return { rows: completeRows(rows, lookUp, leavers), leavers };
}

/** Erases the entries of those who leave; whoever is not in the bank has left it before. */
export async function letLeave(
  tx: EntityManager,
  { organisation, bank }: ImportTarget,
  leavers: readonly Leaver[],
): Promise<{ updated: number; unchanged: number }> {
  let updated = 0;
  for (const { externalId } of leavers)
    if (bank !== null && (await eraseEntry(tx, organisation, bank, externalId))) updated++;
  return { updated, unchanged: leavers.length - updated };
}
