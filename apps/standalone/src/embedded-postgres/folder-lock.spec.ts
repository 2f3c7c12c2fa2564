import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockFolder } from './folder-lock.js';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nastavnik-lock-'));
  file = join(folder, 'postgres.lock');
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function listening(answer: string | null): Promise<{ server: Server; port: number }> {
  const server = createServer((socket) => {
    if (answer === null) socket.on('error', () => undefined);
    else socket.end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, port: (server.address() as AddressInfo).port };
}

describe('lockFolder', () => {
  it('lets one owner in and tells the second which process that is', async () => {
    const lock = await lockFolder(file);
    await expect(lockFolder(file)).rejects.toMatchObject({
      code: 'in-use',
      message: expect.stringContaining(`is in use by process ${process.pid}`),
    });
    await lock.release();
    await (await lockFolder(file)).release();
    expect(await readdir(folder)).toEqual([]);
  });

  it('lets exactly one of many in at once', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 12 }, () => lockFolder(file)));
    const locks = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
    expect(locks).toHaveLength(1);
    await locks[0]?.release();
    expect(await readdir(folder)).toEqual([]);
  });

  it('takes over from an owner that was killed, even if another process has its number or its port now', async () => {
    const { server, port } = await listening('something else');
    await writeFile(file, JSON.stringify({ pid: process.pid, port, token: 'gone' }));
    const lock = await lockFolder(file);
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ pid: process.pid });
    await lock.release();
    server.close();
  });

  it('takes over a file that makes no sense', async () => {
    await writeFile(file, '{"pid":');
    await (await lockFolder(file)).release();
  });

  it('leaves an owner alone that is too busy to answer', async () => {
    const { server, port } = await listening(null);
    await writeFile(file, JSON.stringify({ pid: process.pid, port, token: 'busy' }));
    await expect(lockFolder(file)).rejects.toMatchObject({ code: 'in-use' });
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ token: 'busy' });
    server.close();
  });
});
