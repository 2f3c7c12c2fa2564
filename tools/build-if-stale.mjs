/**
 * Builds unless `dist/` is newer than every source, so that a command started twice builds once. `--stamp` says that
 * a build has just ended (the last step of `npm run build`).
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = dirname(import.meta.dirname);
const stamp = join(root, 'dist', '.built');
const SOURCES = [
  'apps',
  'libs',
  'tools',
  'bench',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
];

/** The latest change below a path, in milliseconds; folders count too, since a deleted file changes its folder. */
function newest(path) {
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return mtimeMs;
  return readdirSync(path, { withFileTypes: true })
    .filter(({ name }) => name !== 'build' && name !== 'results' && name !== 'node_modules')
    .reduce((latest, { name }) => Math.max(latest, newest(join(path, name))), mtimeMs);
}

function builtAt() {
  try {
    return statSync(stamp).mtimeMs;
  } catch {
    return 0;
  }
}

if (process.argv.includes('--stamp')) {
  writeFileSync(stamp, '');
} else if (SOURCES.some((name) => newest(join(root, name)) > builtAt())) {
  const npm = process.env.npm_execpath;
  const [command, args] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
  const { status } = spawnSync(command, [...args, 'run', '--silent', 'build'], {
    cwd: root,
    // What the build says is not what the command says.
    stdio: ['inherit', 2, 'inherit'],
    shell: process.platform === 'win32' && command === 'npm',
  });
  process.exit(status ?? 1);
}
