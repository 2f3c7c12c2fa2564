import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres, startStandalone } from '../../apps/standalone/src/index.js';
import { EXAMPLE_REGION } from './organisations/index.js';

/** A server to play on. */
export interface Installation {
  url: string;
  key: string;
  /** Stops everything that was started and removes what it has written. */
  stop(): Promise<void>;
  /** Gives what is being stopped no more time. */
  hurry(): void;
}

const KEPT_LINES = 200;

/** What the service has logged: shown only where something went wrong. */
export class ServiceLog {
  private readonly lines: string[] = [];

  readonly write = (line: string): void => {
    this.lines.push(line);
    if (this.lines.length > KEPT_LINES) this.lines.shift();
  };

  tail(count: number): string[] {
    return this.lines.slice(-count);
  }
}

/**
 * Starts the whole service on an empty temporary folder with the example region in it, whatever the
 * environment says: the demo never touches a database or queues that somebody uses.
 */
export async function startOwnInstallation(log: ServiceLog, signal: AbortSignal): Promise<Installation> {
  const asked = await mkdtemp(join(tmpdir(), 'nastavnik-demo-'));
  const folders = [asked];
  const toStop: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const one of toStop.reverse()) await one();
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  };
  try {
    // Started by root, PostgreSQL runs as a user of its own, who must be able to enter the folder.
    await chmod(asked, 0o755);
    const database = await startEmbeddedPostgres({ dataDir: asked, durable: false, log: log.write });
    toStop.push(() => database.stop());
    // Where that user cannot, the data is elsewhere.
    folders.push(database.dataDir);
    const key = randomBytes(32).toString('base64url');
    const standalone = await startStandalone({ log: log.write, signal, env: environment(database.url, key) });
    toStop.push(() => standalone.stop());
    return { url: standalone.url, key, stop, hurry: () => standalone.hurry() };
  } catch (error) {
    await stop();
    throw error;
  }
}

function environment(databaseUrl: string, key: string): Record<string, string> {
  return {
    HOST: '127.0.0.1',
    PORT: '0',
    DATABASE_URL: databaseUrl,
    REDIS_URL: '',
    OPERATOR_KEY: '',
    LOG_LEVEL: 'warn',
    RATE_LIMIT_PER_MINUTE: '100000',
    BOOTSTRAP_REGION: `${EXAMPLE_REGION.id}=${EXAMPLE_REGION.name}`,
    BOOTSTRAP_REGION_KEY: key,
  };
}
