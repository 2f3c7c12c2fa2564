import { randomBytes } from 'node:crypto';
import { link, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { processExists } from './process-exists.js';

/** Who has a folder open: a process that answers on this port of 127.0.0.1 with this token. */
interface Owner {
  pid: number;
  port: number;
  token: string;
}

export interface FolderLock {
  release(): Promise<void>;
}

const ANSWER_WITHIN_MS = 2000;

/**
 * Makes this process the only owner of something that `file` stands for.
 *
 * The owner listens on a port as long as it lives and writes port and token into the file. So a file that
 * was left over by a killed process is told from a living owner without trusting process ids, which the
 * system gives out again, and on every platform.
 * @throws {EmbeddedPostgresError} `in-use`, naming the owner's process
 */
export async function lockFolder(file: string): Promise<FolderLock> {
  const token = randomBytes(16).toString('hex');
  const server = await answerWith(token);
  const owner: Owner = { pid: process.pid, port: (server.address() as AddressInfo).port, token };
  try {
    await takeOver(file, owner);
  } catch (error) {
    server.close();
    throw error;
  }
  return {
    async release() {
      const current = await readOwner(file);
      if (current?.token === token) await unlink(file).catch(() => undefined);
      server.close();
    },
  };
}

async function answerWith(token: string): Promise<Server> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.end(token);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  // The lock alone keeps no process alive.
  return server.unref();
}

async function takeOver(file: string, owner: Owner): Promise<void> {
  const mine = `${file}.${owner.token}`;
  await writeFile(mine, JSON.stringify(owner), { mode: 0o600 });
  try {
    for (;;) {
      if (await linkUnlessPresent(mine, file)) return;
      const present = await readOwner(file);
      if (present && (await isAlive(present))) {
        throw new EmbeddedPostgresError(
          'in-use',
          `${file.replace(/\.lock$/, '')} is in use by process ${present.pid}: stop that one first, or set DATA_DIR to another folder`,
        );
      }
      await removeStale(file, present, `${mine}.stale`);
    }
  } finally {
    await unlink(mine).catch(() => undefined);
  }
}

/** A link appears at once and whole, so nobody ever reads half an owner. */
async function linkUnlessPresent(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Moves the stale file away. If another start has just put its own there, that one is put back. */
async function removeStale(file: string, stale: Owner | null, aside: string): Promise<void> {
  try {
    await rename(file, aside);
  } catch {
    // Somebody else has removed it.
    return;
  }
  const moved = await readOwner(aside);
  if (moved && moved.token !== stale?.token) await linkUnlessPresent(aside, file);
  await unlink(aside);
}

async function readOwner(file: string): Promise<Owner | null> {
  try {
    const owner = JSON.parse(await readFile(file, 'utf8')) as Partial<Owner>;
    const { pid, port, token } = owner;
    return typeof pid === 'number' && typeof port === 'number' && token ? { pid, port, token } : null;
  } catch {
    return null;
  }
}

/** An owner that takes the call but says nothing is alive, only stopped or very busy. */
function isAlive(owner: Owner): Promise<boolean> {
  return new Promise((resolve) => {
    let answer = '';
    let connected = false;
    const socket = connect(owner.port, '127.0.0.1');
    const finish = (alive: boolean): void => {
      socket.destroy();
      resolve(alive);
    };
    socket.setTimeout(ANSWER_WITHIN_MS, () => finish(connected && answer === '' && processExists(owner.pid)));
    socket.on('connect', () => (connected = true));
    socket.on('data', (chunk) => (answer += chunk.toString('utf8')));
    socket.on('end', () => finish(answer === owner.token));
    socket.on('error', () => finish(false));
  });
}
