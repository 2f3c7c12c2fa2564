import { join } from 'node:path';
import { isWanted, type BenchContext, type Benchmark } from '../harness/benchmark.js';
import { contest, judge, type Score } from '../harness/contest.js';
import type { Contestant } from '../harness/contestant.js';
import { COMPILED_FOLDER } from '../harness/paths.js';
import type { Findings } from '../harness/results.js';
import { figureRow, sideOf, type Aim, type Row } from '../harness/rows.js';
import type { Kind } from './scorers.js';

const LIMIT_SECONDS = 120;
const REPETITION = ['5', '3'];

interface Way {
  kind: Kind;
  /** Fewer mentees for what is slow; rates are compared, not times. */
  mentees: number;
  aim: Aim | null;
}

/** Rates in millions of pairs a second of one thread. */
const TASKS: Record<string, { work: string; ways: readonly Way[] }> = {
  all: {
    work: 'every eligible pair',
    ways: [
      { kind: 'simd', mentees: 1000, aim: { aim: 150, stretch: 200 } },
      { kind: 'plain', mentees: 500, aim: null },
      { kind: 'pairwise', mentees: 40, aim: null },
    ],
  },
  best: {
    work: 'the best 50 of each mentee',
    ways: [
      { kind: 'simd', mentees: 1000, aim: { aim: 120 } },
      { kind: 'plain', mentees: 500, aim: null },
      { kind: 'pairwise', mentees: 40, aim: null },
    ],
  },
};

function script(name: string, peer: string, args: readonly string[]): Contestant {
  const program = join(COMPILED_FOLDER, 'scoring', name);
  return { peer, variant: name, command: process.execPath, args: [program, ...args] };
}

const title = { simd: 'SIMD', plain: 'TypeScript', pairwise: 'pair by pair, the definition' };

async function measureRates(
  task: string,
  mentors: number,
  { options, say }: BenchContext,
): Promise<Findings> {
  const { work, ways } = TASKS[task]!;
  const contestants = ways.map(({ kind, mentees }) =>
    script('score.js', kind, [kind, task, String(mentors), String(mentees), ...REPETITION]),
  );
  const scores = await contest(contestants, { runs: options.runs, limitSeconds: LIMIT_SECONDS, say });
  const { right, faults } = judge(scores, 'simd');
  const rows = ways.flatMap(({ kind, aim }) => {
    const score = right.find((one) => one.contestant.peer === kind);
    const rate = score ? millionsPerSecond(score) : null;
    if (!score || rate === null) return [];
    const reached = aim && { ...aim, atLeast: true };
    const detail = { ours: sideOf(score), runs: score.runs };
    return [figureRow(`${work}, ${title[kind]}`, rate, 'M pairs/s', reached, detail)];
  });
  return { rows, faults: faults.map((fault) => `${work}: ${fault}`) };
}

function millionsPerSecond({ cpuSeconds, figures }: Score): number | null {
  return cpuSeconds === null ? null : (figures['pairsScored'] ?? NaN) / cpuSeconds / 1e6;
}

/** How much sooner two threads are done than one, by the clock: it needs both cores to itself. */
async function measureThreads(mentors: number, { options, say }: BenchContext): Promise<Row[]> {
  const contestants = [1, 2].map((threads) =>
    script('threads.js', `${threads} threads`, [String(threads), String(mentors), '2000']),
  );
  const scores = await contest(contestants, { runs: options.runs, limitSeconds: LIMIT_SECONDS, say });
  const [one, two] = scores.map((score) => score.figures['wallSeconds']);
  if (one === undefined || two === undefined) return [];
  const detail = { ours: sideOf(scores[1]!), runs: scores[1]!.runs };
  return [figureRow('two threads against one, by the clock', one / two, '×', null, detail)];
}

/** Scores with eligibility, exact integers, on one thread and two. */
export const scoring: Benchmark = {
  title: 'scores with eligibility: SIMD, plain TypeScript and pair by pair; two threads',
  async run(context) {
    const { options, say } = context;
    const mentors = options.quick ? 5_000 : 30_000;
    const findings: Findings = { rows: [], faults: [] };
    for (const [task, { work }] of Object.entries(TASKS)) {
      if (!isWanted(options, task)) continue;
      say(work);
      const { rows, faults } = await measureRates(task, mentors, context);
      findings.rows.push(...rows);
      findings.faults.push(...faults);
    }
    if (isWanted(options, 'threads')) {
      say('threads');
      findings.rows.push(...(await measureThreads(mentors, context)));
    }
    return findings;
  },
};
