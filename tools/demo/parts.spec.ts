import { inParallel } from './in-parallel.js';
import { decimal, interval, percent, probability, signed } from './numbers.js';
import { OptionsError, readOptions } from './options.js';
import { summariseRegion } from './summary.js';
import type { EffectivenessReport, RegionLine } from './api-types.js';

const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('work side by side', () => {
  it('keeps the order of the items and never does more at a time than allowed', async () => {
    let running = 0;
    let most = 0;
    const results = await inParallel([30, 5, 20, 1], 2, async (ms) => {
      most = Math.max(most, (running += 1));
      await later(ms);
      running -= 1;
      return ms;
    });
    expect(results).toEqual([30, 5, 20, 1]);
    expect(most).toBe(2);
  });

  it('starts nothing new after a failure and waits for what has begun', async () => {
    const ended: number[] = [];
    const work = async (item: number): Promise<void> => {
      if (item === 0) throw new Error('отказ');
      await later(10);
      ended.push(item);
    };
    await expect(inParallel([0, 1, 2, 3], 2, work)).rejects.toThrow('отказ');
    expect(ended).toEqual([1]);
  });
});

describe('numbers for people', () => {
  it('have a comma, a real minus and spaces between thousands', () => {
    expect(decimal(12345.678, 1)).toBe('12\u00a0345,7');
    expect(decimal(-0.001, 2)).toBe('0,00');
    expect(decimal(null, 2)).toBe('–');
    expect(signed(0.25, 2)).toBe('+0,25');
    expect(signed(-1.5, 1)).toBe('−1,5');
    expect(interval([-0.2, 0.4], 1)).toBe('[−0,2; +0,4]');
    expect(percent(0.125)).toBe('13 %');
    expect(probability(0.0004)).toBe('< 0,001');
  });
});

describe('the options of the demo', () => {
  it('start an installation of its own unless a running one is named', () => {
    expect(readOptions([])).toEqual({ json: false, target: null, help: false });
    expect(readOptions(['--json', '--url', 'http://localhost:3000', '--key', 'k'])).toEqual({
      json: true,
      target: { url: 'http://localhost:3000', key: 'k' },
      help: false,
    });
  });

  it.each([
    [['--url', 'http://localhost:3000'], '--url и --key нужны вместе'],
    [['--url', 'localhost', '--key', 'k'], 'это не адрес'],
    [['--fast'], '--fast'],
  ])('refuse %j with the usage', (args, message) => {
    expect(() => readOptions(args)).toThrow(OptionsError);
    expect(() => readOptions(args)).toThrow(message);
  });
});

describe('the summary of the region', () => {
  const line = (indicator: string, over: Partial<RegionLine>): RegionLine => ({
    indicator,
    title: indicator,
    role: 'mentee',
    measure: 'MC',
    instrument: null,
    union: { entry: { mean: 3 }, exit: { mean: 4 }, change: { mean: 1, ci: null } },
    cells: [],
    ...over,
  });

  it('names each published indicator once and counts the cells that are kept back', () => {
    const cells = [
      { level: 'organisation', id: 'a', suppressed: true },
      { level: 'organisation', id: 'b', suppressed: false },
    ];
    const report = {
      id: '1',
      status: 'done',
      progress: 100,
      coverage: [],
      stage2: [
        line('marks.mean', { cells }),
        line('attendance', { cells }),
        line('attendance', { role: 'mentor' }),
        line('anxiety', { suppressed: true, cells: [] }),
      ],
    } satisfies EffectivenessReport;
    expect(summariseRegion(report)).toEqual({
      indicators: ['attendance', 'marks.mean'],
      suppressedCells: 2,
    });
  });
});
