import { randomBytes } from 'node:crypto';
import { chown, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { program } from './binaries.js';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import type { Places } from './places.js';
import { runProgram } from './run-program.js';

/** The superuser of an embedded cluster. */
export const CLUSTER_USER = 'nastavnik';

export interface ClusterOptions {
  /** Whether the cluster must survive a failing machine; tests need not wait for the disk. */
  durable: boolean;
  log: (line: string) => void;
}

/**
 * Creates the cluster unless it is there, and gives its superuser's password.
 *
 * The cluster appears at once and whole: `initdb` works under another name, and what an interrupted one
 * left is removed. The password is random and kept beside the cluster, readable by its owner only.
 * @throws {EmbeddedPostgresError} `start-failed` with the words of `initdb`; `foreign-data`
 */
export async function ensureCluster(places: Places, options: ClusterOptions): Promise<string> {
  const passwordFile = join(places.dataDir, 'postgres.password');
  const kept = await readFile(passwordFile, 'utf8').catch(() => null);
  if (await isThere(places.cluster)) {
    if (kept) return kept.trim();
    throw new EmbeddedPostgresError(
      'foreign-data',
      `there is a database in ${places.cluster}, but its password is not in ${passwordFile}: put that file back, or move the database away`,
    );
  }
  const password = kept?.trim() || randomBytes(24).toString('base64url');
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  await createCluster(places, password, options);
  return password;
}

async function createCluster(places: Places, password: string, options: ClusterOptions): Promise<void> {
  options.log(`creating a database in ${places.cluster}`);
  const unfinished = `${places.cluster}.unfinished`;
  const passwordForInit = `${places.cluster}.initdb-password`;
  await rm(unfinished, { recursive: true, force: true });
  await rm(passwordForInit, { force: true });
  try {
    await mkdir(unfinished, { mode: 0o700 });
    await writeFile(passwordForInit, `${password}\n`, { mode: 0o600 });
    if (places.as) {
      await chown(unfinished, places.as.uid, places.as.gid);
      await chown(passwordForInit, places.as.uid, places.as.gid);
    }
    const { exitCode, output } = await runProgram(
      program(places.binaries, 'initdb'),
      [
        `--pgdata=${unfinished}`,
        `--username=${CLUSTER_USER}`,
        `--pwfile=${passwordForInit}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        ...localeArguments(),
        ...(options.durable ? [] : ['--no-sync']),
      ],
      places.as,
    );
    if (exitCode !== 0) {
      throw new EmbeddedPostgresError('start-failed', `initdb failed (exit code ${exitCode}): ${output}`);
    }
    await rename(unfinished, places.cluster);
  } finally {
    await rm(passwordForInit, { force: true });
    await rm(unfinished, { recursive: true, force: true });
  }
}

/** Text is ordered by code point everywhere; only Linux is sure to have a system locale that does so. */
function localeArguments(): string[] {
  if (process.platform === 'linux') return ['--locale=C.UTF-8'];
  return ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
}

async function isThere(cluster: string): Promise<boolean> {
  return (await stat(join(cluster, 'PG_VERSION')).catch(() => null)) !== null;
}
