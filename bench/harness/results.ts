import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem, type } from 'node:os';
import { dirname, join } from 'node:path';
import type { Growth } from './growth.js';
import { BENCH_FOLDER } from './paths.js';
import type { Row } from './rows.js';

/** What a benchmark found. */
export interface Findings {
  rows: Row[];
  growth?: Growth[];
  /** Wrong answers and broken promises; any makes the benchmark fail. */
  faults: string[];
}

/** The file `bench/results/NAME.json`. */
export interface StoredResults {
  machine: {
    cpu: string;
    cores: number;
    memoryGb: number;
    node: string;
    os: string;
    /** At the end: about 1 on a machine that has nothing else to do. */
    loadAverage: number;
  };
  date: string;
  rows: Row[];
  growth?: Growth[];
}

function machine(): StoredResults['machine'] {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    os: `${type()} ${release()}`,
    loadAverage: Math.round(10 * (loadavg()[1] ?? 0)) / 10,
  };
}

/** Rows measured now replace those of the same work and peer, so that a part can be measured again (`--only`). */
export function mergedRows(before: readonly Row[], now: readonly Row[]): Row[] {
  const key = ({ work, peer }: Row): string => JSON.stringify([work, peer]);
  const left = new Map(now.map((row) => [key(row), row]));
  const merged = before.map((row) => {
    const fresh = left.get(key(row));
    left.delete(key(row));
    return fresh ?? row;
  });
  return [...merged, ...left.values()];
}

/**
 * Writes `bench/results/NAME.json`. A whole run (`partly` false) replaces the file; a part replaces its rows only,
 * and the growth only where it was measured.
 */
export function storeResults(
  name: string,
  { rows, growth }: Findings,
  partly: boolean,
): { path: string; results: StoredResults } {
  const path = join(BENCH_FOLDER, 'results', `${name}.json`);
  const before =
    partly && existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as StoredResults) : null;
  const kept = growth ?? before?.growth;
  const results: StoredResults = {
    machine: machine(),
    date: new Date().toISOString().slice(0, 10),
    rows: mergedRows(before?.rows ?? [], rows),
    ...(kept ? { growth: kept } : {}),
  };
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(results, null, 2)}\n`);
  return { path, results };
}
