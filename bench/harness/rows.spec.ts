import { scoreOf } from './contest.js';
import { mergedRows } from './results.js';
import { figureRow, ratioRow } from './rows.js';

const finished = (peer: string, variant: string, cpuSeconds: number) =>
  scoreOf({ peer, variant, command: '', args: [] }, [
    { kind: 'finished', report: { cpuSeconds: [cpuSeconds], rssMb: 100, answer: {} } },
  ]);
const stopped = (peer: string, atLeastSeconds: number) =>
  scoreOf({ peer, variant: 'slow', command: '', args: [] }, [{ kind: 'stopped', atLeastSeconds }]);

describe('a row of the table', () => {
  it("compares ours with the peer's quickest variant", () => {
    const scores = [finished('ours', 'simd', 1), finished('LEMON', 'slack', 4), finished('LEMON', 'fold', 2)];
    expect(ratioRow('tight-1000', scores, 'LEMON', { aim: 0.7, stretch: 0.4 })).toMatchObject({
      ratio: 0.5,
      met: true,
      stretchMet: false,
      theirs: { variant: 'fold', cpuSeconds: 2 },
    });
  });

  it('bounds the ratio where the peer was stopped, and is none where the peer is missing', () => {
    const scores = [finished('ours', 'simd', 1), stopped('scipy', 50)];
    expect(ratioRow('lowrank-5000', scores, 'scipy', { aim: 1 })).toMatchObject({
      ratio: 0.02,
      met: true,
      theirs: { stoppedAfterSeconds: 50 },
    });
    expect(ratioRow('lowrank-5000', scores, 'LEMON', null)).toBeNull();
  });

  it('holds times against the most and rates against the least that is aimed at', () => {
    expect(figureRow('edit', 90, 'ms', { aim: 100 }, { runs: 5 }).met).toBe(true);
    expect(figureRow('scoring', 90, 'M/s', { aim: 150, atLeast: true }, { runs: 5 }).met).toBe(false);
  });

  it('replaces only the rows that were measured again', () => {
    const [a, b, c] = [1, 2, 3].map((value) => figureRow(`work ${value}`, value, 'ms', null, { runs: 1 }));
    const again = figureRow('work 2', 9, 'ms', null, { runs: 1 });
    expect(mergedRows([a!, b!], [again, c!]).map((row) => row.value)).toEqual([1, 9, 3]);
  });
});
