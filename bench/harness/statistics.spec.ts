import { growthExponent, median, percentile } from './statistics.js';

describe('statistics of runs', () => {
  it('takes the middle run, or the mean of the two middle ones', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([])).toBeNaN();
  });

  it('takes the value that 99 of 100 edits do not exceed', () => {
    const times = Float64Array.from({ length: 100 }, (_, k) => k + 1);
    expect(percentile(times, 0.99)).toBe(99);
    expect(percentile(times, 0.5)).toBe(50);
    expect(percentile([7], 0.99)).toBe(7);
  });

  it('fits the exponent of a power', () => {
    const quadratic = [100, 200, 500].map((x) => ({ x, y: 3 * x * x }));
    expect(growthExponent(quadratic)).toBeCloseTo(2, 10);
    expect(growthExponent([{ x: 1, y: 1 }])).toBeNaN();
  });
});
