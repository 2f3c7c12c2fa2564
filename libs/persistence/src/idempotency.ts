import type { Database } from './database.js';

/** A repeat that comes later is a request of its own. */
const KEPT_HOURS = 24;

/** Removes answers that were kept for repeats of requests, once no repeat is to be expected. */
export async function dropOldAnswers(database: Database): Promise<void> {
  await database.within({ installation: true }, (tx) =>
    tx.query(`DELETE FROM idempotency WHERE created_at < now() - make_interval(hours => $1)`, [KEPT_HOURS]),
  );
}
