import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { Benchmark } from './harness/benchmark.js';
import { updateDocument } from './harness/document.js';
import { readOptions, UsageError, type BenchOptions } from './harness/options.js';
import { storeResults } from './harness/results.js';
import { growthTable, rowsTable } from './harness/table.js';
import { BENCHMARKS } from './registry.js';

const USAGE = 'usage: npm run bench -- NAME [--only=REGEX] [--runs=N] [--quick]';

function usage(): string {
  const lines = Object.entries(BENCHMARKS).map(([name, { title }]) => `  ${name.padEnd(12)} ${title}`);
  return [USAGE, ...lines].join('\n');
}

/** Runs one benchmark, prints its tables, stores its results (not of a quick run); 1 where something was wrong. */
async function run(name: string, benchmark: Benchmark, options: BenchOptions): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'nastavnik-bench-'));
  try {
    const findings = await benchmark.run({ options, folder, say: (line) => console.error(line) });
    if (findings.rows.length > 0) console.log(rowsTable(findings.rows));
    if (findings.growth) console.log(growthTable(findings.growth));
    for (const fault of findings.faults) console.error(`WRONG: ${fault}`);
    if (!options.quick) {
      const { path, results } = storeResults(name, findings, options.only !== null);
      await updateDocument(name, results);
      console.error(`stored in ${relative(process.cwd(), path)}`);
    }
    return findings.faults.length > 0 ? 1 : 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** 0: done and all answers right, 1: not right, 2: asked for nothing that exists. */
async function main(argv: readonly string[]): Promise<number> {
  const { name, options } = readOptions(argv);
  const benchmark = name === null ? undefined : BENCHMARKS[name];
  if (name === null || benchmark === undefined) throw new UsageError(usage());
  return run(name, benchmark, options);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
