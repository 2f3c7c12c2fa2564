import { ApiKey, Region } from './entities/index.js';
import type { Database } from './database.js';
import { hashKey, newId } from './keys.js';

export interface BootstrapRegion {
  id: string;
  name: string;
  timezone: string;
  /** At least 32 characters. */
  key: string;
}

/** Creates the installation's first region with its key, once; a second call with the same values changes nothing. */
export async function bootstrapRegion(database: Database, region: BootstrapRegion): Promise<void> {
  await database.within({ installation: true }, async (tx) => {
    await tx
      .createQueryBuilder()
      .insert()
      .into(Region)
      .values({ id: region.id, name: region.name, timezone: region.timezone })
      .orIgnore()
      .execute();
    await tx
      .createQueryBuilder()
      .insert()
      .into(ApiKey)
      .values({
        id: newId(),
        regionId: region.id,
        organisationId: null,
        role: 'region',
        hash: hashKey(region.key),
      })
      .orIgnore()
      .execute();
  });
}

/** Whether the installation has a region yet. */
export async function hasRegion(database: Database): Promise<boolean> {
  return database.within({ installation: true }, (tx) => tx.getRepository(Region).exists());
}
