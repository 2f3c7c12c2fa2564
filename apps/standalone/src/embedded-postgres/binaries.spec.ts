import { cp, mkdir, mkdtemp, readdir, readlink, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBinaries, program, repairBinaries, whyUnusable, type Binaries } from './binaries.js';

const temporary: string[] = [];

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'nastavnik-binaries-'));
  temporary.push(folder);
  return folder;
}

/** As npm unpacks them when install scripts are off: the same files, but no link. */
async function withoutLinks(): Promise<{ binaries: Binaries; removed: string[] }> {
  const installed = await findBinaries();
  await repairBinaries(installed);
  const folder = join(await temporaryFolder(), 'native');
  await cp(installed.folder, folder, { recursive: true, verbatimSymlinks: true });
  const removed: string[] = [];
  for (const entry of await readdir(join(folder, 'lib'), { withFileTypes: true })) {
    if (!entry.isSymbolicLink()) continue;
    removed.push(entry.name);
    await unlink(join(folder, 'lib', entry.name));
  }
  return { binaries: { ...installed, folder }, removed };
}

afterAll(async () => {
  for (const folder of temporary) await rm(folder, { recursive: true, force: true });
});

describe('the binaries that npm installs', () => {
  it('are found beside the package and run', async () => {
    const binaries = await findBinaries();
    await repairBinaries(binaries);
    expect(binaries.major).toBe('18');
    expect(program(binaries, 'postgres')).toContain('postgres');
    expect(await whyUnusable(binaries, null)).toBeNull();
  });

  it('are missed in one clear line on a platform that has none', async () => {
    await expect(findBinaries('sunos', 'sparc')).rejects.toMatchObject({
      code: 'no-binaries',
      message: expect.stringMatching(/^npm installed no embedded PostgreSQL for sunos-sparc .*DATABASE_URL$/),
    });
  });

  it('do not run without the links that only the install script makes, and run once these are put back', async () => {
    const { binaries, removed } = await withoutLinks();
    // Platforms whose libraries need no links have nothing to repair.
    if (removed.length > 0)
      expect(await whyUnusable(binaries, null)).toMatch(/cannot open shared object|not loaded/);
    expect(await repairBinaries(binaries)).toBe(removed.length);
    expect(await whyUnusable(binaries, null)).toBeNull();
    expect(await repairBinaries(binaries)).toBe(0);
  });

  it('get a link that leads nowhere replaced', async () => {
    const { binaries, removed } = await withoutLinks();
    await repairBinaries(binaries);
    const [name] = removed;
    if (!name) return;
    const link = join(binaries.folder, 'lib', name);
    await unlink(link);
    await symlink('no-such-file', link);
    expect(await repairBinaries(binaries)).toBe(1);
    expect(await readlink(link)).not.toBe('no-such-file');
  });

  it('make no link outside of their folder, whatever the list says', async () => {
    const root = await temporaryFolder();
    const folder = join(root, 'native');
    await mkdir(join(folder, 'bin'), { recursive: true });
    for (const name of ['initdb', 'pg_ctl', 'postgres'] as const) {
      await writeFile(program({ folder, version: '', major: '' }, name), '');
    }
    await writeFile(
      join(folder, 'pg-symlinks.json'),
      JSON.stringify([{ source: 'native/bin/postgres', target: '../escaped' }]),
    );
    expect(await repairBinaries({ folder, version: '18.0', major: '18' })).toBe(0);
    expect(await readdir(root)).toEqual(['native']);
  });
});
