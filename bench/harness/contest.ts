import { attempt, type Attempt, type Contestant, type Report } from './contestant.js';
import { median } from './statistics.js';

/** What one contestant reached in a contest. */
export interface Score {
  contestant: Contestant;
  /** Median over the runs; in each run the median of its repetitions. `null` if it never finished. */
  cpuSeconds: number | null;
  /** Where it was stopped: it would have taken at least this long. */
  atLeastSeconds: number | null;
  rssMb: number | null;
  answer: Record<string, number> | null;
  figures: Record<string, number>;
  /** How it was done by the contestant's own word. */
  method: string | null;
  runs: number;
  failure: string | null;
}

export interface ContestOptions {
  runs: number;
  /** Processor seconds that one run may take. */
  limitSeconds: number;
  say: (line: string) => void;
}

/** A variant this much slower than its peer's quickest is not run again. */
const HOPELESS = 1.25;
/** Who needs longer than this is not run again: the figure will not change what is said of it. */
const LONG_SECONDS = 30;

/**
 * Runs all contestants one after another, `runs` times in alternating order, each time in a process of its own. After
 * the first round, variants that cannot be their peer's quickest and contestants stopped at the limit drop out.
 */
export async function contest(
  contestants: readonly Contestant[],
  { runs, limitSeconds, say }: ContestOptions,
): Promise<Score[]> {
  const attempts = new Map<Contestant, Attempt[]>(contestants.map((one) => [one, []]));
  for (let round = 0; round < runs; round++) {
    const running = round === 0 ? contestants : worthRepeating(attempts);
    for (const one of round % 2 === 0 ? running : [...running].reverse()) {
      const limit = round === 0 ? ownLimit(one, attempts, limitSeconds) : limitSeconds;
      const outcome = await attempt(one, limit);
      attempts.get(one)!.push(outcome);
      if (outcome.kind === 'failed') say(`  ${one.peer} (${one.variant}) failed: ${outcome.message}`);
    }
  }
  return [...attempts].map(([one, made]) => scoreOf(one, made));
}

/** Once a variant has finished, its peer's others get half as long again and a little for preparing. */
function ownLimit(
  one: Contestant,
  attempts: ReadonlyMap<Contestant, readonly Attempt[]>,
  limitSeconds: number,
): number {
  const best = bestOf(one.peer, attempts);
  return best === null ? limitSeconds : Math.min(limitSeconds, 5 + 1.5 * best);
}

function bestOf(peer: string, attempts: ReadonlyMap<Contestant, readonly Attempt[]>): number | null {
  let best: number | null = null;
  for (const [one, made] of attempts) {
    const { cpuSeconds } = scoreOf(one, made);
    if (one.peer === peer && cpuSeconds !== null) best = Math.min(best ?? Infinity, cpuSeconds);
  }
  return best;
}

function worthRepeating(attempts: ReadonlyMap<Contestant, readonly Attempt[]>): Contestant[] {
  return [...attempts].flatMap(([one, made]) => {
    const { cpuSeconds } = scoreOf(one, made);
    const best = bestOf(one.peer, attempts);
    const hopeless = cpuSeconds === null || best === null || cpuSeconds > HOPELESS * best;
    return hopeless || cpuSeconds > LONG_SECONDS ? [] : [one];
  });
}

/** Sums up a contestant's attempts. */
export function scoreOf(contestant: Contestant, made: readonly Attempt[]): Score {
  const reports = made.flatMap((one) => (one.kind === 'finished' ? [one.report] : []));
  const stopped = made.find((one) => one.kind === 'stopped');
  const failed = made.find((one) => one.kind === 'failed');
  return {
    contestant,
    cpuSeconds: reports.length > 0 ? median(reports.map((one) => median(one.cpuSeconds))) : null,
    atLeastSeconds: stopped?.atLeastSeconds ?? null,
    rssMb: reports.length > 0 ? median(reports.map((one) => one.rssMb)) : null,
    answer: reports[0]?.answer ?? null,
    figures: medianFigures(reports),
    method: reports[0]?.method ?? null,
    runs: reports.length,
    failure: failed?.message ?? (differing(reports) ? 'two runs gave different answers' : null),
  };
}

function differing(reports: readonly Report[]): boolean {
  return reports.some((one) => !sameAnswer(one.answer, reports[0]!.answer));
}

function medianFigures(reports: readonly Report[]): Record<string, number> {
  const names = Object.keys(reports[0]?.figures ?? {});
  return Object.fromEntries(
    names.map((name) => [name, median(reports.map((one) => one.figures?.[name] ?? NaN))]),
  );
}

export function sameAnswer(a: Record<string, number>, b: Record<string, number>): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => a[name] === b[name]);
}

/** Who is right and what is wrong, in words. */
export interface Verdict {
  right: Score[];
  /** Different answers, or ours without one: the benchmark fails. */
  faults: string[];
}

/**
 * Compares the answers of all that finished with ours (or the first one's). A variant that may fail by its own rules
 * is only left out where it does; so is a peer that crashed.
 */
export function judge(scores: readonly Score[], ours = 'ours'): Verdict {
  const reference = scores.find((one) => one.contestant.peer === ours && one.answer) ?? scores[0];
  const faults: string[] = [];
  const right = scores.filter((one) => {
    const { peer, variant, mayFail } = one.contestant;
    if (one.failure !== null) {
      if (peer === ours) faults.push(`${ours} failed: ${one.failure}`);
      return false;
    }
    if (!one.answer || !reference?.answer || sameAnswer(one.answer, reference.answer)) return true;
    if (!mayFail) {
      faults.push(
        `${peer} (${variant}): ${JSON.stringify(one.answer)}, not ${JSON.stringify(reference.answer)}`,
      );
    }
    return false;
  });
  return { right, faults };
}
