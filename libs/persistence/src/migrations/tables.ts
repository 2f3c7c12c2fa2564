import { WEBHOOK_TABLES } from './1790000900000-webhooks.js';
import { PROGRAMME_LIFE_TABLES } from './1790000700000-programme-life.js';
import { IMPORT_STAGING_TABLE } from './1790000450000-import-staging.js';
import { MARKED_FILE_TABLES } from './1790000460000-marked-files.js';
import { REGION_MATCHING_TABLES } from './1790000400000-region-matchings.js';
import { PEOPLE_TABLES } from './1790000500000-people.js';
import { PAIR_LIFE_TABLES } from './1790000600000-pair-life.js';
import { PAPER_TABLES } from './1790000800000-papers.js';
import { FOUNDATION_TABLES, UNSECURED_TABLES as FOUNDATION_OPEN_TABLES } from './foundation.js';

/** Names for the test that every table is either secured or known to be open. */
export const SECURED_TABLES: readonly string[] = [
  ...FOUNDATION_TABLES,
  ...REGION_MATCHING_TABLES.ofOrganisations,
  ...REGION_MATCHING_TABLES.ofRegions,
  ...MARKED_FILE_TABLES,
  ...PEOPLE_TABLES.ofOrganisations,
  ...PEOPLE_TABLES.appendOnly,
  PEOPLE_TABLES.inbox,
  ...PAIR_LIFE_TABLES,
  ...PAPER_TABLES,
  ...PROGRAMME_LIFE_TABLES,
  ...WEBHOOK_TABLES,
];
export const UNSECURED_TABLES: readonly string[] = [...FOUNDATION_OPEN_TABLES, IMPORT_STAGING_TABLE];
