import { readFile, readlink, realpath, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { program } from './binaries.js';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import type { Places } from './places.js';
import { processExists } from './process-exists.js';
import { runProgram } from './run-program.js';

/** What a running PostgreSQL writes about itself into `postmaster.pid` (storage: miscadmin.h, LOCK_FILE_LINE_*). */
export interface PostmasterFile {
  pid: number;
  port: number | null;
  /** `starting`, `ready`, `standby`, `stopping`, or `null` while it is not known yet. */
  status: string | null;
}

/** Reads `postmaster.pid`; `null` where there is none, so that nothing is said to run. */
export async function readPostmasterFile(cluster: string): Promise<PostmasterFile | null> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => null);
  const lines = (text ?? '').split('\n').map((line) => line.trim());
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return { pid, port: Number(lines[3]) || null, status: lines[7] || null };
}

const FAST_SHUTDOWN_MS = 20_000;
const IMMEDIATE_SHUTDOWN_MS = 10_000;

/**
 * Stops a PostgreSQL that a killed start has left on this cluster, and clears away a `postmaster.pid` that
 * stands for no PostgreSQL any more (its number may belong to another program by now, which is left alone).
 * @throws {EmbeddedPostgresError} `start-failed` if it does not stop
 */
export async function stopOrphan(places: Places, log: (line: string) => void): Promise<void> {
  const file = await readPostmasterFile(places.cluster);
  if (!file) return;
  if (!(await servesCluster(file.pid, places))) {
    // Of a number that nobody has, PostgreSQL clears up itself, and better: it looks for its memory, too.
    if (processExists(file.pid)) await unlink(join(places.cluster, 'postmaster.pid')).catch(() => undefined);
    return;
  }
  log(`stopping the PostgreSQL (process ${file.pid}) that an earlier start has left behind`);
  if (process.platform === 'win32') {
    await runProgram(program(places.binaries, 'pg_ctl'), ['stop', '-D', places.cluster, '-m', 'fast']);
  } else {
    process.kill(file.pid, 'SIGINT');
    if (await gone(file.pid, places, FAST_SHUTDOWN_MS)) return;
    process.kill(file.pid, 'SIGQUIT');
  }
  if (await gone(file.pid, places, IMMEDIATE_SHUTDOWN_MS)) return;
  throw new EmbeddedPostgresError(
    'start-failed',
    `the PostgreSQL of an earlier start (process ${file.pid}) does not stop: end it by hand`,
  );
}

async function gone(pid: number, places: Places, withinMs: number): Promise<boolean> {
  const until = Date.now() + withinMs;
  while (Date.now() < until) {
    if ((await readPostmasterFile(places.cluster))?.pid !== pid) return true;
    if (!(await servesCluster(pid, places))) return true;
    await sleep(50);
  }
  return false;
}

/** Whether this process is a PostgreSQL that serves the cluster, whatever its number was before. */
async function servesCluster(pid: number, places: Places): Promise<boolean> {
  if (process.platform === 'linux') {
    // PostgreSQL stands in its cluster's folder, also if that was moved. A zombie stands nowhere.
    const [stands, cluster] = await Promise.all([
      readlink(`/proc/${pid}/cwd`).catch(() => null),
      realpath(places.cluster).catch(() => places.cluster),
    ]);
    return stands === cluster;
  }
  if (process.platform === 'win32') {
    // pg_ctl speaks to PostgreSQL's own channel, so it cannot take another program for one.
    const status = await runProgram(program(places.binaries, 'pg_ctl'), ['status', '-D', places.cluster]);
    return status.exitCode === 0;
  }
  const { exitCode, output } = await runProgram('ps', ['-p', String(pid), '-o', 'command=']);
  return exitCode === 0 && output.includes('postgres') && output.includes(places.cluster);
}
