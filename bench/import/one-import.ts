import { loadCatalogue } from '@app/catalogue';
import type { RunJob } from '@app/contracts';
import { createDataSource, Database, Import } from '@app/persistence';
import { runImport } from '../../apps/worker/src/import/run-import.js';
import { executeRun } from '../../apps/worker/src/run/execute-run.js';
import { cpuSeconds, peakMb } from '../harness/measure.js';
import type { ImportFigures } from './figures.js';

/**
 * Does one accepted import with the worker's code and prints its figures as a line of JSON.
 * Arguments: URL of the database, the run's job as JSON.
 */
const [databaseUrl = '', jobText = ''] = process.argv.slice(2);
const job = JSON.parse(jobText) as RunJob;
const MEGABYTE = 2 ** 20;

const source = await createDataSource(databaseUrl).initialize();
const database = new Database(source);
loadCatalogue();
const idleMb = process.memoryUsage.rss() / MEGABYTE;
const since = performance.now();
const cpuBefore = cpuSeconds();
let stagedAt = since;
let stagingCpuSeconds = 0;
await executeRun(database, job, async (context, attempt) => {
  const store = await runImport(database, job, context, attempt);
  stagedAt = performance.now();
  stagingCpuSeconds = cpuSeconds() - cpuBefore;
  return store;
});
const endedAt = performance.now();
const cpuAfter = cpuSeconds();
const { accepted, rejected, created, unchanged } = await source
  .getRepository(Import)
  .findOneByOrFail({ id: job.run });
await source.destroy();
const figures: ImportFigures = {
  stagingSeconds: (stagedAt - since) / 1000,
  seconds: (endedAt - since) / 1000,
  stagingCpuSeconds,
  cpuSeconds: cpuAfter - cpuBefore,
  idleMb,
  peakMb: peakMb(),
  counts: { accepted, rejected, created, unchanged },
};
console.log(JSON.stringify(figures));
