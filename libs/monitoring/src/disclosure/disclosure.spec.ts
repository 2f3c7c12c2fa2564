import fc from 'fast-check';
import { auditTable } from './audit.js';
import { rangeOf } from './linear-programme.js';
import { roundOutside } from './rounding.js';
import { disclosureRules, groupAllowed, type DisclosureRules } from './rules.js';
import { codeShares } from './shares.js';
import { suppress } from './suppress.js';
import type { DisclosureCell, DisclosureTable, Suppressions } from './table.js';

const rules = disclosureRules(false);

/** Region → municipalities → organisations; values of d between −9 and 9 with the given means. */
function regionTable(municipalities: Record<string, Record<string, number>>, mean = 1): DisclosureTable {
  const cell = (
    id: string,
    level: DisclosureCell['level'],
    parts: Record<string, number>,
  ): DisclosureCell => {
    const n = Object.values(parts).reduce((a, b) => a + b, 0);
    return {
      id,
      level,
      n,
      persons: new Map(Object.entries(parts)),
      sums: [
        {
          name: 'd',
          value: n * mean,
          blur: level === 'organisation' && n < 20 ? 0.05 * n : 0,
          low: -9,
          high: 9,
        },
      ],
    };
  };
  const all = Object.assign({}, ...Object.values(municipalities)) as Record<string, number>;
  return {
    cells: [
      cell('region', 'group', all),
      ...Object.entries(municipalities).map(([id, parts]) => cell(id, 'group', parts)),
      ...Object.entries(all).map(([id, n]) => cell(id, 'organisation', { [id]: n })),
    ],
    equations: [
      { dimension: 'place', total: 'region', parts: Object.keys(municipalities) },
      ...Object.entries(municipalities).map(([total, parts]) => ({
        dimension: 'place',
        total,
        parts: Object.keys(parts),
      })),
    ],
  };
}

const hidden = (table: DisclosureTable, r: DisclosureRules = rules): string[] =>
  [...suppress(table, r).keys()].sort();

describe('which groups may be shown', () => {
  it('five persons, ten for psychological instruments, never under three', () => {
    expect([disclosureRules(false).threshold, disclosureRules(true).threshold]).toEqual([5, 10]);
    expect(disclosureRules(true, { threshold: 6 }).threshold).toBe(10);
    expect(disclosureRules(true, { threshold: 6, psychologicalThreshold: 4 }).threshold).toBe(6);
    expect(() => disclosureRules(false, { threshold: 2 })).toThrow(RangeError);
  });

  it('above the organisation at least three organisations, none over 85 %', () => {
    const group = (...sizes: number[]) => groupAllowed(new Map(sizes.map((n, i) => [`o${i}`, n])), rules);
    expect(group(20, 20)).toBe(false);
    expect(group(20, 20, 20)).toBe(true);
    expect(group(1, 1, 2)).toBe(false);
    expect(group(85, 10, 5)).toBe(true);
    expect(group(86, 9, 5)).toBe(false);
    expect(group()).toBe(true);
    expect(group(20, 20, 0)).toBe(false);
  });
});

describe('suppression', () => {
  it('hides nothing where all groups are large', () => {
    expect(hidden(regionTable({ a: { a1: 20, a2: 30, a3: 25 }, b: { b1: 9, b2: 12, b3: 10 } }))).toEqual([]);
  });

  it('hides a small organisation and as many others as a school would need to subtract', () => {
    const table = regionTable({ a: { a1: 20, a2: 30, a3: 25, a4: 4, a5: 22 }, b: { b1: 9, b2: 12, b3: 10 } });
    // a4 alone, or with one other, could be had by subtraction (the other school knows its own figures)
    expect(hidden(table)).toEqual(['a1', 'a4', 'a5']);
  });

  it('hides a municipality of two and what would give it back', () => {
    const found = suppress(
      regionTable({ a: { a1: 20, a2: 30 }, b: { b1: 9, b2: 12 }, c: { c1: 14, c2: 30 } }),
      rules,
    );
    expect(Object.fromEntries(found)).toEqual({
      a: 'primary',
      b: 'primary',
      c: 'primary',
      a1: 'complementary',
      b1: 'complementary',
      c1: 'complementary',
    });
  });

  it('hides a municipality with one school, and the school', () => {
    const found = hidden(
      regionTable({ a: { a1: 20 }, b: { b1: 9, b2: 12, b3: 10 }, c: { c1: 14, c2: 30, c3: 8 } }),
    );
    expect(found).toEqual(expect.arrayContaining(['a', 'a1']));
    expect(found).not.toContain('region');
  });

  it('shows empty cells, and hides a cell whose values are all equal', () => {
    const table = regionTable({ a: { a1: 20, a2: 30, a3: 25, a4: 0 }, b: { b1: 9, b2: 12, b3: 10 } });
    expect(hidden(table)).toEqual([]);
    const flat = {
      ...table,
      cells: table.cells.map((cell) => (cell.id === 'b2' ? { ...cell, withheld: true } : cell)),
    };
    expect(hidden(flat)).toContain('b2');
  });

  it('of an empty region is empty', () => {
    expect(hidden(regionTable({}))).toEqual([]);
  });

  it('refuses a table that does not add up', () => {
    const table = regionTable({ a: { a1: 20, a2: 30, a3: 25 } });
    const broken = {
      ...table,
      cells: table.cells.map((cell) => (cell.id === 'a1' ? { ...cell, n: 21 } : cell)),
    };
    expect(() => suppress(broken, rules)).toThrow(RangeError);
  });
});

describe('the audit by linear programming', () => {
  it('finds a cell that subtraction gives back', () => {
    const table = regionTable({ a: { a1: 20, a2: 30, a3: 4 } });
    const findings = auditTable(table, new Map([['a3', 'primary']]), rules);
    expect(findings.map(({ cell, what }) => `${cell} ${what}`)).toEqual(['a3 n', 'a3 d']);
    expect(findings[0]?.range).toEqual([4, 4]);
  });

  it('finds a range that is too narrow because of a published upper bound', () => {
    const table = regionTable({ a: { a1: 4, a2: 6, a3: 20 } });
    const bounded = {
      ...table,
      cells: table.cells.map((cell) => (cell.id === 'a1' ? { ...cell, atMost: 4 } : cell)),
    };
    const both: Suppressions = new Map([
      ['a1', 'primary'],
      ['a2', 'complementary'],
    ]);
    expect(auditTable(table, both, rules)).toEqual([]);
    expect(auditTable(bounded, both, rules).map(({ cell }) => cell)).toEqual(['a1', 'a2']);
  });

  it('gives the range of an expression, unbounded and impossible ones too', () => {
    const x = new Map([['x', 1]]);
    expect(rangeOf(x, [{ terms: x, max: 3 }])).toEqual([0, 3]);
    expect(rangeOf(x, [{ terms: x, min: 2 }])).toEqual([2, Infinity]);
    expect(rangeOf(x, [{ terms: x, min: 2, max: 1 }])).toBeNull();
    expect(rangeOf(x, [])).toEqual([0, Infinity]);
  });
});

describe('an attacker with all published figures', () => {
  const region = fc.array(fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 6 }), {
    minLength: 1,
    maxLength: 5,
  });
  const toTable = (sizes: number[][]): DisclosureTable =>
    regionTable(
      Object.fromEntries(
        sizes.map((list, m) => [`m${m}`, Object.fromEntries(list.map((n, o) => [`m${m}o${o}`, n]))]),
      ),
      2,
    );

  it('pins down no suppressed cell, and no difference of shown cells is a small group', () => {
    fc.assert(
      fc.property(region, fc.constantFrom(5, 10), (sizes, threshold) => {
        const table = toTable(sizes);
        const r = disclosureRules(false, { threshold });
        const suppressed = suppress(table, r);
        expect(auditTable(table, suppressed, r)).toEqual([]);
        for (const cell of table.cells) {
          if (suppressed.has(cell.id) || cell.n === 0) continue;
          if (cell.level === 'group') expect(groupAllowed(cell.persons, r)).toBe(true);
          else expect(cell.n).toBeGreaterThanOrEqual(threshold);
        }
        for (const { total, parts } of table.equations.filter((e) => !suppressed.has(e.total))) {
          const rest = parts
            .filter((id) => suppressed.has(id))
            .flatMap((id) => table.cells.filter((cell) => cell.id === id));
          const leaves = rest.flatMap((cell) => {
            const inner = table.equations.find((e) => e.total === cell.id);
            return inner ? inner.parts.filter((id) => suppressed.has(id)) : [cell.id];
          });
          const persons = new Map(
            leaves.map((id) => [id, table.cells.find((cell) => cell.id === id)?.n ?? 0]),
          );
          if (!groupAllowed(persons, r)) throw new Error(`${total} gives back ${leaves.join(', ')}`);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is not helped by a crossing that is published as well', () => {
    // two forms in three municipalities of three organisations: place × form, both margins
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 25 }), { minLength: 18, maxLength: 18 }), (n) => {
        const cells: DisclosureCell[] = [];
        const equations: DisclosureTable['equations'] = [];
        const organisations = Array.from({ length: 9 }, (_, o) => o);
        const add = (id: string, level: DisclosureCell['level'], persons: Map<string, number>): void => {
          cells.push({ id, level, persons, n: [...persons.values()].reduce((a, b) => a + b, 0), sums: [] });
        };
        const size = (o: number, form: string): number =>
          form === 'all' ? (n[o] ?? 0) + (n[o + 9] ?? 0) : (n[o + (form === 'f2' ? 9 : 0)] ?? 0);
        for (const form of ['all', 'f1', 'f2']) {
          const people = (list: number[]): Map<string, number> =>
            new Map(list.map((o) => [`o${o}`, size(o, form)]));
          add(`region ${form}`, 'group', people(organisations));
          equations.push({
            dimension: 'place',
            total: `region ${form}`,
            parts: [0, 1, 2].map((m) => `m${m} ${form}`),
          });
          for (const m of [0, 1, 2]) {
            const own = organisations.filter((o) => Math.floor(o / 3) === m);
            add(`m${m} ${form}`, 'group', people(own));
            equations.push({
              dimension: 'place',
              total: `m${m} ${form}`,
              parts: own.map((o) => `o${o} ${form}`),
            });
          }
          for (const o of organisations) add(`o${o} ${form}`, 'organisation', people([o]));
        }
        // an organisation's split by form is a group of its own persons only, so the group rules do not apply to it
        const ids = ['region', ...[0, 1, 2].map((m) => `m${m}`)];
        for (const id of ids)
          equations.push({ dimension: 'form', total: `${id} all`, parts: [`${id} f1`, `${id} f2`] });
        const table = { cells, equations };
        expect(auditTable(table, suppress(table, rules), rules)).toEqual([]);
      }),
      { numRuns: 15 },
    );
  });
});

describe('figures outside the organisation', () => {
  it('have one decimal below twenty pairs', () => {
    expect([
      roundOutside(1.2345, 19),
      roundOutside(-0.04, 19),
      roundOutside(1.2345, 20),
      roundOutside(-1.25, 10),
    ]).toEqual([1.2, 0, 1.2345, -1.3]);
  });

  it('shares are coded by n', () => {
    expect(codeShares({ improved: 5, same: 2, worse: 2 }, 5)).toBeNull();
    expect(codeShares({ improved: 200, same: 100, worse: 100 }, 5)).toEqual({
      improved: { value: 0.5, code: null },
      same: { value: 0.25, code: null },
      worse: { value: 0.25, code: null },
    });
    expect(codeShares({ improved: 12, same: 0, worse: 0 }, 5)?.improved).toEqual({
      value: 1 - 5 / 12,
      code: 'at-least',
    });
  });

  it('a coded share cannot be had from the others, nor from few persons', () => {
    // 1 of 100 worse: at most 5 % (five persons), and one more share is withheld, since they add up to 1
    expect(codeShares({ improved: 60, same: 39, worse: 1 }, 5)).toEqual({
      improved: { value: 0.6, code: null },
      same: null,
      worse: { value: 0.05, code: 'at-most' },
    });
    fc.assert(
      fc.property(fc.tuple(fc.nat(60), fc.nat(60), fc.nat(60)), ([improved, same, worse]) => {
        const coded = codeShares({ improved, same, worse }, 5);
        const n = improved + same + worse;
        if (!coded) return expect(n).toBeLessThan(10);
        for (const [key, count] of Object.entries({ improved, same, worse })) {
          const share = coded[key as keyof typeof coded];
          if (share?.code === null) expect(Math.min(count, n - count)).toBeGreaterThanOrEqual(5);
          if (share?.code === 'at-most') expect(count / n).toBeLessThanOrEqual(share.value);
        }
      }),
    );
  });
});
