import { access, chmod, constants, lstat, readFile, stat, symlink, unlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { runProgram, type RunAs } from './run-program.js';

/** A folder with `bin`, `lib` and `share` of a PostgreSQL. */
export interface Binaries {
  folder: string;
  /** The npm package's version and platform, such as `18.4.0-beta.17-linux-x64`. */
  version: string;
  /** Such as `18`: data of one major version cannot be read by another. */
  major: string;
}

/** The programs' path in a folder of binaries. */
export function program(binaries: Binaries, name: 'initdb' | 'pg_ctl' | 'postgres'): string {
  return join(binaries.folder, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
}

/**
 * The binaries that npm installed for this platform, beside the package `embedded-postgres`.
 * @throws {EmbeddedPostgresError} `no-binaries`
 */
export async function findBinaries(
  platform: string = process.platform,
  arch: string = process.arch,
): Promise<Binaries> {
  const name = `${platform === 'win32' ? 'windows' : platform}-${arch}`;
  try {
    const require = createRequire(import.meta.url);
    // From the package that depends on it, since not every package manager lays both side by side.
    const entry = createRequire(require.resolve('embedded-postgres')).resolve(`@embedded-postgres/${name}`);
    const root = resolve(dirname(entry), '..');
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
    const folder = join(root, 'native');
    await access(folder);
    return { folder, version: `${version}-${name}`, major: version.split('.')[0] ?? version };
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new EmbeddedPostgresError(
      'no-binaries',
      `npm installed no embedded PostgreSQL for ${name} (${reason}): run \`npm ci\` without --omit=optional, ` +
        'or set DATABASE_URL',
    );
  }
}

/**
 * Puts back what npm leaves out of the binaries: the symbolic links between the libraries, which only the
 * package's install script makes, and the right to execute the programs. Does nothing where all is well.
 * @returns how many links were missing
 */
export async function repairBinaries(binaries: Binaries): Promise<number> {
  let repaired = 0;
  for (const { source, target } of await listedLinks(binaries)) {
    const link = resolve(binaries.folder, '..', target);
    const file = resolve(binaries.folder, '..', source);
    // The list is data of a package: it may name nothing outside of it.
    if (relative(binaries.folder, link).startsWith('..') || (await leadsSomewhere(link))) continue;
    await unlink(link).catch(() => undefined);
    await symlink(relative(dirname(link), file), link).catch(ignoreExisting);
    repaired += 1;
  }
  for (const name of ['initdb', 'pg_ctl', 'postgres'] as const) await makeExecutable(program(binaries, name));
  return repaired;
}

/** Why `as` cannot run these binaries, or `null` if all is well. Tried, not deduced from modes. */
export async function whyUnusable(binaries: Binaries, as: RunAs): Promise<string | null> {
  for (const name of ['postgres', 'initdb', 'pg_ctl'] as const) {
    const { exitCode, output } = await runProgram(program(binaries, name), ['--version'], as);
    if (exitCode !== 0) return output || `${name} ended without a word`;
  }
  if (as === null) return null;
  const share = join(binaries.folder, 'share');
  const { exitCode } = await runProgram('/bin/sh', ['-c', 'ls -R -- "$1" >/dev/null', 'sh', share], as);
  return exitCode === 0 ? null : `${share} cannot be read`;
}

interface ListedLink {
  /** The file, as a path from the package's folder. */
  source: string;
  /** The link to it. */
  target: string;
}

async function listedLinks(binaries: Binaries): Promise<ListedLink[]> {
  try {
    return JSON.parse(await readFile(join(binaries.folder, 'pg-symlinks.json'), 'utf8')) as ListedLink[];
  } catch {
    // Only some platforms have links.
    return [];
  }
}

async function leadsSomewhere(link: string): Promise<boolean> {
  try {
    await stat(link);
    return true;
  } catch {
    return false;
  }
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}

async function makeExecutable(file: string): Promise<void> {
  if (process.platform === 'win32') return;
  const { mode } = await lstat(file);
  const wanted = mode | constants.S_IRUSR | constants.S_IXUSR | constants.S_IXGRP | constants.S_IXOTH;
  if (mode !== wanted) await chmod(file, wanted);
}
