import { createHash, randomBytes } from 'node:crypto';
import { chmod, cp, lstat, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { findBinaries, repairBinaries, whyUnusable, type Binaries } from './binaries.js';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { runProgram, type RunAs } from './run-program.js';
import { findOrCreateServerUser, isRoot } from './system-user.js';

/** Where everything is, and who runs it. */
export interface Places {
  binaries: Binaries;
  /** The folder that was asked for, or the one that stands in for it. */
  dataDir: string;
  /** The cluster, inside of `dataDir`. */
  cluster: string;
  as: RunAs;
}

export interface PlaceOptions {
  dataDir: string;
  log: (line: string) => void;
  /** Folders that another system user can reach, best first. */
  reachableRoots?: readonly string[];
  /** What npm installed, if that is known already. */
  installed?: Binaries;
}

/**
 * Decides who runs PostgreSQL, from which binaries, on which folder.
 *
 * An ordinary user runs it as themselves, on the folder they asked for. Root runs it as the user `postgres`.
 * Where that user cannot reach the binaries or the data folder (one of their parents may be root's alone),
 * both go to a system folder; the data under a name made of the path that was asked for, so that two
 * checkouts do not meet and the next start finds it again.
 * @throws {EmbeddedPostgresError} `no-binaries`, `no-user`, `unreachable`, `foreign-data`
 */
export async function findPlaces(options: PlaceOptions): Promise<Places> {
  const asked = resolve(options.dataDir);
  const roots = options.reachableRoots ?? defaultRoots(asked);
  const installed = options.installed ?? (await findBinaries());
  const clusterName = `postgres-${installed.major}`;
  const as = isRoot() ? await serverUser(join(asked, clusterName), options.log) : null;
  const binaries = await usableBinaries(installed, as, roots, options.log);
  const dataDir = as
    ? await reachableDataDir(asked, clusterName, as, roots, options.log)
    : await ownDataDir(asked);
  return { binaries, dataDir, cluster: join(dataDir, clusterName), as };
}

function defaultRoots(dataDir: string): string[] {
  if (isRoot()) return ['/var/lib/nastavnik', join(tmpdir(), 'nastavnik'), '/tmp/nastavnik'];
  return [join(dataDir, 'programs'), join(tmpdir(), `nastavnik-${process.getuid?.() ?? 'user'}`)];
}

/** A cluster that an ordinary user made is run as that user, also by root. */
async function serverUser(cluster: string, log: (line: string) => void): Promise<Exclude<RunAs, null>> {
  const owner = await stat(cluster).catch(() => null);
  return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : findOrCreateServerUser(log);
}

async function usableBinaries(
  installed: Binaries,
  as: RunAs,
  roots: readonly string[],
  log: (line: string) => void,
): Promise<Binaries> {
  const refusal = await tryToRepair(installed, log);
  const unusable = (await whyUnusable(installed, as)) ?? null;
  if (unusable === null) return installed;
  const reasons = [`${installed.folder}: ${refusal ?? unusable}`];
  for (const root of roots) {
    try {
      const copied = await copyBinaries(installed, root, as, log);
      const stillUnusable = await whyUnusable(copied, as);
      if (stillUnusable === null) return copied;
      reasons.push(`${copied.folder}: ${stillUnusable}`);
    } catch (error) {
      reasons.push(`${root}: ${messageOf(error)}`);
    }
  }
  throw new EmbeddedPostgresError(
    'unreachable',
    `the programs of the embedded PostgreSQL cannot be run (${reasons.join('; ')}): set DATABASE_URL to another one`,
  );
}

/** A read-only `node_modules` cannot be repaired; then a copy of it is. */
async function tryToRepair(binaries: Binaries, log: (line: string) => void): Promise<string | null> {
  try {
    const repaired = await repairBinaries(binaries);
    if (repaired > 0) log(`put back ${repaired} links between the libraries of PostgreSQL`);
    return null;
  } catch (error) {
    return messageOf(error);
  }
}

/** Copies the binaries under `root` unless they are there; half a copy is never seen under the final name. */
async function copyBinaries(
  installed: Binaries,
  root: string,
  as: RunAs,
  log: (line: string) => void,
): Promise<Binaries> {
  await ensureOwnFolder(root);
  if (!(await canEnter(root, as))) throw new Error('the user of PostgreSQL cannot enter it');
  const copy = { ...installed, folder: join(root, `postgres-${installed.version}`, 'native') };
  const final = dirname(copy.folder);
  if (!(await exists(final))) {
    log(`copying the programs of PostgreSQL to ${final}`);
    const unfinished = `${final}.${randomBytes(6).toString('hex')}`;
    try {
      await cp(installed.folder, join(unfinished, 'native'), { recursive: true, verbatimSymlinks: true });
      await openToEverybody(unfinished);
      await rename(unfinished, final).catch(async (error: NodeJS.ErrnoException) => {
        // Another start was faster; its copy is as good.
        if (!(await exists(final))) throw error;
      });
    } finally {
      await rm(unfinished, { recursive: true, force: true });
    }
  }
  await ensureOwnFolder(final);
  await repairBinaries(copy);
  return copy;
}

/**
 * Creates a folder that others may read and only we may write, or checks that it is one: in a folder for
 * temporary files somebody else could have put programs under the name that we would use.
 */
async function ensureOwnFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const info = await lstat(folder);
  const ours = process.getuid === undefined || info.uid === process.getuid();
  if (!info.isDirectory() || !ours) throw new Error('it belongs to somebody else');
  if (process.platform !== 'win32' && (info.mode & 0o777) !== 0o755) await chmod(folder, 0o755);
}

async function openToEverybody(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) await chmod(path, 0o755);
    else if (entry.isFile()) await chmod(path, (await stat(path)).mode & 0o100 ? 0o755 : 0o644);
  }
}

async function ownDataDir(asked: string): Promise<string> {
  try {
    await mkdir(asked, { recursive: true });
    return asked;
  } catch (error) {
    throw new EmbeddedPostgresError(
      'unreachable',
      `the data folder ${asked} cannot be made (${messageOf(error)}): set DATA_DIR to another one`,
    );
  }
}

async function reachableDataDir(
  asked: string,
  clusterName: string,
  as: Exclude<RunAs, null>,
  roots: readonly string[],
  log: (line: string) => void,
): Promise<string> {
  const hasData = await exists(join(asked, clusterName));
  const standIns = roots.map((root) => join(root, standInName(asked)));
  if (!hasData) {
    // Data that went elsewhere stays there, even if the folder has become reachable since.
    for (const standIn of standIns) {
      if ((await exists(join(standIn, clusterName))) && (await canEnter(standIn, as))) {
        log(`the data is in ${standIn}`);
        return standIn;
      }
    }
  }
  if (await makeReachable(asked, as)) return asked;
  if (hasData) {
    throw new EmbeddedPostgresError(
      'unreachable',
      `the data in ${asked} can no longer be reached by the user of PostgreSQL: let other users pass through ` +
        'the folders above it (chmod o+x), or move it and set DATA_DIR',
    );
  }
  for (const [index, standIn] of standIns.entries()) {
    try {
      await ensureOwnFolder(roots[index] ?? standIn);
      await ensureOwnFolder(standIn);
      if (!(await canEnter(standIn, as))) continue;
      log(`the user of PostgreSQL cannot enter ${asked}, so the data is in ${standIn}`);
      return standIn;
    } catch {
      // The next one may do.
    }
  }
  throw new EmbeddedPostgresError(
    'unreachable',
    `the user of PostgreSQL can enter neither ${asked} nor ${roots.join(' nor ')}: set DATA_DIR to a folder that it can enter`,
  );
}

/** The same path gives the same name, on every start. */
function standInName(asked: string): string {
  const digest = createHash('sha256').update(asked).digest('hex').slice(0, 12);
  const readable = `${basename(dirname(asked))}-${basename(asked)}`.replace(/[^a-zA-Z0-9-]+/g, '');
  return `data-${readable.slice(0, 40)}-${digest}`;
}

/** Makes the folder if its parents let the user pass. New folders are open to others, whatever the umask. */
async function makeReachable(folder: string, as: Exclude<RunAs, null>): Promise<boolean> {
  const info = await stat(folder).catch(() => null);
  if (info && !info.isDirectory()) {
    throw new EmbeddedPostgresError('unreachable', `${folder} is not a folder: set DATA_DIR to another one`);
  }
  if (info) return canEnter(folder, as);
  const parent = dirname(folder);
  if (parent === folder || !(await makeReachable(parent, as))) return false;
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o755);
  return true;
}

/** Whether the user can enter the folder. Tried, not deduced: there are more reasons than modes. */
async function canEnter(folder: string, as: RunAs): Promise<boolean> {
  if (as === null) return true;
  const { exitCode } = await runProgram('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder], as);
  return exitCode === 0;
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
