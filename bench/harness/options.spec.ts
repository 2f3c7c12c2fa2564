import { readOptions, UsageError } from './options.js';

describe('the command line of a benchmark', () => {
  it('runs five times, three when quick, or as often as asked for', () => {
    expect(readOptions(['matching'])).toEqual({
      name: 'matching',
      options: { only: null, runs: 5, quick: false },
    });
    expect(readOptions(['matching', '--quick']).options.runs).toBe(3);
    expect(readOptions(['matching', '--quick', '--runs=7', '--only=^mw']).options).toEqual({
      only: /^mw/,
      runs: 7,
      quick: true,
    });
  });

  it('refuses what it does not know in one line', () => {
    for (const argv of [['a', 'b'], ['--runs=0'], ['--runs=x'], ['--only=('], ['--fast']]) {
      expect(() => readOptions(argv)).toThrow(UsageError);
    }
  });
});
