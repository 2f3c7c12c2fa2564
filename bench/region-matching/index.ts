import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Benchmark } from '../harness/benchmark.js';
import { COMPILED_FOLDER } from '../harness/paths.js';
import { figureRow } from '../harness/rows.js';
import { median } from '../harness/statistics.js';

/** What `main.js` prints of one run. */
interface RegionRun {
  status: string;
  wallSeconds: number;
  workerCpuSeconds: number;
  peakMegabytes: number;
}

const MOST_OUTPUT = 64 * 2 ** 20;

async function runOnce(mentees: number, mentors: number): Promise<RegionRun> {
  const program = join(COMPILED_FOLDER, 'region-matching', 'main.js');
  const args = [program, `--mentees=${mentees}`, `--mentors=${mentors}`];
  const running = promisify(execFile)(process.execPath, args, { maxBuffer: MOST_OUTPUT });
  running.child.stderr?.pipe(process.stderr);
  const { stdout } = await running;
  return JSON.parse(stdout) as RegionRun;
}

/** A region end to end through the API: from rows in PostgreSQL to stored suggestions. */
export const region: Benchmark = {
  title: 'a region end to end: rows in PostgreSQL, API, worker, stored suggestions',
  async run({ options, say }) {
    const [mentees, mentors] = options.quick ? [5_000, 1_500] : [100_000, 30_000];
    const work = `region of ${mentees} × ${mentors}`;
    const runs: RegionRun[] = [];
    while (runs.length < options.runs) {
      const one = await runOnce(mentees, mentors);
      say(`  ${one.wallSeconds.toFixed(1)} s by the clock, ${one.peakMegabytes} MB, ${one.status}`);
      runs.push(one);
    }
    const worker = {
      variant: 'worker',
      cpuSeconds: median(runs.map((one) => one.workerCpuSeconds)),
      rssMb: median(runs.map((one) => one.peakMegabytes)),
    };
    const detail = { ours: worker, runs: runs.length };
    const wall = median(runs.map((one) => one.wallSeconds));
    return {
      rows: [
        figureRow(`${work}, by the clock`, wall, 's', { aim: 120 }, detail),
        figureRow(`${work}, memory of the worker`, worker.rssMb, 'MB', { aim: 1536 }, detail),
      ],
      faults: runs.filter((one) => one.status !== 'done').map((one) => `${work} ended as ${one.status}`),
    };
  },
};
