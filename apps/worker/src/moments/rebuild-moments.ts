import { loadCatalogue } from '@app/catalogue';
import type { EntityManager } from 'typeorm';
import { loadProgrammeData } from '../monitoring/load-programme-data.js';
import type { PersonRecord } from '../monitoring/programme-data.js';
import { programmeMoments } from './programme-moments.js';

/**
 * Builds the daily moments of a programme anew, if something that they are made from has changed since. In the
 * organisation's scope; whoever changes measurements or pairs at the same moment waits, and makes them stale again.
 *
 * @returns whether there was anything to do.
 */
export async function rebuildMoments(
  tx: EntityManager,
  organisation: string,
  programme: string,
  people: () => Promise<PersonRecord[]>,
): Promise<boolean> {
  const [rows] = await tx.query<[unknown[], number]>(
    `UPDATE programme SET moments_stale = false WHERE id = $1 AND moments_stale RETURNING id`,
    [programme],
  );
  if (rows.length === 0) return false;
  const data = await loadProgrammeData(tx, programme, await people());
  if (!data) return false;
  const days = programmeMoments(data, loadCatalogue(), organisation);
  await tx.query(`DELETE FROM daily_moment WHERE programme_id = $1`, [programme]);
  await tx.query(
    `INSERT INTO daily_moment (organisation_id, programme_id, cell, exit_day, moments)
     SELECT $1, $2, cell, "exitDay", moments
     FROM jsonb_to_recordset($3) AS r(cell text, "exitDay" date, moments jsonb)`,
    [organisation, programme, JSON.stringify(days)],
  );
  return true;
}
