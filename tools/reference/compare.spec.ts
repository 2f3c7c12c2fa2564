import { compareReferences } from './compare.js';

const of = (value: number | null | (number | null)[]) => ({ call: 'f(x)', value });

describe('reference numbers beside those that R gives now', () => {
  it('agree when they differ in the last digits only, or around zero', () => {
    const compared = compareReferences({ a: of([1, 1e-17, null]) }, { a: of([1 + 1e-11, -3e-16, null]) });
    expect(compared).toMatchObject({ count: 3, faults: [] });
    expect(compared.furthest).toBeCloseTo(1e-11, 15);
  });

  it('name each number that is off, missing or new', () => {
    const stored = { off: of(2), gone: of(1), na: of(1) };
    const now = { off: of(2.1), fresh: of(3), na: of(null) };
    expect(compareReferences(stored, now).faults).toEqual([
      'off: 2 is stored, R gives 2.1',
      'gone: not computed any more',
      'na: 1 is stored, R gives null',
      'fresh: not stored',
    ]);
  });
});
