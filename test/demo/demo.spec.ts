import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadCatalogue } from '@app/catalogue';
import type { Summary } from '../../tools/demo/summary.js';

const MAIN = join(import.meta.dirname, '../../dist/tools/demo/main.js');
const PLAYED_WITHIN_MS = 420_000;

interface Played {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Variables of a machine that is used for other things: the demo must not follow them. */
const FOREIGN = { DATABASE_URL: 'postgres://127.0.0.1:1/production', REDIS_URL: 'redis://127.0.0.1:1' };

function begin(args: string[], env: Record<string, string> = {}): ChildProcess {
  return spawn(process.execPath, [MAIN, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
}

async function ended(demo: ChildProcess): Promise<Played> {
  const played: Played = { code: null, stdout: '', stderr: '' };
  demo.stdout?.setEncoding('utf8').on('data', (part: string) => (played.stdout += part));
  demo.stderr?.setEncoding('utf8').on('data', (part: string) => (played.stderr += part));
  [played.code] = (await once(demo, 'close')) as [number | null];
  return played;
}

describe('npm run demo', () => {
  it(
    'does the main job twice with the same bytes, every certificate valid, small groups kept back',
    async () => {
      const played = await Promise.all([ended(begin(['--json'], FOREIGN)), ended(begin(['--json']))]);
      for (const { code, stderr } of played) expect([code, code === 0 ? '' : stderr]).toEqual([0, '']);
      const [first, second] = played;
      expect(first.stdout).toBe(second.stdout);
      expect(first.stdout.trim().split('\n')).toHaveLength(1);
      const summary = JSON.parse(first.stdout) as Summary;
      expect(summary.organisations).toBe(6);
      expect(summary.matchings).toHaveLength(11);
      expect(summary.matchings.every(({ certificate }) => certificate === 'valid')).toBe(true);
      expect(summary.matchings.some(({ unmatched }) => unmatched > 0)).toBe(true);
      expect(summary.reports.every(({ indicators }) => indicators.length >= 4)).toBe(true);
      expect(summary.region.indicators.length).toBeGreaterThanOrEqual(4);
      expect(summary.region.suppressedCells).toBeGreaterThanOrEqual(1);
      for (const code of summary.region.indicators) expect(loadCatalogue().indicator(code)).toBeDefined();
    },
    PLAYED_WITHIN_MS,
  );

  it('leaves nothing behind when it is interrupted', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'demo-interrupted-'));
    try {
      await chmod(folder, 0o755);
      const demo = begin([], { TMPDIR: folder });
      const end = ended(demo);
      // Whatever it is doing by then: the database is being made, or the story has begun.
      while ((await readdir(folder)).length === 0 && demo.exitCode === null)
        await new Promise((resolve) => setTimeout(resolve, 50));
      await new Promise((resolve) => setTimeout(resolve, 3_000));
      demo.kill('SIGINT');
      const { code, stdout, stderr } = await end;
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr).toContain('Остановлено.');
      expect(await readdir(folder)).toEqual([]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }, 120_000);

  it('says what is wrong with its arguments and with a server that is not there', async () => {
    expect(existsSync(MAIN)).toBe(true);
    const wrong = await ended(begin(['--url', 'http://127.0.0.1:3000']));
    expect([wrong.code, wrong.stdout]).toEqual([2, '']);
    expect(wrong.stderr).toContain('--url и --key нужны вместе');
    const nobody = await ended(begin(['--url', 'http://127.0.0.1:2', '--key', 'k'.repeat(40)]));
    expect([nobody.code, nobody.stdout]).toEqual([1, '']);
    expect(nobody.stderr).toContain('сервер не отвечает');
  }, 60_000);
});
