import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, chmod, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { migrate } from '@app/persistence';
import { startEmbeddedPostgres } from '../../apps/standalone/src/embedded-postgres/index.js';
import { fillRegion } from './fill.js';

/**
 * A region's matching end to end: from rows in PostgreSQL, through the API and a worker in processes of their own, to
 * stored suggestions. Prints one JSON object; memory and CPU of the worker are as Linux counts them.
 */
const { values: options } = parseArgs({
  options: {
    mentees: { type: 'string', default: '100000' },
    mentors: { type: 'string', default: '30000' },
    organisations: { type: 'string', default: '300' },
    municipalities: { type: 'string', default: '25' },
    seed: { type: 'string', default: '1' },
    external: { type: 'string', default: 'remote,in-person' },
  },
});

const REGION = { id: 'made-up', key: 'region-key-'.padEnd(40, 'r') };
const APPS = join(import.meta.dirname, '../../apps');
const POLL_MS = 500;
const TICKS_PER_SECOND = 100;

const say = (line: string): void => void process.stderr.write(`${line}\n`);

async function started(app: 'api' | 'worker', announces: RegExp, databaseUrl: string) {
  const child = spawn(process.execPath, [join(APPS, app, 'src/main.js')], {
    env: {
      PATH: process.env['PATH'] ?? '',
      DATABASE_URL: databaseUrl,
      PORT: '0',
      LOG_LEVEL: 'warn',
      OPERATOR_KEY: 'operator-key-'.padEnd(40, 'o'),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    if (announces.test(line)) return { child, line };
  }
  throw new Error(`${app} did not start`);
}

/** CPU seconds of a process so far, and the most memory it ever had resident. */
function usageOf({ pid }: ChildProcess): { cpuSeconds: number; peakMegabytes: number } {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return {
    cpuSeconds: (Number(stat[11]) + Number(stat[12])) / TICKS_PER_SECOND,
    peakMegabytes: Math.round(Number(peak) / 1024),
  };
}

async function matchOnce(url: string): Promise<{ status: string; summary: unknown; seconds: number }> {
  const headers = { authorization: `Bearer ${REGION.key}`, 'content-type': 'application/json' };
  const since = performance.now();
  const modes = options.external.split(',').filter((mode) => mode !== '');
  const accepted = await fetch(`${url}/v1/regions/${REGION.id}/matchings`, {
    method: 'POST',
    headers,
    body: JSON.stringify({
      form: 'student-student',
      variants: ['achiever-underachiever', 'peer-to-peer'],
      kinds: ['traditional'],
      scope: 'region',
      asOf: '2026-10-01',
      policy: { external: { allowed: modes.length > 0, modes } },
    }),
  });
  if (accepted.status !== 202) throw new Error(await accepted.text());
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    const answer = await fetch(`${url}${accepted.headers.get('location')}`, { headers });
    const run = (await answer.json()) as { status: string; progress: number; summary: unknown };
    if (['done', 'failed', 'cancelled'].includes(run.status))
      return { ...run, seconds: (performance.now() - since) / 1000 };
    say(`${Math.round((performance.now() - since) / 1000)} s: ${run.progress} %`);
  }
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'nastavnik-region-'));
  await chmod(folder, 0o755);
  const server = await startEmbeddedPostgres({ dataDir: folder, durable: false, log: say });
  const children: ChildProcess[] = [];
  try {
    await migrate({ databaseUrl: server.url, queuesOnPostgres: true });
    const size = {
      mentees: Number(options.mentees),
      mentors: Number(options.mentors),
      organisations: Number(options.organisations),
      municipalities: Number(options.municipalities),
    };
    await fillRegion(server.url, REGION, size, Number(options.seed));
    say('the region is filled');
    const api = await started('api', /^listening /, server.url);
    children.push(api.child);
    const worker = await started('worker', /ready/, server.url);
    children.push(worker.child);
    const idle = usageOf(worker.child);
    const { status, summary, seconds } = await matchOnce(api.line.slice('listening '.length).trim());
    const { cpuSeconds, peakMegabytes } = usageOf(worker.child);
    const used = { wallSeconds: seconds, workerCpuSeconds: cpuSeconds - idle.cpuSeconds, peakMegabytes };
    process.stdout.write(`${JSON.stringify({ ...size, status, ...used, summary })}\n`);
  } finally {
    for (const child of children) {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    }
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

await main();
