import type { Report } from './contestant.js';

/** Processor seconds of this process so far, all threads. */
export function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

export function peakMb(): number {
  return process.resourceUsage().maxRSS / 1024;
}

export interface Repetition {
  repeats: number;
  /** No further repetition starts once all together took this many processor seconds. */
  budgetSeconds: number;
}

/** Reads the two last arguments that every contestant takes. */
export function readRepetition([repeats = '1', budget = '0']: readonly string[]): Repetition {
  return { repeats: Number(repeats), budgetSeconds: Number(budget) };
}

/** Says that preparing is over, then repeats the work and times each; the last result is returned. */
export function timed<T>(
  { repeats, budgetSeconds }: Repetition,
  work: () => T,
): { seconds: number[]; result: T } {
  console.log(JSON.stringify({ ready: cpuSeconds() }));
  const seconds: number[] = [];
  let total = 0;
  let result: T;
  do {
    const before = cpuSeconds();
    result = work();
    seconds.push(cpuSeconds() - before);
    total += seconds.at(-1)!;
  } while (seconds.length < repeats && total < budgetSeconds);
  return { seconds, result };
}

/** A contestant's last line. */
export function report(
  seconds: number[],
  answer: Report['answer'],
  rest: Pick<Report, 'figures' | 'method'> = {},
): void {
  const line: Report = { cpuSeconds: seconds, rssMb: peakMb(), answer, ...rest };
  console.log(JSON.stringify(line));
}
