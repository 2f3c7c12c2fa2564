import { parseArgs } from 'node:util';

/** What a benchmark is asked for on the command line. */
export interface BenchOptions {
  /** Only works whose name matches. */
  only: RegExp | null;
  /** How often every contestant runs. */
  runs: number;
  /** Smaller sizes, so that a newcomer waits a minute. */
  quick: boolean;
}

export class UsageError extends Error {}

/** Reads `NAME [--only=REGEX] [--runs=N] [--quick]`. Throws `UsageError` with one line for anything else. */
export function readOptions(argv: readonly string[]): { name: string | null; options: BenchOptions } {
  const { values, positionals } = parse(argv);
  if (positionals.length > 1) throw new UsageError(`one benchmark at a time, not ${positionals.join(' ')}`);
  const quick = values.quick ?? false;
  const runs = values.runs === undefined ? (quick ? 3 : 5) : Number(values.runs);
  if (!Number.isInteger(runs) || runs < 1)
    throw new UsageError(`--runs=${values.runs} is not a number from 1`);
  return { name: positionals[0] ?? null, options: { only: pattern(values.only), runs, quick } };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { only: { type: 'string' }, runs: { type: 'string' }, quick: { type: 'boolean' } },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function pattern(source: string | undefined): RegExp | null {
  if (source === undefined) return null;
  try {
    return new RegExp(source);
  } catch {
    throw new UsageError(`--only=${source} is not a regular expression`);
  }
}
