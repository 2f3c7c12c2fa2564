import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { runProgram, type RunAs } from './run-program.js';

/** PostgreSQL refuses to run as root, so root runs it as this user. */
const SERVER_USER = 'postgres';

/** Whether this process is root's, and so has to run PostgreSQL as somebody else. Always false on Windows. */
export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/**
 * The user that root runs PostgreSQL as; creates it, for good, where there is none.
 * @throws {EmbeddedPostgresError} `no-user`
 */
export async function findOrCreateServerUser(log: (line: string) => void): Promise<Exclude<RunAs, null>> {
  const existing = await lookUp();
  if (existing) return existing;
  log(`creating the system user "${SERVER_USER}", because PostgreSQL refuses to run as root`);
  const attempts: string[] = [];
  for (const commands of WAYS_TO_CREATE) {
    for (const [command, ...args] of commands) {
      const { exitCode, output } = await runProgram(command, args);
      if (exitCode !== 0) attempts.push(`${command}: ${output}`);
    }
    // Asked for even after a failure: another start may have created the user in the meantime.
    const created = await lookUp();
    if (created) return created;
  }
  throw new EmbeddedPostgresError(
    'no-user',
    `PostgreSQL refuses to run as root, and the user "${SERVER_USER}" could not be created ` +
      `(${attempts.join('; ')}): start as an ordinary user, or set DATABASE_URL`,
  );
}

const WAYS_TO_CREATE: [string, ...string[]][][] = [
  [
    ['groupadd', '--system', SERVER_USER],
    ['useradd', '--system', '--gid', SERVER_USER, '--no-create-home', '--home-dir', '/', SERVER_USER],
  ],
  // What small systems have instead.
  [
    ['addgroup', '-S', SERVER_USER],
    ['adduser', '-S', '-D', '-H', '-G', SERVER_USER, SERVER_USER],
  ],
];

async function lookUp(): Promise<Exclude<RunAs, null> | null> {
  const [uid, gid] = await Promise.all(
    ['-u', '-g'].map(async (flag) => {
      const { exitCode, output } = await runProgram('id', [flag, SERVER_USER]);
      return exitCode === 0 && /^\d+$/.test(output) ? Number(output) : null;
    }),
  );
  return uid && gid ? { uid, gid } : null;
}
