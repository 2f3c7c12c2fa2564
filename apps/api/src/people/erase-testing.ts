import { loadCatalogue, psychologicalPart } from '@app/catalogue';
import { eraseTesting } from '@app/persistence';
import type { DestructionAct } from '@app/persistence';
import type { EntityManager } from 'typeorm';

/** `eraseTesting` with what the catalogue calls psychological. */
export const eraseWithdrawnTesting = (
  tx: EntityManager,
  organisation: string,
  externalId: string,
): Promise<DestructionAct | null> =>
  eraseTesting(tx, organisation, externalId, psychologicalPart(loadCatalogue()));
