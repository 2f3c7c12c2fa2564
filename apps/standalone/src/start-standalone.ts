import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadConfig, readEnvironment, type Config, type Environment } from '@app/config';
import { migrate } from '@app/persistence';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres/index.js';
import { ensureFirstRegion } from './first-region.js';
import { superviseProcess, type SupervisedProcess } from './supervised-process.js';

export interface StandaloneOptions {
  /** Variables that count more than those of the process's own environment; an empty one counts as unset. */
  env?: Environment;
  /** The same as `env.DATA_DIR`. */
  dataDir?: string;
  /** Takes the log of all parts, line by line. */
  log: (line: string) => void;
  /** False: the embedded database does not wait for the disk. For tests. */
  durable?: boolean;
  /** Aborting it during the start ends the start and all that it has started. */
  signal?: AbortSignal;
  /** Gets the key of the region that was made up for a new installation: nothing else will ever show it. */
  onRegionMadeUp?: (id: string, key: string) => void;
  /** Called if the embedded database is lost for good; whoever gets it should `stop` and leave. */
  onLost?: (error: Error) => void;
}

export interface Standalone {
  /** Where the API listens, such as `http://127.0.0.1:3000`. */
  url: string;
  databaseUrl: string;
  /** The key of the first region, if this start was given or made up one; `null` if an earlier one did. */
  regionKey: string | null;
  /** The id of that region. */
  regionId: string | null;
  apiPid(): number | undefined;
  /** The workers that run at this moment. */
  workerPids(): number[];
  /** The embedded PostgreSQL, if it is used. */
  databasePid(): number | undefined;
  /** Workers and API first, then PostgreSQL. A second call waits for the same end. */
  stop(): Promise<void>;
  /** Gives the processes no more time to end by themselves. */
  hurry(): void;
}

/**
 * Starts the whole service on this machine from the build: a PostgreSQL unless `DATABASE_URL` names one, the
 * schema, the API, and `WORKERS` workers; keeps them running until `stop`.
 * @throws {ConfigError | EmbeddedPostgresError | Error} with nothing left running
 */
export async function startStandalone(options: StandaloneOptions): Promise<Standalone> {
  const { log, signal } = options;
  const env = environmentOf(options);
  const config = loadConfig(env);
  const entry = entryFiles();
  const database = config.databaseUrl === null ? await startDatabase(config, options) : null;
  const databaseUrl = config.databaseUrl ?? database?.url ?? '';
  const processes: SupervisedProcess[] = [];
  try {
    signal?.throwIfAborted();
    await prepareSchema(databaseUrl, config);
    signal?.throwIfAborted();
    const region = await ensureFirstRegion(config, databaseUrl);
    if (region?.madeUp) options.onRegionMadeUp?.(region.id, region.key);
    let port = String(config.port);
    const start = async (name: string, file: string, readyLine: RegExp): Promise<SupervisedProcess> => {
      const started = await superviseProcess(
        { name, file, readyLine, log, env: () => ({ ...env, DATABASE_URL: databaseUrl, PORT: port }) },
        signal,
      );
      processes.push(started);
      return started;
    };
    const [api, ...workers] = await settled([
      start('the API', entry.api, /^listening (\S+)$/),
      ...Array.from({ length: config.workers }, (_, index) =>
        start(`worker ${index + 1}`, entry.worker, /^ready$/),
      ),
    ]);
    // Started again, the API is where its clients found it first.
    port = new URL(api.ready).port || port;
    let stopped: Promise<void> | undefined;
    return {
      url: api.ready,
      databaseUrl,
      regionKey: region?.key ?? null,
      regionId: region?.id ?? null,
      apiPid: () => api.pid(),
      workerPids: () => workers.flatMap((worker) => worker.pid() ?? []),
      databasePid: () => database?.pid(),
      stop: () => (stopped ??= stopAll(processes, database)),
      hurry: () => processes.forEach((process) => process.hurry()),
    };
  } catch (error) {
    await stopAll(processes, database);
    throw error;
  }
}

function environmentOf({ env, dataDir }: StandaloneOptions): Record<string, string> {
  const merged = { ...readEnvironment(), ...env, ...(dataDir === undefined ? {} : { DATA_DIR: dataDir }) };
  return Object.fromEntries(
    Object.entries(merged).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  );
}

function startDatabase(config: Config, options: StandaloneOptions): Promise<EmbeddedPostgres> {
  const { log, durable = true, onLost } = options;
  return startEmbeddedPostgres({
    dataDir: config.dataDir,
    durable,
    log,
    onLost: (error) => {
      log(`the database is lost: ${error.message}`);
      onLost?.(error);
    },
  });
}

async function prepareSchema(databaseUrl: string, config: Config): Promise<void> {
  try {
    await migrate({ databaseUrl, queuesOnPostgres: config.queues.backend === 'postgres' });
  } catch (error) {
    if (config.databaseUrl === null) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Error(`the database of DATABASE_URL cannot be used: ${message || code}`, { cause: error });
  }
}

async function stopAll(
  processes: readonly SupervisedProcess[],
  database: EmbeddedPostgres | null,
): Promise<void> {
  await Promise.all(processes.map((process) => process.stop()));
  await database?.stop();
}

/** Like `Promise.all`, but waits for all also when one fails, so that none is started after a stop. */
async function settled<T>(promises: readonly [Promise<T>, ...Promise<T>[]]): Promise<[T, ...T[]]> {
  await Promise.allSettled(promises);
  const [first, ...rest] = promises;
  return [await first, ...(await Promise.all(rest))];
}

/** The built API and worker: we may run from the sources (in tests), they run from the build. */
function entryFiles(): { api: string; worker: string } {
  const root = projectRoot();
  const file = (app: string): string => join(root, 'dist', 'apps', app, 'src', 'main.js');
  const entry = { api: file('api'), worker: file('worker') };
  for (const path of Object.values(entry)) {
    if (!existsSync(path)) throw new Error(`${path} is missing: run \`npm run build\` first`);
  }
  return entry;
}

function projectRoot(): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (folder === dirname(folder)) throw new Error('there is no package.json above this file');
  }
}
