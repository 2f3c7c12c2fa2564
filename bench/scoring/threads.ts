import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { peoplePool } from '../../libs/matching/src/scoring/testing/people-pool.js';
import { cpuSeconds, report } from '../harness/measure.js';
import { rowScorer } from './scorers.js';

/** The mentees of one thread, and the pool that each thread makes for itself. */
interface Share {
  mentors: number;
  mentees: number;
  from: number;
  to: number;
}

const SEED = 4_029;
/** Rows that a thread scores before the clock starts, so that none is compiled while it runs. */
const WARM_UP = 50;

function scoreShare({ mentors, mentees, from, to }: Share): void {
  const scorer = rowScorer('simd', peoplePool(mentors, mentees, SEED));
  for (let i = 0; i < Math.min(WARM_UP, mentees); i++) scorer.best(i);
  parentPort?.once('message', () => {
    let pairs = 0;
    for (let i = from; i < to; i++) pairs += scorer.best(i).mentors.length;
    parentPort?.postMessage(pairs);
  });
  parentPort?.postMessage('ready');
}

const answerOf = (worker: Worker): Promise<unknown> =>
  new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });

/** `threads.js THREADS MENTORS MENTEES`: the best fifty of every mentee, the mentees shared out; wall time. */
async function main([threads = '1', mentors = '0', mentees = '0']: readonly string[]): Promise<void> {
  const count = Number(threads);
  const all = { mentors: Number(mentors), mentees: Number(mentees) };
  const bound = (k: number): number => Math.round((k * all.mentees) / count);
  const workers = Array.from({ length: count }, (_, k) => {
    const share: Share = { ...all, from: bound(k), to: bound(k + 1) };
    return new Worker(new URL(import.meta.url), { workerData: share });
  });
  await Promise.all(workers.map(answerOf));
  const [cpuBefore, before] = [cpuSeconds(), performance.now()];
  const answers = workers.map(answerOf);
  for (const worker of workers) worker.postMessage('go');
  const pairs = (await Promise.all(answers)).reduce<number>((sum, one) => sum + Number(one), 0);
  const wallSeconds = (performance.now() - before) / 1000;
  report([cpuSeconds() - cpuBefore], { pairs }, { figures: { wallSeconds } });
}

if (isMainThread) await main(process.argv.slice(2));
else scoreShare(workerData as Share);
