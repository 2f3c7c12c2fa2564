import { coverage } from './simulation/index.js';
import type { Benchmark } from './harness/benchmark.js';
import { imports } from './import/index.js';
import { matching } from './matching/index.js';
import { region } from './region-matching/index.js';
import { scoring } from './scoring/index.js';

/** Every benchmark of the project, as `npm run bench -- NAME` finds it. */
export const BENCHMARKS: Readonly<Record<string, Benchmark>> = {
  coverage,
  import: imports,
  matching,
  scoring,
  region,
};
