import { spawn } from 'node:child_process';

/** A program that does one work and reports how long it took: see `Report` for what it prints. */
export interface Contestant {
  /** What is compared: `ours`, or a peer's name. Contestants of one peer are variants; the quickest counts. */
  peer: string;
  variant: string;
  command: string;
  args: readonly string[];
  /** May go wrong by its own rules (sums that may leave its numbers): a wrong answer only rules it out. */
  mayFail?: boolean;
}

/** A contestant's last line of output. The line `{"ready": s}` before says how much processor time preparing took. */
export interface Report {
  /** Of the work alone, one entry per repetition. */
  cpuSeconds: number[];
  /** The process's peak. */
  rssMb: number;
  /** What has been computed; the same for everybody who is right. */
  answer: Record<string, number>;
  /** How it was done, where the contestant itself decides. */
  method?: string;
  /** Anything else worth a figure, in a unit that its name tells. */
  figures?: Record<string, number>;
}

export type Attempt =
  | { kind: 'finished'; report: Report }
  /** Stopped at the limit: the work takes at least this long. */
  | { kind: 'stopped'; atLeastSeconds: number }
  | { kind: 'failed'; message: string };

/** How a child ended and what it wrote. */
interface Ended {
  code: number | null;
  output: string;
  errors: string;
}

/** The shell caps processor time, not wall time, so that a busy machine rules nobody out. */
const CAPPED = 'ulimit -t "$1"; shift; exec "$@"';

function run(contestant: Contestant, cpuLimitSeconds: number): Promise<Ended> {
  const limit = String(Math.ceil(cpuLimitSeconds));
  const child = spawn('/bin/sh', ['-c', CAPPED, 'sh', limit, contestant.command, ...contestant.args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return new Promise((resolve, reject) => {
    let output = '';
    let errors = '';
    child.stdout.on('data', (bytes: Buffer) => (output += bytes.toString()));
    child.stderr.on('data', (bytes: Buffer) => (errors += bytes.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output, errors }));
  });
}

/** Runs a contestant once; preparing may take `cpuLimitSeconds` too. */
export async function attempt(contestant: Contestant, cpuLimitSeconds: number): Promise<Attempt> {
  return readAttempt(await run(contestant, cpuLimitSeconds), cpuLimitSeconds);
}

/** Reads what a contestant printed. A child that ended without a code was stopped at the limit. */
export function readAttempt({ code, output, errors }: Ended, cpuLimitSeconds: number): Attempt {
  const lines = output.trim().split('\n').flatMap(parsed);
  const [report] = lines.flatMap(asReport);
  if (code === 0 && report) return { kind: 'finished', report };
  if (code === null || code > 128) {
    const ready = lines.find((line) => typeof line['ready'] === 'number')?.['ready'];
    if (typeof ready === 'number') return { kind: 'stopped', atLeastSeconds: cpuLimitSeconds - ready };
  }
  const last = errors.trim().split('\n').at(-1);
  return { kind: 'failed', message: last !== undefined && last !== '' ? last : `ended with ${code}` };
}

function parsed(line: string): Record<string, unknown>[] {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? [{ ...value }] : [];
  } catch {
    return [];
  }
}

/** A line with these three is trusted to be what our own contestants write. */
function asReport(line: Record<string, unknown>): Report | [] {
  return 'cpuSeconds' in line && 'rssMb' in line && 'answer' in line ? (line as unknown as Report) : [];
}
