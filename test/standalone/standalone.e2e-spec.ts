import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { startStandalone, type Standalone } from '../../apps/standalone/src/index.js';
import { withPostgres, withQueues } from '../support/index.js';

const MAIN = join(import.meta.dirname, '../../dist/apps/standalone/src/main.js');
const STARTED_WITHIN_MS = 180_000;

const queues = withQueues();
let folder: string;
let programs: ChildProcess[];
let services: Standalone[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nastavnik-standalone-'));
  await chmod(folder, 0o755);
  programs = [];
  services = [];
});

afterEach(async () => {
  for (const program of programs) await end(program, 'SIGTERM');
  for (const service of services) await service.stop();
  await rm(folder, { recursive: true, force: true });
}, STARTED_WITHIN_MS);

interface Program {
  process: ChildProcess;
  /** The first line on its standard output. */
  firstLine: string | undefined;
  stderr: () => string;
}

/** What `npm start` runs. */
async function startProgram(env: Record<string, string> = {}): Promise<Program> {
  const child = spawn(process.execPath, [MAIN], {
    env: {
      PATH: process.env['PATH'] ?? '',
      PORT: '0',
      LOG_LEVEL: 'warn',
      DATA_DIR: join(folder, '.data'),
      ...queues.environment,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  programs.push(child);
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const first = await lines.next();
  return { process: child, firstLine: first.done ? undefined : first.value, stderr: () => stderr };
}

async function startService(env: Record<string, string> = {}): Promise<Standalone> {
  const service = await startStandalone({
    env: { PORT: '0', LOG_LEVEL: 'warn', DATABASE_URL: '', ...queues.environment, ...env },
    dataDir: join(folder, '.data'),
    durable: false,
    log: () => undefined,
  });
  services.push(service);
  return service;
}

async function end(program: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (program.exitCode === null && program.signalCode === null) {
    const exit = once(program, 'exit');
    program.kill(signal);
    await exit;
  }
  return program.exitCode;
}

/** The processes whose environment or command line says that they belong to the folder of this test. */
async function processesOfThisTest(): Promise<string[]> {
  if (!existsSync('/proc/self')) {
    const { stdout } = await promisify(execFile)('ps', ['-A', '-E', '-ww', '-o', 'pid=,command=']);
    return stdout.split('\n').filter((line) => line.includes(folder));
  }
  const found: string[] = [];
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const read = (file: string) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '');
    const command = await read('cmdline');
    if (command.includes(folder) || (await read('environ')).includes(folder)) found.push(`${pid} ${command}`);
  }
  return found;
}

async function until(happens: () => Promise<boolean>, withinMs = 30_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await happens())) {
    if (Date.now() > deadline) throw new Error(`it did not happen within ${withinMs} ms`);
    await sleep(100);
  }
}

async function answers(url: string): Promise<boolean> {
  return fetch(`${url}/health/ready`).then(
    ({ status }) => status === 200,
    () => false,
  );
}

function regions(url: string, key: string): Promise<number> {
  return fetch(`${url}/v1/organisations`, { headers: { authorization: `Bearer ${key}` } }).then(
    ({ status }) => status,
  );
}

describe('npm start', () => {
  it(
    'serves on the embedded PostgreSQL, makes up a region, shows its key once, and keeps its data',
    async () => {
      const first = await startProgram();
      expect(first.firstLine).toMatch(/^listening http:\/\/127\.0\.0\.1:\d+$/);
      const url = first.firstLine?.slice('listening '.length) ?? '';
      expect(await answers(url)).toBe(true);
      const key = /Its key, shown this once: (\S+)/.exec(first.stderr())?.[1] ?? '';
      expect(await regions(url, key)).toBe(200);
      expect(await end(first.process, 'SIGINT')).toBe(0);
      expect(await processesOfThisTest()).toEqual([]);

      const second = await startProgram();
      expect(second.stderr()).not.toContain('shown this once');
      expect(await regions(second.firstLine?.slice('listening '.length) ?? '', key)).toBe(200);
      expect(await end(second.process, 'SIGTERM')).toBe(0);
      expect(await processesOfThisTest()).toEqual([]);
    },
    STARTED_WITHIN_MS,
  );

  it(
    'leaves nothing running when it is killed, and starts again afterwards',
    async () => {
      const first = await startProgram();
      expect((await processesOfThisTest()).length).toBeGreaterThan(3);
      await end(first.process, 'SIGKILL');
      await until(async () => (await processesOfThisTest()).length === 0);
      const second = await startProgram();
      expect(second.firstLine).toMatch(/^listening /);
    },
    STARTED_WITHIN_MS,
  );

  it(
    'ends with the npm that runs it, although npm hands no signal on',
    async () => {
      const shell = spawn('/bin/sh', ['-c', 'true && "$0" "$1"; true', process.execPath, MAIN], {
        env: {
          PATH: process.env['PATH'] ?? '',
          PORT: '0',
          LOG_LEVEL: 'warn',
          DATA_DIR: join(folder, '.data'),
          npm_lifecycle_event: 'start',
        },
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      programs.push(shell);
      await once(shell.stdout, 'data');
      await end(shell, 'SIGTERM');
      await until(async () => (await processesOfThisTest()).length === 0);
    },
    STARTED_WITHIN_MS,
  );

  it(
    'ends at once, with nothing left running, when it is interrupted while it starts',
    async () => {
      const child = spawn(process.execPath, [MAIN], {
        env: { PATH: process.env['PATH'] ?? '', PORT: '0', DATA_DIR: join(folder, '.data') },
        stdio: 'ignore',
      });
      programs.push(child);
      await until(async () => existsSync(join(folder, '.data', 'postgres.lock')));
      expect(await end(child, 'SIGINT')).toBe(0);
      expect(await processesOfThisTest()).toEqual([]);
    },
    STARTED_WITHIN_MS,
  );

  it.each([
    [{ PORT: 'http' }, /^PORT="http" is not allowed: use a whole number from 0 to 65535$/],
    [
      { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' },
      /^the database of DATABASE_URL cannot be used: .*ECONNREFUSED/,
    ],
  ])('stops with one clear line on %j', async (env, line) => {
    const { process: program, firstLine, stderr } = await startProgram(env);
    expect(firstLine).toBeUndefined();
    if (program.exitCode === null) await once(program, 'exit');
    expect(program.exitCode).toBe(1);
    expect(stderr().trim()).toMatch(line);
    expect(stderr().trim()).not.toContain('\n');
  });

  it(
    'says which process has the data folder when it is started twice',
    async () => {
      const first = await startProgram();
      const second = await startProgram();
      expect(second.firstLine).toBeUndefined();
      expect(second.stderr()).toContain(`in use by process ${first.process.pid}`);
      expect(await answers(first.firstLine?.slice('listening '.length) ?? '')).toBe(true);
    },
    STARTED_WITHIN_MS,
  );

  it(
    'says that the port is taken',
    async () => {
      const other = createServer();
      await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
      const { port } = other.address() as AddressInfo;
      const { firstLine, process: program, stderr } = await startProgram({ PORT: String(port) });
      expect(firstLine).toBeUndefined();
      if (program.exitCode === null) await once(program, 'exit');
      expect(program.exitCode).toBe(1);
      expect(stderr().trim().split('\n').at(-1)).toMatch(/^the API does not start: .*EADDRINUSE/);
      expect(await processesOfThisTest()).toEqual([]);
      other.close();
    },
    STARTED_WITHIN_MS,
  );
});

describe('startStandalone', () => {
  const postgres = withPostgres();

  it(
    'starts API and workers again that were killed, the API where its clients found it',
    async () => {
      const service = await startService({ WORKERS: '2' });
      const [worker, other] = service.workerPids();
      const api = service.apiPid();
      expect(new Set([worker, other, api, service.databasePid()]).size).toBe(4);
      process.kill(worker ?? 0, 'SIGKILL');
      process.kill(api ?? 0, 'SIGKILL');
      await until(
        async () => service.workerPids().length === 2 && !service.workerPids().includes(worker ?? 0),
      );
      await until(() => answers(service.url));
      expect(service.apiPid()).not.toBe(api);
      expect(service.workerPids()).toContain(other);
    },
    STARTED_WITHIN_MS,
  );

  it(
    'serves again after its PostgreSQL was killed',
    async () => {
      const service = await startService();
      const before = service.databasePid() ?? 0;
      process.kill(before, 'SIGKILL');
      await until(async () => service.databasePid() !== before && (await answers(service.url)));
    },
    STARTED_WITHIN_MS,
  );

  it(
    'uses the database and creates the region that it is told to',
    async () => {
      const { url } = await postgres.createDatabase({ migrated: false });
      const service = await startService({
        DATABASE_URL: url,
        BOOTSTRAP_REGION: 'tomsk=Томская область',
        BOOTSTRAP_REGION_KEY: 'a-region-key-of-more-than-32-characters',
      });
      expect(service.databasePid()).toBeUndefined();
      expect(service.databaseUrl).toBe(url);
      expect(await regions(service.url, service.regionKey ?? '')).toBe(200);
      expect(existsSync(join(folder, '.data'))).toBe(false);
    },
    STARTED_WITHIN_MS,
  );

  it(
    'stops when a database of its own has no region and none is configured, unless an operator can create one',
    async () => {
      const { url } = await postgres.createDatabase({ migrated: false });
      await expect(startService({ DATABASE_URL: url })).rejects.toThrow(
        /^there is no region in the database of DATABASE_URL yet: set BOOTSTRAP_REGION /,
      );
      const service = await startService({ DATABASE_URL: url, OPERATOR_KEY: 'o'.repeat(32) });
      expect(service.regionKey).toBeNull();
    },
    STARTED_WITHIN_MS,
  );
});
