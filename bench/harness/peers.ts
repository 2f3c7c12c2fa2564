import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BENCH_FOLDER } from './paths.js';

/**
 * Installs the peers that are no npm packages (`bench/peers/install.sh`) and tells which are there. Where one cannot
 * be had, the benchmark goes on without it and says so.
 */
export function installPeers(say: (line: string) => void): { scipy: boolean; LEMON: boolean } {
  const { status } = spawnSync('sh', [join(BENCH_FOLDER, 'peers', 'install.sh')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const scipy = spawnSync('/usr/bin/python3', ['-c', 'import scipy.optimize']).status === 0;
  const LEMON = existsSync(join(BENCH_FOLDER, 'peers', 'build', 'lemon'));
  if (status !== 0)
    say('bench/peers/install.sh did not end well (it needs apt-get and the right to use it).');
  if (!scipy) say('scipy is missing: `apt-get install python3-scipy`. Its rows are left out.');
  if (!LEMON)
    say('LEMON is missing: `apt-get install liblemon-dev g++`, then run again. Its rows are left out.');
  return { scipy, LEMON };
}
