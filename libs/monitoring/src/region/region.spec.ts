import { momentsOf, seal } from '../moments/index.js';
import type { Measure } from '../change/measure.js';
import { aMeasure, expectNoNaN, pairsOf } from '../testing/builders.js';
import { expectAllClose, expectClose, references } from '../testing/reference.js';
import { practices } from './practices.js';
import { regionStageTwo } from './region-stage-two.js';
import type { OrganisationMoments, RegionLine, RegionMeasure } from './region-line.js';

const R = references('region');
const measure = aMeasure({ indicator: 'engagement', min: 0, max: 20 });

/** Organisation o of test/reference/monitoring/region.R, or with another number of pairs. */
function organisation(
  o: number,
  municipality: string,
  n = 20 + 5 * o,
  of: Measure = measure,
): OrganisationMoments {
  const i = Array.from({ length: n }, (_, k) => k + 1);
  const x = i.map((k) => ((k * 7 + o * 3) % 10) + 1);
  const y = i.map((k, at) => (x[at] ?? 0) + ((k * 5 + o) % 4) - 1 + (o % 3));
  const mentors = i.map((k) => `${o} ${Math.floor((k - 1) / 3)}`);
  return { organisation: `o${o}`, municipality, moments: seal(momentsOf(pairsOf(x, y, mentors), of)) };
}

const six = [1, 2, 3, 4, 5, 6].map((o) => organisation(o, o <= 3 ? 'north' : 'south'));
const lineOf = (organisations: OrganisationMoments[], change: Partial<RegionMeasure> = {}): RegionLine => {
  const [line] = regionStageTwo({ measures: [{ measure, role: 'mentee', organisations, ...change }] });
  if (!line) throw new Error('no line');
  return line;
};

describe('a region of large organisations', () => {
  const line = lineOf(six);

  it('has the union of all pairs with the interval by organisations, as R gives it [S4-02]', () => {
    const { union, n } = line;
    expectAllClose(
      [
        n?.pairs,
        union?.entry.mean,
        union?.entry.sd,
        union?.exit.mean,
        union?.exit.sd,
        union?.change.mean,
        union?.change.sd,
      ],
      R.many('union'),
    );
    expectAllClose(union?.change.ci ?? [], R.many('union.ci'));
    expect(line).toMatchObject({
      suppressed: false,
      organisations: 6,
      measure: 'MC',
      threeLevel: null,
      reasons: {},
    });
  });

  it('is pooled as metafor pools it, clusters of mentors allowed for', () => {
    const p = line.pooled;
    expectAllClose(
      [p?.estimate, p?.se, p?.ci[0], p?.ci[1], p?.p, p?.tau2, p?.i2, p?.q, p?.qP],
      R.many('pooled'),
      1e-8,
    );
    expectAllClose(p?.tau2Ci ?? [], R.many('tau2Ci'), 1e-6);
    expectAllClose(p?.predictionInterval ?? [], R.many('pi'), 1e-8);
    expect(p).toMatchObject({ df: 5, qDf: 5, k: 6 });
    expect(p?.pAdjusted).toBe(p?.p);
  });

  it('shows every organisation raw and shrunken', () => {
    const cells = line.cells.filter((cell) => cell.level === 'organisation');
    const shown = cells.flatMap((cell) => (cell.suppressed ? [] : [cell]));
    expectAllClose(
      shown.map((cell) => cell.estimate),
      R.many('yi'),
    );
    expectAllClose(
      shown.flatMap((cell) => cell.ci ?? []),
      R.many('cell.ci'),
    );
    expectAllClose(
      shown.map((cell) => cell.shrunken),
      R.many('shrunken'),
      1e-8,
    );
    expect(line.cells.slice(0, 2).map((cell) => cell.id)).toEqual(['north', 'south']);
  });

  it('puts forward the organisations that stand out, without ranking tiny ones [S4-13]', () => {
    // yi 2.5 and 2.51 against a pooled 1.497
    expect(practices([line]).map((practice) => practice.organisation)).toEqual(['o2', 'o5']);
    const tiny = lineOf([1, 2, 3, 4, 5, 6].map((o) => organisation(o, 'a', 18)));
    expect(tiny.pooled).not.toBeNull();
    expect(practices([tiny])).toEqual([]);
  });

  it('is the same whatever the order of organisations, and carries no id of a person or mentor', () => {
    const text = JSON.stringify(line);
    expect(JSON.stringify(lineOf([...six].reverse()))).toBe(text);
    expect(text).not.toMatch(/p0000|"1 0"/);
  });
});

describe('a region with small organisations', () => {
  const line = lineOf([...six, organisation(7, 'south', 4), organisation(8, 'south', 3)]);

  it('hides them and enough others, and nothing of a hidden cell is left', () => {
    const hidden = line.cells.filter((cell) => cell.suppressed);
    expect(hidden.map((cell) => cell.id)).toEqual(expect.arrayContaining(['o7', 'o8']));
    expect(hidden.length).toBeGreaterThanOrEqual(3);
    for (const cell of hidden) expect(Object.keys(cell).sort()).toEqual(['id', 'level', 'suppressed']);
    const north = line.cells.filter((cell) => ['o1', 'o2', 'o3', 'north'].includes(cell.id));
    expect(north.every((cell) => !cell.suppressed)).toBe(true);
  });

  it('counts their pairs in the union, but keeps one or two hidden organisations out of the pool', () => {
    expect(line.n?.pairs).toBe(6 * 20 + 5 * 21 + 7);
    // o4 would dominate o7 and o8, so o5 is hidden too; two hidden ones could be taken out of the pool
    expect(line.cells.filter((cell) => cell.suppressed).map((cell) => cell.id)).toEqual([
      'o4',
      'o5',
      'o7',
      'o8',
    ]);
    expect(line.pooled?.k).toBe(4);
  });

  it('with two organisations per municipality shows the region and one organisation of each', () => {
    const pairsOfTwo = [1, 2, 3, 4, 5, 6].map((o) => organisation(o, `m${Math.ceil(o / 2)}`));
    const found = lineOf(pairsOfTwo);
    const shown = found.cells.filter((cell) => !cell.suppressed).map((cell) => cell.id);
    expect(shown).toEqual(['o2', 'o4', 'o6']);
    expect(found.suppressed).toBe(false);
    expect(found.pooled?.k).toBe(6);
  });

  it('of two organisations shows no region', () => {
    const found = lineOf(six.slice(0, 2));
    expect(found).toMatchObject({ suppressed: true, n: null, union: null, share: null, pooled: null });
    expect(found.reasons['union']).toBe('suppressed');
  });

  it('has the higher threshold for psychological instruments', () => {
    const nine = [1, 2, 3, 4].map((o) => organisation(o, 'a', 9));
    expect(lineOf(nine).cells.filter((cell) => cell.suppressed)).toEqual([]);
    const psychological = lineOf(nine, { measure: { ...measure, psychological: true } });
    expect(psychological.cells.filter((cell) => cell.level === 'organisation' && !cell.suppressed)).toEqual(
      [],
    );
  });

  it('shows one decimal, no SD and no exact share for few pairs', () => {
    const found = lineOf([1, 2, 3].map((o) => organisation(o, 'a', 6)));
    expect(found.union?.change.sd).toBeNull();
    expect(Number.isInteger((found.union?.change.mean ?? 0.01) * 10)).toBe(true);
    expect(found.pooled).toBeNull();
    expect(found.reasons['pooled']).toBe('few-pairs');
  });

  it('of no organisation is a line without figures', () => {
    const found = lineOf([]);
    expect(found).toMatchObject({
      organisations: 0,
      union: null,
      pooled: null,
      cells: [],
      suppressed: false,
    });
    expectNoNaN(found);
  });

  it('refuses an organisation that stands twice', () => {
    expect(() => lineOf([...six, organisation(1, 'north')])).toThrow(RangeError);
  });
});

describe('an indicator measured by two instrument versions', () => {
  const second = { ...measure, version: '2' };
  const measures: RegionMeasure[] = [
    { measure, role: 'mentee', organisations: six.slice(0, 3) },
    {
      measure: second,
      role: 'mentee',
      organisations: [4, 5, 6].map((o) => organisation(o, 'south', 20 + 5 * o, second)),
    },
  ];

  it('has a line per version and one of standardised changes over both, as metafor gives it', () => {
    const lines = regionStageTwo({ measures });
    expect(lines.map((line) => [line.measure, line.instrument?.version ?? null])).toEqual([
      ['MC', '1'],
      ['MC', '2'],
      ['SMCR', null],
    ]);
    const p = lines[2]?.pooled;
    expectAllClose([p?.estimate, p?.se, p?.ci[0], p?.ci[1], p?.tau2], R.many('smcr'), 1e-8);
    expect(lines[2]).toMatchObject({
      union: null,
      organisations: 6,
      reasons: { union: 'several-instruments' },
    });
    const raw = lines.map((line) => line.pooled?.p ?? NaN);
    expectClose(Math.min(...lines.map((line) => line.pooled?.pAdjusted ?? NaN)), 3 * Math.min(...raw));
  });

  it('does not give a hidden cell of one version back through the other lines', () => {
    const small = organisation(1, 'north', 4, second);
    const lines = regionStageTwo({
      measures: [measures[0]!, { ...measures[1]!, organisations: [...measures[1]!.organisations, small] }],
    });
    const cellOf = (at: number): boolean | undefined =>
      lines[at]?.cells.find((cell) => cell.level === 'organisation' && cell.id === 'o1')?.suppressed;
    expect(cellOf(1)).toBe(true);
    // n of version 1 and n over both would give n of version 2
    expect(cellOf(0) || cellOf(2)).toBe(true);
  });

  it('is not pooled where directions differ', () => {
    const lines = regionStageTwo({
      measures: [measures[0]!, { ...measures[1]!, measure: { ...second, direction: 'lower' } }],
    });
    expect(lines.map((line) => line.measure)).toEqual(['MC', 'MC']);
  });
});
