import type { Config } from '@app/config';
import { bootstrapRegion, createDataSource, Database, hasRegion, newKey } from '@app/persistence';

/** What a start without any settings calls its region. */
const MADE_UP = { id: 'demo', name: 'Демонстрационный регион', timezone: 'Europe/Moscow' };

export interface FirstRegion {
  id: string;
  key: string;
  /** Whether this start made up both, so that somebody has to be shown the key. */
  madeUp: boolean;
}

/**
 * Sees to it that a new installation has a region.
 *
 * The one that is configured is created by the API at its start. On the embedded database one is made up; on
 * a database that somebody runs on purpose the start stops instead, unless an operator can create regions.
 * @returns `null` if there is one already: keys are not kept, only their hashes
 * @throws {Error} in words for the person at the terminal
 */
export async function ensureFirstRegion(config: Config, databaseUrl: string): Promise<FirstRegion | null> {
  if (config.bootstrap) return { id: config.bootstrap.region.id, key: config.bootstrap.key, madeUp: false };
  const source = await createDataSource(databaseUrl, 2).initialize();
  try {
    const database = new Database(source);
    if ((await hasRegion(database)) || (config.databaseUrl !== null && config.operatorKey !== null)) {
      return null;
    }
    if (config.databaseUrl !== null) {
      throw new Error(
        'there is no region in the database of DATABASE_URL yet: set BOOTSTRAP_REGION (id=Name) and ' +
          'BOOTSTRAP_REGION_KEY for the first start, or OPERATOR_KEY to create regions through the API',
      );
    }
    const key = newKey();
    await bootstrapRegion(database, { ...MADE_UP, key });
    return { id: MADE_UP.id, key, madeUp: true };
  } finally {
    await source.destroy();
  }
}
