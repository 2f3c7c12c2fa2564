import type { RegionMatchingPartJob } from '@app/contracts';
import { insideOrganisation, organisationsOf, readParts, RegionMatching } from '@app/persistence';
import type { Database, TakingPart } from '@app/persistence';
import { loadOrganisationPool, sharedPool } from './organisation-pool.js';
import type { OrganisationPool, SharedPool } from './organisation-pool.js';

export interface LoadedPart {
  matching: RegionMatching;
  shared: SharedPool;
  organisations: TakingPart[];
}

/** What a part is about, its people not yet read. Throws when the part is gone. */
export function loadPart(database: Database, job: RegionMatchingPartJob): Promise<LoadedPart> {
  return database.within({ region: job.region }, async (tx) => {
    const matching = await tx.findOneByOrFail(RegionMatching, { id: job.run });
    const part = (await readParts(tx, job.run)).find((one) => one.part === job.part);
    if (!part) throw new Error(`part ${job.part} of run ${job.run} is gone`);
    const members = new Set(part.organisations);
    const organisations = (await organisationsOf(tx, matching)).filter(({ id }) => members.has(id));
    return { matching, shared: sharedPool(matching), organisations };
  });
}

/**
 * Reads the people of a part organisation by organisation, all as of one moment, each inside its organisation, and
 * keeps none of them.
 */
export async function feedPart(
  database: Database,
  job: RegionMatchingPartJob,
  { matching, shared, organisations }: LoadedPart,
  send: (pool: OrganisationPool) => void,
): Promise<void> {
  await database.snapshot({ region: job.region }, async (tx) => {
    for (const organisation of organisations) {
      send(
        await insideOrganisation(tx, organisation.id, () =>
          loadOrganisationPool(tx, organisation, matching, shared),
        ),
      );
    }
  });
}
