import { WEBHOOK_TABLES } from './1790000900000-webhooks.js';
import { REGION_MATCHING_TABLES } from './1790000400000-region-matchings.js';
import { FOUNDATION_TABLES, UNSECURED_TABLES } from './foundation.js';

/** Names for the test that every table is either secured or known to be open. */
export const SECURED_TABLES: readonly string[] = [
  ...FOUNDATION_TABLES,
  ...REGION_MATCHING_TABLES.ofOrganisations,
  ...REGION_MATCHING_TABLES.ofRegions,
  ...WEBHOOK_TABLES,
];
export { UNSECURED_TABLES };
