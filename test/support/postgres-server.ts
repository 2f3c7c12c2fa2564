import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../apps/standalone/src/embedded-postgres/index.js';

/** A PostgreSQL that tests may fill with databases of their own. */
export interface TestServer {
  /** Of a superuser. */
  url: string;
  /** Names what belongs to this run of tests, since a server may outlive a killed run. */
  run: string;
  stop(): Promise<void>;
}

/**
 * The server that `npm test` has started for all test files; for a single file that is run without it, one
 * of its own in a folder for temporary files.
 */
export async function testServer(): Promise<TestServer> {
  const shared = process.env['TEST_DATABASE_URL'];
  if (shared) return { url: shared, run: process.env['TEST_RUN'] ?? 'shared', stop: async () => undefined };
  const folder = await mkdtemp(join(tmpdir(), 'nastavnik-test-'));
  await chmod(folder, 0o755);
  const log: string[] = [];
  try {
    const server = await startEmbeddedPostgres({
      dataDir: folder,
      durable: false,
      log: (line) => log.push(line),
    });
    return {
      url: server.url,
      run: 'own',
      async stop() {
        await server.stop();
        await rm(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    throw new Error(`the tests have no PostgreSQL; it said: ${log.join(' | ')}`, { cause: error });
  }
}
