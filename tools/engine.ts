import { InputError, readJson } from './json-file.js';
import { guarded, isProgram, report, terminal, type Io } from './verify.js';

const USAGE = 'usage: npm run --silent engine -- solve PROBLEM.json | verify PROBLEM.json RESULT.json';

/** What no network holds; HiGHS is loaded only where one of these stands in the problem. */
const SIDE_CONDITIONS = ['groupMinimum', 'quotas', 'apart', 'exclusive'];

async function solveRaw(problem: unknown): Promise<unknown> {
  const { solve } = await import('../libs/matching/src/solver/solve.js');
  if (typeof problem === 'object' && SIDE_CONDITIONS.some((name) => name in (problem ?? {}))) {
    const { loadMixedSolver } = await import('../libs/matching/src/mixed/highs-solver.js');
    await loadMixedSolver();
  }
  return solve(problem);
}

/**
 * The engine by itself: `solve PROBLEM` prints a result (or that there is none) as JSON, `verify PROBLEM RESULT`
 * checks one without the solver's code. 0: done or valid, 1: not valid, 2: malformed input, one line on stderr.
 */
export function main(argv: readonly string[], io: Io = terminal): Promise<number> {
  return guarded(io, async () => {
    const [command, problem, result, ...rest] = argv;
    if (command === 'solve' && problem !== undefined && result === undefined) {
      io.out(JSON.stringify(await solveRaw(readJson(problem, { lists: 'typed' }))));
      return 0;
    }
    if (command === 'verify' && problem !== undefined && result !== undefined && rest.length === 0) {
      return report(readJson(problem, { lists: 'typed' }), readJson(result), io);
    }
    throw new InputError(USAGE);
  });
}

if (isProgram(import.meta.url)) process.exitCode = await main(process.argv.slice(2));
