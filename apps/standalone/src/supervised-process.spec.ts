import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { superviseProcess, type SupervisedProcess, type SupervisionOptions } from './supervised-process.js';

let folder: string;
let log: string[];
let processes: SupervisedProcess[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nastavnik-supervised-'));
  log = [];
  processes = [];
});

afterEach(async () => {
  for (const process of processes) await process.stop();
  await rm(folder, { recursive: true, force: true });
});

const SERVER = `
  console.log('ready at ' + process.env.PLACE);
  console.error('a word to the log');
  process.on('disconnect', () => process.exit());
  setInterval(() => undefined, 1000);
`;

async function supervise(
  source: string,
  options: Partial<SupervisionOptions> = {},
  signal?: AbortSignal,
): Promise<SupervisedProcess> {
  const file = join(folder, 'process.mjs');
  await writeFile(file, source);
  const supervised = await superviseProcess(
    {
      name: 'the server',
      file,
      env: () => ({ PLACE: 'home', FOLDER: folder }),
      readyLine: /^ready at (\w+)$/,
      log: (line) => log.push(line),
      pauseMs: 20,
      ...options,
    },
    signal,
  );
  processes.push(supervised);
  return supervised;
}

async function until(happens: () => boolean): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!happens()) {
    if (Date.now() > deadline) throw new Error('it did not happen within 15 s');
    await sleep(20);
  }
}

function isRunning(pid: number | undefined): boolean {
  try {
    return process.kill(pid ?? 0, 0);
  } catch {
    return false;
  }
}

describe('superviseProcess', () => {
  it('waits until the process is ready and hands on what it said, the rest to the log', async () => {
    const server = await supervise(SERVER);
    expect(server.ready).toBe('home');
    await until(() => log.includes('a word to the log'));
    expect(log).not.toContain('ready at home');
  });

  it('starts a process again that was killed, with the environment of that moment', async () => {
    let place = 'home';
    const server = await supervise(SERVER, { env: () => ({ PLACE: place }), readyLine: /^ready at (home)$/ });
    const before = server.pid();
    place = 'abroad';
    process.kill(before ?? 0, 'SIGKILL');
    await until(() => log.includes('ready at abroad'));
    expect(server.pid()).not.toBe(before);
    expect(log).toContainEqual('the server has ended (SIGKILL); it is started again in 20 ms');
  });

  it('waits longer before each restart of a process that does not stay', async () => {
    await supervise(`console.log('ready at home'); process.exitCode = 3;`);
    await until(() => log.some((line) => line.endsWith('in 160 ms')));
    expect(log.slice(0, 4)).toEqual(
      [20, 40, 80, 160].map((ms) => expect.stringMatching(new RegExp(`exit code 3.* in ${ms} ms$`))),
    );
  });

  it('reports the last words of a process that ends before it is ready', async () => {
    const start = supervise(`console.error('the port is taken'); process.exit(1);`);
    await expect(start).rejects.toThrow('the server does not start: the port is taken');
  });

  it('gives up on a process that never gets ready', async () => {
    const start = supervise(`setInterval(() => undefined, 1000);`, { readyWithinMs: 300 });
    await expect(start).rejects.toThrow('the server does not start');
  });

  it('says so when the file cannot be run at all', async () => {
    const start = supervise('', { file: join(folder, 'absent.mjs') });
    await expect(start).rejects.toThrow(/the server does not start: .*absent\.mjs/);
  });

  it('can be interrupted while it starts', async () => {
    const abort = new AbortController();
    const start = supervise(`setInterval(() => undefined, 1000);`, {}, abort.signal);
    setTimeout(() => abort.abort(), 100);
    await expect(start).rejects.toThrow('start interrupted');
  });

  it('stops a process without starting it again', async () => {
    const server = await supervise(SERVER);
    const pid = server.pid();
    await server.stop();
    expect(isRunning(pid)).toBe(false);
    await sleep(100);
    expect(server.pid()).toBeUndefined();
    expect(log.filter((line) => line.includes('started again'))).toEqual([]);
  });

  it('lets a process finish within the grace period', async () => {
    const server = await supervise(`
      import { writeFileSync } from 'node:fs';
      process.on('SIGTERM', () => setTimeout(() => {
        writeFileSync(process.env.FOLDER + '/finished', 'yes');
        process.exit();
      }, 200));
      setInterval(() => undefined, 1000);
      console.log('ready at home');
    `);
    await server.stop();
    expect(await readFile(join(folder, 'finished'), 'utf8')).toBe('yes');
  });

  const STUBBORN = `process.on('SIGTERM', () => undefined); setInterval(() => undefined, 1000); console.log('ready at home');`;

  it('kills a process that does not end within the grace period', async () => {
    const server = await supervise(STUBBORN, { graceMs: 100 });
    const pid = server.pid();
    await server.stop();
    expect(isRunning(pid)).toBe(false);
  });

  it('kills a process at once when it is told to hurry', async () => {
    const server = await supervise(STUBBORN, { graceMs: 60_000 });
    const stopped = server.stop();
    server.hurry();
    await stopped;
    expect(server.pid()).toBeUndefined();
  });
});
