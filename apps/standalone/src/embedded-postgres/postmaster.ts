import { spawn, type ChildProcess } from 'node:child_process';
import { open, readFile, rename, stat } from 'node:fs/promises';
import { createServer, Socket, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { program } from './binaries.js';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import type { Places } from './places.js';
import { readPostmasterFile, stopOrphan } from './postmaster-file.js';
import { programEnvironment, runProgram } from './run-program.js';

/** A running PostgreSQL. */
export interface Postmaster {
  pid: number;
  port: number;
  /** Resolves when it has ended, for whatever reason. */
  ended: Promise<void>;
  /** Fast shutdown: open transactions are rolled back, what is committed stays. Resolves when it has ended. */
  stop(): Promise<void>;
}

export interface PostmasterOptions {
  /** Absent: a free one. */
  port?: number;
  durable: boolean;
  log: (line: string) => void;
}

/** Between the attempts, in ms: a refused start is mostly a matter of the moment (a port, remains of memory). */
const PAUSES_MS = [200, 500, 1000, 2000];
/** A PostgreSQL that was killed under load needs time to recover; it is waited for as long as it works. */
const READY_WITHIN_MS = 300_000;
const FAST_SHUTDOWN_MS = 30_000;
const IMMEDIATE_SHUTDOWN_MS = 10_000;
const LARGEST_LOG_BYTES = 5_000_000;

/**
 * Starts PostgreSQL on an existing cluster and waits until it accepts connections; tries again a few times
 * if it ends before that.
 * @throws {EmbeddedPostgresError} `start-failed` with the last words of PostgreSQL's log
 */
export async function startPostmaster(places: Places, options: PostmasterOptions): Promise<Postmaster> {
  for (let attempt = 0; ; attempt += 1) {
    await stopOrphan(places, options.log);
    const outcome = await tryToStart(places, options);
    if ('pid' in outcome) return outcome;
    const pause = PAUSES_MS[attempt];
    if (pause === undefined) {
      throw new EmbeddedPostgresError(
        'start-failed',
        `PostgreSQL does not start on ${places.cluster}: ${outcome.refusal}`,
      );
    }
    options.log(`PostgreSQL refused to start, next attempt in ${pause} ms: ${outcome.refusal}`);
    await sleep(pause);
  }
}

async function tryToStart(
  places: Places,
  options: PostmasterOptions,
): Promise<Postmaster | { refusal: string }> {
  const port = options.port ?? (await freePort());
  const { file, path, size } = await openLog(places);
  const child = spawn(program(places.binaries, 'postgres'), serverArguments(places, port, options.durable), {
    cwd: '/',
    env: programEnvironment(),
    // A file, not a pipe: a server must not lose its log when its parent dies.
    stdio: ['ignore', file.fd, file.fd],
    // In a group of its own, so that Ctrl-C at a terminal does not end it before those who use it.
    detached: process.platform !== 'win32',
    windowsHide: true,
    ...places.as,
  });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  let failure: string | null = null;
  child.once('error', (error) => (failure = error.message));
  await file.close();
  const ready = await waitUntilReady(places, child, ended);
  const { pid } = child;
  if (!ready || pid === undefined) {
    child.kill('SIGQUIT');
    await ended;
    return { refusal: failure ?? lastWords(await readFile(path), size) };
  }
  child.unref();
  const guard = guardAgainstOrphans(places, pid);
  return {
    pid,
    port,
    ended: ended.then(() => guard.dismiss()),
    stop: () => stopPostmaster(places, child, ended, options.log),
  };
}

function serverArguments(places: Places, port: number, durable: boolean): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    // No socket file, so no folder for it whose path could be too long or closed.
    unix_socket_directories: '',
    max_connections: '200',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // The log must hold no personal data: neither statements nor the values of violated keys.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    ...(durable ? {} : { fsync: 'off', full_page_writes: 'off' }),
  };
  return [
    ...['-D', places.cluster, '-p', String(port)],
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
}

/** The log of all starts; the last but one is kept when it has grown large. */
async function openLog(places: Places) {
  const path = join(places.dataDir, 'postgres.log');
  const before = await stat(path).catch(() => null);
  if (before && before.size > LARGEST_LOG_BYTES) await rename(path, `${path}.1`);
  const file = await open(path, 'a', 0o600);
  return { file, path, size: (await file.stat()).size };
}

/** The last of what was logged since byte `from`, short enough for a terminal. */
function lastWords(log: Buffer, from: number): string {
  const lines = log.subarray(from).toString('utf8').trim().split('\n');
  return lines.slice(-5).join(' | ') || 'it ended without a word';
}

async function waitUntilReady(places: Places, child: ChildProcess, ended: Promise<void>): Promise<boolean> {
  let over = false;
  void ended.then(() => (over = true));
  const until = Date.now() + READY_WITHIN_MS;
  while (!over && Date.now() < until) {
    const file = await readPostmasterFile(places.cluster);
    if (file?.pid === child.pid && file?.status === 'ready') return true;
    await Promise.race([sleep(25), ended]);
  }
  return false;
}

/** A port that was free a moment ago; if it is not any more, PostgreSQL refuses and another is tried. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

/**
 * Stops PostgreSQL when this process is killed without a chance to do so itself: a shell that waits for the
 * end of a pipe which only we hold open. Not on Windows, where the next start clears up.
 */
function guardAgainstOrphans(places: Places, pid: number): { dismiss(): void } {
  if (process.platform === 'win32') return { dismiss: () => undefined };
  const script =
    'read -r word; [ "$word" = stop ] && exit 0; ' +
    'read -r pid <"$1/postmaster.pid" && [ "$pid" = "$2" ] && kill -INT "$2"';
  const guard = spawn('/bin/sh', ['-c', script, 'sh', places.cluster, String(pid)], {
    cwd: '/',
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    ...places.as,
  });
  guard.on('error', () => undefined);
  guard.stdin.on('error', () => undefined);
  guard.unref();
  if (guard.stdin instanceof Socket) guard.stdin.unref();
  return { dismiss: () => void guard.stdin.end('stop\n') };
}

async function stopPostmaster(
  places: Places,
  child: ChildProcess,
  ended: Promise<void>,
  log: (line: string) => void,
): Promise<void> {
  if (process.platform === 'win32') {
    await runProgram(program(places.binaries, 'pg_ctl'), ['stop', '-D', places.cluster, '-m', 'fast']);
  } else {
    child.kill('SIGINT');
  }
  if (await endsWithin(ended, FAST_SHUTDOWN_MS)) return;
  log('PostgreSQL does not stop; ending it at once, it will recover at the next start');
  child.kill('SIGQUIT');
  if (await endsWithin(ended, IMMEDIATE_SHUTDOWN_MS)) return;
  child.kill('SIGKILL');
  await ended;
}

function endsWithin(ended: Promise<void>, ms: number): Promise<boolean> {
  const abort = new AbortController();
  return Promise.race([
    ended.then(() => true),
    sleep(ms, false, { signal: abort.signal }).catch(() => false),
  ]).finally(() => abort.abort());
}
