import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { isWanted, type BenchContext } from '../harness/benchmark.js';
import { contest, judge } from '../harness/contest.js';
import type { Findings } from '../harness/results.js';
import { figureRow, sideOf } from '../harness/rows.js';
import type { EditCase } from './cases.js';
import { editor } from './contestants.js';
import { instanceOf } from './instances/families.js';
import { writeInstance } from './instances/instance-file.js';

/** Loading, a cold solve at the start and one at the end belong to it. */
const LIMIT_SECONDS = 300;
/** Hundreds of edits are timed in every run. */
const MOST_RUNS = 3;

/** How long one edit of a solved matching takes: 99 of 100 at most. */
export async function measureEdits(cases: readonly EditCase[], context: BenchContext): Promise<Findings> {
  const { options, folder, say } = context;
  const findings: Findings = { rows: [], faults: [] };
  for (const { instance, edits, aimMs } of cases) {
    const work = `${instance}, one edit, p99`;
    if (!isWanted(options, work)) continue;
    say(work);
    const file = join(folder, `${instance}.bin`);
    writeInstance(file, instanceOf(instance));
    const runs = Math.min(options.runs, MOST_RUNS);
    const scores = await contest([editor(file, edits)], { runs, limitSeconds: LIMIT_SECONDS, say });
    rmSync(file);
    const { right, faults } = judge(scores);
    findings.faults.push(...faults.map((fault) => `${work}: ${fault}`));
    for (const score of right) {
      const p99 = score.figures['p99Ms'];
      if (p99 === undefined) continue;
      const row = figureRow(work, p99, 'ms', { aim: aimMs }, { ours: sideOf(score), runs: score.runs });
      say(`  p50 ${score.figures['p50Ms']?.toFixed(2)}, p99 ${p99.toFixed(2)} ms`);
      findings.rows.push(row);
    }
  }
  return findings;
}
