import { partOf, rank } from './rank.js';
import type { Criterion } from './rank.js';

const criteria: Criterion[] = [
  { code: 'plan-done', weight: 30, full: 1 },
  { code: 'satisfaction', weight: 10, full: 10 },
];

const ranked = (...numbers: [string, number | null, number | null][]) =>
  rank(
    numbers.map(([nominee, plan, satisfaction]) => ({
      nominee,
      numbers: { 'plan-done': plan, satisfaction },
    })),
    criteria,
  );

describe('ranking nominees', () => {
  it('adds what the weights say, so that anybody can do the sum', () => {
    // (30 · 10 000 + 10 · 8 500) / 40 = 9 625
    expect(ranked(['m-1', 1, 8.5])).toEqual([
      {
        nominee: 'm-1',
        rank: 1,
        tie: false,
        points: 9625,
        numbers: [
          { code: 'plan-done', value: 1, part: 10_000 },
          { code: 'satisfaction', value: 8.5, part: 8500 },
        ],
      },
    ]);
  });

  it('shows ties as ties, and counts them', () => {
    const places = ranked(['a', 0.5, 10], ['b', 1, 9], ['c', 1, 9], ['d', 0, 0]);
    expect(places.map(({ nominee, rank: place, tie }) => [nominee, place, tie])).toEqual([
      ['b', 1, true],
      ['c', 1, true],
      ['a', 3, false],
      ['d', 4, false],
    ]);
  });

  it('gives nothing for what is not recorded, and nothing below or above the scale', () => {
    expect(ranked(['a', null, 10])[0]).toMatchObject({
      points: 2500,
      numbers: [{ value: null, part: 0 }, {}],
    });
    expect([partOf(-3, 10), partOf(30, 10), partOf(0.00005, 1)]).toEqual([0, 10_000, 1]);
  });

  it('ranks nobody when there is nobody', () => {
    expect(ranked()).toEqual([]);
  });
});
