import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
// The verifier's own folder and not the library's front door: no line of the solver is loaded here.
import { checkProblem, ProblemError, verify } from '../libs/matching/src/verify/index.js';
import { InputError, readJson } from './json-file.js';

/** Where a program writes: lines without their line feed. */
export interface Io {
  out(line: string): void;
  error(line: string): void;
}

export const terminal: Io = {
  out: (line) => void process.stdout.write(`${line}\n`),
  error: (line) => void process.stderr.write(`${line}\n`),
};

/** Checks an answer against its problem and says `valid` or what is wrong. Returns the exit code, 0 or 1. */
export function report(problem: unknown, answer: unknown, io: Io): number {
  const complaints = verify(checkProblem(problem), answer);
  if (complaints.length === 0) {
    io.out('valid');
    return 0;
  }
  for (const complaint of complaints) io.out(complaint);
  return 1;
}

/** Runs a program's body; malformed input becomes one line on stderr and exit code 2. */
export async function guarded(io: Io, body: () => number | Promise<number>): Promise<number> {
  try {
    return await body();
  } catch (error) {
    if (!(error instanceof InputError || error instanceof ProblemError)) throw error;
    io.error(error.message);
    return 2;
  }
}

/** Whether a module is the program that was started, and not imported by another. */
export function isProgram(moduleUrl: string): boolean {
  const started = process.argv[1];
  return started !== undefined && realpathSync(started) === fileURLToPath(moduleUrl);
}

/** `verify FILE`: a certificate `{problem, result, ids}` as the service gives it. 0 valid, 1 not, 2 malformed. */
export function main(argv: readonly string[], io: Io = terminal): Promise<number> {
  return guarded(io, () => {
    const [path, ...rest] = argv;
    if (path === undefined || rest.length > 0)
      throw new InputError('usage: npm run verify -- CERTIFICATE.json');
    const certificate = readJson(path);
    if (
      typeof certificate !== 'object' ||
      certificate === null ||
      !('problem' in certificate && 'result' in certificate)
    ) {
      throw new InputError(`${path} is no certificate: it has no problem and result`);
    }
    return report(certificate.problem, certificate.result, io);
  });
}

if (isProgram(import.meta.url)) process.exitCode = await main(process.argv.slice(2));
