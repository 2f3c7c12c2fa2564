import { KEPT_FILE_HOURS } from '@app/contracts';
import type { EntityManager } from 'typeorm';
import type { Database } from './database.js';

/** Keeps the file of an import beyond the end of its run; called in the transaction that ends it. */
export async function keepFile(tx: EntityManager, organisation: string, importId: string): Promise<void> {
  await tx.query(
    `INSERT INTO kept_file (organisation_id, import_id, until)
     VALUES ($1, $2, now() + make_interval(hours => $3)) ON CONFLICT DO NOTHING`,
    [organisation, importId, KEPT_FILE_HOURS],
  );
}

/** Until when the file of an import can be had with its errors marked; nothing when it cannot (any more). */
export async function keptUntil(
  tx: EntityManager,
  organisation: string,
  importId: string,
): Promise<Date | null> {
  const [kept] = await tx.query<{ until: Date }[]>(
    `SELECT k.until FROM kept_file k
     WHERE k.organisation_id = $1 AND k.import_id = $2 AND k.until > now() AND EXISTS (
       SELECT FROM import_payload p WHERE p.organisation_id = $1 AND p.import_id = $2)`,
    [organisation, importId],
  );
  return kept?.until ?? null;
}

const AT_ONCE = 100;

/** Removes what has been kept long enough: files, marked files, and the texts of wrong cells. Returns how many. */
export async function dropOldFiles(database: Database): Promise<number> {
  const due = await database.within({ installation: true }, (tx) =>
    tx.query<{ organisation: string; id: string }[]>(
      `SELECT organisation_id AS organisation, import_id AS id FROM kept_file WHERE until <= now() LIMIT $1`,
      [AT_ONCE],
    ),
  );
  for (const { organisation, id } of due)
    await database.within({ organisation }, (tx) => dropFile(tx, organisation, id));
  return due.length;
}

async function dropFile(tx: EntityManager, organisation: string, id: string): Promise<void> {
  const which = [organisation, id];
  await tx.query(`DELETE FROM import_payload WHERE organisation_id = $1 AND import_id = $2`, which);
  await tx.query(`DELETE FROM marked_file WHERE organisation_id = $1 AND import_id = $2`, which);
  await tx.query(
    `UPDATE import_issue SET cell = NULL WHERE organisation_id = $1 AND import_id = $2 AND cell IS NOT NULL`,
    which,
  );
  await tx.query(`DELETE FROM kept_file WHERE organisation_id = $1 AND import_id = $2`, which);
}
