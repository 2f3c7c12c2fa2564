import { createDataSource, Database, newId, stageRows } from '@app/persistence';
import type { CopyFigures } from './figures.js';
import { bankStates, stagedBank } from './staged-bank.js';

/**
 * Stages a bank by the code of an import: entries to JSON, digests, COPY, commit. Prints the figures as a line of JSON.
 * Arguments: URL of the database, organisation, number of rows.
 */
const [databaseUrl = '', organisation = '', count = ''] = process.argv.slice(2);
const states = bankStates(Number(count));
const source = await createDataSource(databaseUrl).initialize();
const since = performance.now();
await new Database(source).within({ organisation }, (tx) =>
  stageRows(tx, { id: newId(), attempt: 1 }, stagedBank(states)),
);
const figures: CopyFigures = { seconds: (performance.now() - since) / 1000 };
await source.destroy();
console.log(JSON.stringify(figures));
