import { dirname, join } from 'node:path';

/** `dist/bench`: the compiled benchmarks, where contestants in TypeScript start. */
export const COMPILED_FOLDER = dirname(import.meta.dirname);

/** `bench`: sources of the peers, and the results. */
export const BENCH_FOLDER = join(COMPILED_FOLDER, '..', '..', 'bench');
