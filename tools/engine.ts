import { InputError, readJson } from './json-file.js';
import { guarded, isProgram, report, terminal, type Io } from './verify.js';

const USAGE = 'usage: npm run --silent engine -- solve PROBLEM.json | verify PROBLEM.json RESULT.json';

/**
 * The engine by itself: `solve PROBLEM` prints a result (or that there is none) as JSON, `verify PROBLEM RESULT`
 * checks one without the solver's code. 0: done or valid, 1: not valid, 2: malformed input, one line on stderr.
 */
export function main(argv: readonly string[], io: Io = terminal): Promise<number> {
  return guarded(io, async () => {
    const [command, problem, result, ...rest] = argv;
    if (command === 'solve' && problem !== undefined && result === undefined) {
      const { solve } = await import('../libs/matching/src/solver/solve.js');
      io.out(JSON.stringify(solve(readJson(problem))));
      return 0;
    }
    if (command === 'verify' && problem !== undefined && result !== undefined && rest.length === 0) {
      return report(readJson(problem), readJson(result), io);
    }
    throw new InputError(USAGE);
  });
}

if (isProgram(import.meta.url)) process.exitCode = await main(process.argv.slice(2));
