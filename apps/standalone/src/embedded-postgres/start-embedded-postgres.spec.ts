import { spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, stat, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { findBinaries, program } from './binaries.js';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './index.js';
import { isRoot } from './system-user.js';

let folder: string;
let log: string[];
let started: EmbeddedPostgres[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nastavnik-postgres-'));
  await chmod(folder, 0o755);
  log = [];
  started = [];
});

afterEach(async () => {
  for (const server of started) await server.stop();
  await rm(folder, { recursive: true, force: true });
});

async function start(dataDir = join(folder, 'data')): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({
    dataDir,
    durable: false,
    log: (line) => log.push(line),
    reachableRoots: [join(folder, 'reachable')],
  });
  started.push(server);
  return server;
}

async function query<T extends pg.QueryResultRow>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function until(happens: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!(await happens())) {
    if (Date.now() > deadline) throw new Error('it did not happen within 15 s');
    await sleep(50);
  }
}

describe('startEmbeddedPostgres', () => {
  it('gives a PostgreSQL 18 that orders text by code point, whatever the locale of the machine', async () => {
    const { url } = await start();
    const [row] = await query<{ version: number; encoding: string; sorted: string[] }>(
      url,
      `SELECT current_setting('server_version_num')::int / 10000 AS version,
              current_setting('server_encoding') AS encoding,
              (SELECT array_agg(x ORDER BY x) FROM unnest(ARRAY['б','Ё','А','a','B','ё']) x) AS sorted`,
    );
    expect(row).toEqual({ version: 18, encoding: 'UTF8', sorted: ['B', 'a', 'Ё', 'А', 'б', 'ё'] });
  });

  it('finds its data at the second start and leaves nothing running after a stop', async () => {
    const first = await start();
    await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    expect(isRunning(first.pid())).toBe(false);
    const second = await start();
    expect(await query(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  it('keeps its password where only its owner can read it, and lets nobody in without', async () => {
    const { url, dataDir } = await start();
    expect((await stat(join(dataDir, 'postgres.password'))).mode & 0o777).toBe(0o600);
    await expect(query(url.replace(/:[^:@]+@/, ':wrong@'), 'SELECT')).rejects.toThrow(/password/);
  });

  it('tells a second start of the same folder that it is in use, and which process has it', async () => {
    await start();
    await expect(start()).rejects.toMatchObject({
      code: 'in-use',
      message: expect.stringContaining(`in use by process ${process.pid}`),
    });
  });

  it('runs two folders side by side', async () => {
    const [one, other] = await Promise.all([start(join(folder, 'one')), start(join(folder, 'other'))]);
    expect(one.url).not.toBe(other.url);
  });

  it('stops what a killed start has left running, and starts on its data', async () => {
    const first = await start();
    await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    const { dataDir } = first;
    await first.stop();
    const orphan = await orphanOn(join(dataDir, 'postgres-18'));
    const second = await start();
    expect(isRunning(orphan)).toBe(false);
    expect(log).toContainEqual(expect.stringContaining(`process ${orphan}`));
    expect(await query(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  it('is not misled by a postmaster.pid whose number belongs to another program now', async () => {
    const first = await start();
    await first.stop();
    const innocent = spawn('sleep', ['60'], { stdio: 'ignore' });
    await writeFile(join(first.dataDir, 'postgres-18', 'postmaster.pid'), `${innocent.pid}\n/nowhere\n`);
    await start();
    expect(innocent.exitCode ?? innocent.signalCode).toBeNull();
    innocent.kill();
  });

  it('starts again on the same port when PostgreSQL is killed', async () => {
    const server = await start();
    await query(server.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    const before = server.pid();
    process.kill(before, 'SIGKILL');
    await until(async () => server.pid() !== before);
    expect(await query(server.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  it('says what PostgreSQL said when it does not start', async () => {
    const { dataDir, stop } = await start();
    await stop();
    await writeFile(join(dataDir, 'postgres-18', 'postgresql.conf'), 'no_such_setting = 1\n');
    await expect(start()).rejects.toMatchObject({
      code: 'start-failed',
      message: expect.stringContaining('no_such_setting'),
    });
    expect(log.filter((line) => line.includes('refused to start'))).toHaveLength(4);
    // The lock is free again: the next start fails for the same reason, not because of this one.
    await writeFile(join(dataDir, 'postgres-18', 'postgresql.conf'), '');
    await start();
  });

  it('begins again after an interrupted creation, and refuses data whose password is lost', async () => {
    const { dataDir, stop } = await start();
    await stop();
    await unlink(join(dataDir, 'postgres.password'));
    await expect(start()).rejects.toMatchObject({ code: 'foreign-data' });
    await unlink(join(dataDir, 'postgres-18', 'PG_VERSION'));
    await rm(join(dataDir, 'postgres-18'), { recursive: true });
    await start();
  });

  it('logs no statement and no value, since they may be personal data', async () => {
    const { url, dataDir } = await start();
    await query(url, 'CREATE TABLE people (name text PRIMARY KEY)');
    await query(url, `INSERT INTO people VALUES ('Иванова')`);
    await expect(query(url, `INSERT INTO people VALUES ('Иванова')`)).rejects.toThrow(/duplicate key/);
    const written = await readFile(join(dataDir, 'postgres.log'), 'utf8');
    expect(written).toContain('duplicate key');
    expect(written).not.toContain('Иванова');
  });

  it('works in a folder that only its owner may enter, for root as well', async () => {
    await chmod(folder, 0o755);
    const home = await mkdtemp(join(folder, 'home-'));
    await chmod(home, 0o700);
    const server = await start(join(home, 'checkout', '.data'));
    expect(server.dataDir.startsWith(home)).toBe(!isRoot());
    await query(server.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await server.stop();
    const again = await start(join(home, 'checkout', '.data'));
    expect(await query(again.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });
});

/** A PostgreSQL that nobody watches over, as after the SIGKILL of its parent. */
async function orphanOn(cluster: string): Promise<number> {
  const { uid, gid } = await stat(cluster);
  const child = spawn(
    program(await findBinaries(), 'postgres'),
    ['-D', cluster, '-c', 'listen_addresses=', '-c', `unix_socket_directories=${cluster}`],
    { cwd: '/', detached: true, stdio: 'ignore', ...(isRoot() ? { uid, gid } : {}) },
  );
  const pid = child.pid ?? 0;
  await until(async () => {
    const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
    return text.startsWith(`${pid}\n`) && text.includes('ready');
  });
  child.unref();
  return pid;
}
