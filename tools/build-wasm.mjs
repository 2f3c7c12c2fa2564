/**
 * Compiles the WebAssembly modules of the libraries from their AssemblyScript sources: each
 * `libs/LIB/wasm/NAME.ts` becomes `libs/LIB/wasm/build/NAME.wasm` (for tests, which run from the sources) and the same
 * below `dist/`. A module whose sources have not changed is not compiled again.
 */
import { copyFile, mkdir, readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import asc from 'assemblyscript/asc';

const root = dirname(import.meta.dirname);

async function modifiedAt(path) {
  const found = await stat(path).catch(() => null);
  return found?.mtimeMs ?? 0;
}

async function sourcesOf(folder) {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'));
}

/** Sources that start with `_` are parts of others. */
async function compile(folder, name, newest) {
  const target = join(folder, 'build', `${name}.wasm`);
  if ((await modifiedAt(target)) < newest) {
    const { error, stderr } = await asc.main([
      join(folder, `${name}.ts`),
      ...['--outFile', target, '--runtime', 'stub', '--enable', 'simd'],
      ...['-O3', '--noAssert', '--importMemory', '--initialMemory', '1', '--maximumMemory', '65536'],
    ]);
    if (error) throw new Error(`${name}.ts does not compile: ${error.message}\n${stderr.toString()}`);
  }
  return target;
}

for (const lib of await readdir(join(root, 'libs'))) {
  const folder = join(root, 'libs', lib, 'wasm');
  const sources = await sourcesOf(folder);
  if (sources.length === 0) continue;
  const built = join(root, 'dist', 'libs', lib, 'wasm', 'build');
  await mkdir(join(folder, 'build'), { recursive: true });
  await mkdir(built, { recursive: true });
  const newest = Math.max(...(await Promise.all(sources.map((name) => modifiedAt(join(folder, name))))));
  for (const source of sources.filter((name) => !name.startsWith('_'))) {
    const name = source.slice(0, -'.ts'.length);
    await copyFile(await compile(folder, name, newest), join(built, `${name}.wasm`));
  }
}
