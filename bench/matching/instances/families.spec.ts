import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { familyNames, instanceOf } from './families.js';
import { readInstance, writeInstance } from './instance-file.js';
import { leftOutCost, type Instance } from './instance.js';

/** Pairs out of order or out of range, in words. */
function faults({ rows, columns, start, column, points, maxPoints, capacity }: Instance): string[] {
  const found: string[] = [];
  if (capacity.length !== columns || start.length !== rows + 1) found.push('wrong lengths');
  if (start[rows] !== column.length || column.length === 0) found.push('wrong number of pairs');
  for (let i = 0; i < rows; i++) {
    for (let at = start[i]!; at < start[i + 1]!; at++) {
      const before = at > start[i]! ? column[at - 1]! : -1;
      if (column[at]! <= before || column[at]! >= columns) found.push(`column ${column[at]} after ${before}`);
      if (points[at]! < 0 || points[at]! > maxPoints) found.push(`points ${points[at]}`);
    }
  }
  return found;
}

describe('made-up instances', () => {
  it.each(familyNames())('of %s are the same each time, with distinct pairs in order', (family) => {
    const instance = instanceOf(`${family}-60`);
    expect(instanceOf(`${family}-60`)).toEqual(instance);
    expect(faults(instance)).toEqual([]);
  });

  it('have the densities and the scarcity that make the product families what they are', () => {
    const tight = instanceOf('tight-400');
    const eligible = tight.column.length / (400 * 200);
    expect(eligible).toBeGreaterThan(0.4);
    expect(eligible).toBeLessThan(0.52);
    const places = instanceOf('srand-2k').capacity.reduce((sum, one) => sum + one, 0);
    expect(places).toBeLessThan(2000);
  });

  it('charge for a mentee left out more than all points together', () => {
    expect(leftOutCost({ rows: 3, maxPoints: 10_000 })).toBe(30_001);
  });

  it('come back from their file as they were written', () => {
    const folder = mkdtempSync(join(tmpdir(), 'instances-'));
    try {
      const instance = instanceOf('sreg-200');
      writeInstance(join(folder, 'a.bin'), instance);
      expect(readInstance(join(folder, 'a.bin'))).toEqual(instance);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('are refused by name when there is no such family', () => {
    expect(() => instanceOf('tight')).toThrow(RangeError);
    expect(() => instanceOf('nonsense-100')).toThrow(/no instance/);
  });
});
