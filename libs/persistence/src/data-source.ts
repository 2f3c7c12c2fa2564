import pg from 'pg';
import { DataSource } from 'typeorm';
import type { DataSourceOptions } from 'typeorm';
import * as entities from './entities/index.js';
import { Foundation1790000000000 } from './migrations/1790000000000-foundation.js';
import { Answers1790000300000 } from './migrations/1790000300000-answers.js';
import { RegionMatchings1790000400000 } from './migrations/1790000400000-region-matchings.js';
import { ImportStaging1790000450000 } from './migrations/1790000450000-import-staging.js';
import { MarkedFiles1790000460000 } from './migrations/1790000460000-marked-files.js';
import { ImportReading1790000470000 } from './migrations/1790000470000-import-reading.js';
import { People1790000500000 } from './migrations/1790000500000-people.js';
import { PairLife1790000600000 } from './migrations/1790000600000-pair-life.js';
import { Papers1790000800000 } from './migrations/1790000800000-papers.js';
import { ProgrammeLife1790000700000 } from './migrations/1790000700000-programme-life.js';
import { Webhooks1790000900000 } from './migrations/1790000900000-webhooks.js';
import { SnakeNaming } from './snake-naming.js';

// A calendar day is a string: as a JavaScript Date it would move with the machine's zone.
const DATE_OID = 1082;
pg.types.setTypeParser(DATE_OID, (day) => day);

/** The one description of the database, shared by Nest, the migrations and the tests. */
export function dataSourceOptions(databaseUrl: string, poolSize = 10): DataSourceOptions {
  return {
    type: 'postgres',
    url: databaseUrl,
    entities: Object.values(entities),
    migrations: [
      Foundation1790000000000,
      Answers1790000300000,
      RegionMatchings1790000400000,
      ImportStaging1790000450000,
      MarkedFiles1790000460000,
      ImportReading1790000470000,
      People1790000500000,
      PairLife1790000600000,
      Papers1790000800000,
      ProgrammeLife1790000700000,
      Webhooks1790000900000,
    ],
    migrationsTransactionMode: 'all',
    namingStrategy: new SnakeNaming(),
    synchronize: false,
    poolSize,
    extra: { keepAlive: true },
    applicationName: 'nastavnik',
  };
}

export function createDataSource(databaseUrl: string, poolSize?: number): DataSource {
  return new DataSource(dataSourceOptions(databaseUrl, poolSize));
}
