import { runMigrations as runQueueMigrations } from 'bullmq';
import pg from 'pg';
import { createDataSource } from './data-source.js';
import { QUEUE_SCHEMA } from './queues.js';

// Any constant will do, as long as every process of an installation takes the same lock.
const MIGRATION_LOCK = 7_215_530;

/** Brings the schema up to date, and that of the queues when they are on PostgreSQL. Safe to run at every start, from several processes at once. */
export async function migrate(options: { databaseUrl: string; queuesOnPostgres: boolean }): Promise<void> {
  const lock = new pg.Client({ connectionString: options.databaseUrl });
  await lock.connect();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const source = await createDataSource(options.databaseUrl, 2).initialize();
    try {
      await source.runMigrations();
    } finally {
      await source.destroy();
    }
    if (options.queuesOnPostgres) await runQueueMigrations(lock, QUEUE_SCHEMA);
  } finally {
    await lock.end();
  }
}
