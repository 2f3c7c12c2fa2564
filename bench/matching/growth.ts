import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchContext } from '../harness/benchmark.js';
import { contest, type Score } from '../harness/contest.js';
import { growthOf, type Growth } from '../harness/growth.js';
import { ours } from './contestants.js';
import { instanceOf } from './instances/families.js';
import { writeInstance } from './instances/instance-file.js';

const LIMIT_SECONDS = 120;

async function measure(name: string, context: BenchContext): Promise<Score & { pairs: number; n: number }> {
  const file = join(context.folder, `${name}.bin`);
  const instance = instanceOf(name);
  writeInstance(file, instance);
  const { runs } = context.options;
  const options = { runs: Math.min(runs, 3), limitSeconds: LIMIT_SECONDS, say: context.say };
  const [score] = await contest([ours(file)], options);
  rmSync(file);
  return { ...score!, pairs: instance.column.length, n: instance.rows };
}

/** Ours alone on growing instances of each family; sizes that cannot be solved in two minutes are left out. */
export async function measureGrowth(
  families: Record<string, readonly string[]>,
  context: BenchContext,
): Promise<Growth[]> {
  const empty = await measure('tight-10', context);
  const growth: Growth[] = [];
  for (const [family, sizes] of Object.entries(families)) {
    const points: Growth['points'] = [];
    for (const size of sizes) {
      context.say(`growth ${family}-${size}`);
      const { n, pairs, cpuSeconds, rssMb } = await measure(`${family}-${size}`, context);
      if (cpuSeconds !== null && rssMb !== null) points.push({ n, pairs, cpuSeconds, rssMb });
    }
    growth.push(growthOf(family, points, empty.rssMb ?? 0));
  }
  return growth;
}
