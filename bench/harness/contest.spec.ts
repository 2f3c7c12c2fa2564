import type { Attempt, Contestant } from './contestant.js';
import { contest, judge, scoreOf, type Score } from './contest.js';
import { readAttempt } from './contestant.js';

const contestant = (peer: string, variant = 'only', mayFail = false): Contestant => ({
  peer,
  variant,
  command: process.execPath,
  args: [],
  mayFail,
});

const finished = (cpuSeconds: number[], points = 7): Attempt => ({
  kind: 'finished',
  report: { cpuSeconds, rssMb: 50, answer: { matched: 1, points } },
});

const score = (peer: string, points: number, mayFail = false): Score =>
  scoreOf(contestant(peer, 'only', mayFail), [finished([1], points)]);

describe('what a contestant reports', () => {
  it('is its last line, after the one that says it is ready', () => {
    const output = '{"ready": 0.5}\n{"cpuSeconds": [1], "rssMb": 9, "answer": {"points": 3}}\n';
    expect(readAttempt({ code: 0, output, errors: '' }, 60)).toEqual({
      kind: 'finished',
      report: { cpuSeconds: [1], rssMb: 9, answer: { points: 3 } },
    });
  });

  it('is how long it worked at least when it was stopped at the limit', () => {
    const stopped = { code: null, output: '{"ready": 2}\n', errors: '' };
    expect(readAttempt(stopped, 60)).toEqual({ kind: 'stopped', atLeastSeconds: 58 });
  });

  it('is the last line of its errors when it failed', () => {
    const failed = { code: 1, output: '', errors: 'Traceback\nMemoryError\n' };
    expect(readAttempt(failed, 60)).toEqual({ kind: 'failed', message: 'MemoryError' });
  });
});

describe('a contest', () => {
  it('counts the median run, and in a run the median repetition', () => {
    const made = [finished([9, 2, 2]), finished([3]), finished([1])];
    expect(scoreOf(contestant('ours'), made)).toMatchObject({ cpuSeconds: 2, runs: 3, failure: null });
  });

  it('finds that two runs of one contestant differ', () => {
    const made = [finished([1], 7), finished([1], 8)];
    expect(judge([scoreOf(contestant('ours'), made)]).faults).toEqual([
      'ours failed: two runs gave different answers',
    ]);
  });

  it('names the peer whose optimum is another, and leaves out a variant that may go wrong', () => {
    const verdict = judge([
      score('ours', 7),
      score('scipy', 8),
      score('LEMON', 6, true),
      score('munkres', 7),
    ]);
    expect(verdict.faults).toEqual(['scipy (only): {"matched":1,"points":8}, not {"matched":1,"points":7}']);
    expect(verdict.right.map((one) => one.contestant.peer)).toEqual(['ours', 'munkres']);
  });

  it('runs each contestant in a process of its own and stops one that never ends', async () => {
    const program = (text: string): Contestant => ({
      peer: text.slice(0, 9),
      variant: '',
      command: process.execPath,
      args: ['-e', text],
    });
    const quick = program(`/*quick*/ console.log('{"cpuSeconds": [0.1], "rssMb": 1, "answer": {}}')`);
    const endless = program(`/*never*/ console.log('{"ready": 0}'); for (;;);`);
    const scores = await contest([quick, endless], { runs: 2, limitSeconds: 1, say: () => undefined });
    expect(scores.map(({ cpuSeconds, atLeastSeconds, runs }) => [cpuSeconds, atLeastSeconds, runs])).toEqual([
      [0.1, null, 2],
      [null, 1, 0],
    ]);
  });
});
