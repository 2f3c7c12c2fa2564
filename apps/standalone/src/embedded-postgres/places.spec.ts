import { chmod, cp, mkdir, mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBinaries, repairBinaries, type Binaries } from './binaries.js';
import { findPlaces, type Places } from './places.js';
import { isRoot } from './system-user.js';

let folder: string;
let open: string;
let closed: string;
let log: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nastavnik-places-'));
  await chmod(folder, 0o755);
  open = join(folder, 'open');
  closed = join(folder, 'closed');
  await mkdir(closed, { mode: 0o700 });
  log = [];
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

function find(dataDir: string, installed?: Binaries): Promise<Places> {
  const options = { dataDir, log: (line: string) => log.push(line), reachableRoots: [open] };
  return findPlaces(installed ? { ...options, installed } : options);
}

/** Root's PostgreSQL runs as another user, who cannot enter a closed folder; an ordinary user can. */
const ifRoot = <T>(forRoot: T, forOthers: T): T => (isRoot() ? forRoot : forOthers);

describe('the places of the embedded PostgreSQL', () => {
  it('are what was asked for, where the user of PostgreSQL can go', async () => {
    const asked = join(folder, 'checkout', '.data');
    const places = await find(asked);
    expect(places.dataDir).toBe(asked);
    expect(places.cluster).toBe(join(asked, 'postgres-18'));
    expect(places.as === null).toBe(!isRoot());
    expect(places.as?.uid).not.toBe(0);
    expect(log).toEqual([]);
  });

  it('are in a system folder where only root may enter the checkout, one for each checkout', async () => {
    const first = await find(join(closed, 'first', '.data'));
    const second = await find(join(closed, 'second', '.data'));
    expect(first.dataDir.startsWith(open)).toBe(ifRoot(true, false));
    expect(first.dataDir).not.toBe(second.dataDir);
    expect(log).toHaveLength(ifRoot(2, 0));
  });

  it('stay the same at the next start, also when the checkout has become reachable since', async () => {
    const asked = join(closed, '.data');
    const first = await find(asked);
    await mkdir(first.cluster, { mode: 0o700 });
    if (first.as) await (await import('node:fs/promises')).chown(first.cluster, first.as.uid, first.as.gid);
    await chmod(closed, 0o755);
    expect((await find(asked)).dataDir).toBe(first.dataDir);
  });

  it('are refused where data is that the user of PostgreSQL can no longer reach', async () => {
    const asked = join(folder, 'checkout', '.data');
    const { cluster } = await find(asked);
    await mkdir(cluster);
    await chmod(join(folder, 'checkout'), 0o700);
    const again = find(asked);
    if (isRoot()) await expect(again).rejects.toMatchObject({ code: 'unreachable' });
    else expect((await again).dataDir).toBe(asked);
  });

  it('do not include a folder that somebody else has put there', async () => {
    await mkdir(join(folder, 'theirs'));
    await symlink(join(folder, 'theirs'), open);
    const places = find(join(closed, '.data'));
    if (isRoot()) await expect(places).rejects.toMatchObject({ code: 'unreachable' });
    else await places;
  });

  it('have a copy of the programs where the installed ones cannot be reached', async () => {
    const installed = await findBinaries();
    await repairBinaries(installed);
    const hidden = { ...installed, folder: join(closed, 'native') };
    await cp(installed.folder, hidden.folder, { recursive: true, verbatimSymlinks: true });
    const [places, atTheSameTime] = await Promise.all([
      find(join(folder, 'a'), hidden),
      find(join(folder, 'b'), hidden),
    ]);
    expect(places.binaries.folder).toBe(
      ifRoot(join(open, `postgres-${installed.version}`, 'native'), hidden.folder),
    );
    expect(atTheSameTime.binaries).toEqual(places.binaries);
    expect((await stat(join(places.binaries.folder, 'bin', 'postgres'))).mode & 0o111).toBe(0o111);
  });

  it('name the folder when it cannot be made', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(find(join(folder, 'file', '.data'))).rejects.toThrow(join(folder, 'file'));
  });
});
