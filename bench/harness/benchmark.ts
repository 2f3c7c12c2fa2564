import type { BenchOptions } from './options.js';
import type { Findings } from './results.js';

/** What a benchmark gets to work with. */
export interface BenchContext {
  options: BenchOptions;
  /** A folder for instances; removed at the end. */
  folder: string;
  say: (line: string) => void;
}

/** One entry of the registry. */
export interface Benchmark {
  title: string;
  run(context: BenchContext): Promise<Findings>;
}

/** Whether a work is asked for. */
export function isWanted({ only }: BenchOptions, work: string): boolean {
  return only === null || only.test(work);
}
