import { rangeOf, type Constraint } from './linear-programme.js';
import type { DisclosureRules } from './rules.js';
import { indexTable, type DisclosureCell, type DisclosureTable, type Suppressions } from './table.js';

/** A suppressed cell whose number of pairs, or one of whose sums, a reader can pin down. */
export interface Finding {
  cell: string;
  /** `n`, or the name of the sum. */
  what: string;
  range: [number, number];
}

/** Sums closer than this, relative to their range, count as determined. */
const DETERMINED = 1e-6;

/**
 * The gate before release. The unknowns are n and the sums of every suppressed cell, with low·n ≤ S ≤ high·n;
 * every published total and every published n·mean is an equation (an interval where it was rounded). Two linear
 * programmes per unknown give the interval that a reader can infer. A cell passes if the interval of its n is at
 * least the threshold wide, or begins at 0 and reaches the threshold, and no sum of it is determined.
 *
 * @returns the cells that fail; empty means that the table may be released.
 */
export function auditTable(
  table: DisclosureTable,
  suppressed: Suppressions,
  rules: DisclosureRules,
): Finding[] {
  const cells = indexTable(table);
  return components(table, suppressed).flatMap((ids) => auditComponent(ids, table, cells, suppressed, rules));
}

function auditComponent(
  ids: readonly string[],
  table: DisclosureTable,
  cells: ReadonlyMap<string, DisclosureCell>,
  suppressed: Suppressions,
  rules: DisclosureRules,
): Finding[] {
  const mine = new Set(ids);
  const equations = table.equations.filter(({ total, parts }) =>
    [total, ...parts].some((id) => mine.has(id)),
  );
  const names = [...new Set(ids.flatMap((id) => cells.get(id)?.sums.map((sum) => sum.name) ?? []))];
  const constraints = [
    ...equations.map((equation) => countConstraint(equation, cells, suppressed)),
    ...ids.flatMap((id) => boundConstraints(id, cells)),
    ...names.flatMap((name) =>
      equations.flatMap((equation) => sumConstraint(name, equation, cells, suppressed)),
    ),
  ];
  const findings: Finding[] = [];
  for (const id of ids) {
    const n = rangeOf(new Map([[countOf(id), 1]]), constraints) ?? [0, 0];
    const wide = n[1] - n[0] >= rules.threshold - 1e-6 || (n[0] <= 1e-6 && n[1] >= rules.threshold - 1e-6);
    if (!wide) findings.push({ cell: id, what: 'n', range: n });
    for (const sum of cells.get(id)?.sums ?? []) {
      if (!names.includes(sum.name)) continue;
      const range = rangeOf(
        new Map([
          [excessOf(sum.name, id), 1],
          [countOf(id), sum.low],
        ]),
        constraints,
      ) ?? [0, 0];
      const scale = Math.max(1, Math.abs(sum.high - sum.low));
      if (!(range[1] - range[0] > DETERMINED * scale)) findings.push({ cell: id, what: sum.name, range });
    }
  }
  return findings;
}

/** Unknowns that share an equation, directly or through others; each group is a problem of its own. */
function components(table: DisclosureTable, suppressed: Suppressions): string[][] {
  const group = new Map<string, string>([...suppressed.keys()].map((id) => [id, id]));
  const rootOf = (id: string): string => {
    const up = group.get(id) ?? id;
    return up === id ? id : rootOf(up);
  };
  for (const { total, parts } of table.equations) {
    const unknown = [total, ...parts].filter((id) => suppressed.has(id));
    for (const id of unknown.slice(1)) group.set(rootOf(id), rootOf(unknown[0] ?? id));
  }
  const byRoot = new Map<string, string[]>();
  for (const id of suppressed.keys()) byRoot.set(rootOf(id), [...(byRoot.get(rootOf(id)) ?? []), id]);
  return [...byRoot.values()];
}

/** Σ unknown parts − unknown total = shown total − Σ shown parts. */
function countConstraint(
  { total, parts }: DisclosureTable['equations'][number],
  cells: ReadonlyMap<string, DisclosureCell>,
  suppressed: Suppressions,
): Constraint {
  const terms = new Map<string, number>();
  let right = 0;
  for (const [id, sign] of signed(total, parts)) {
    if (suppressed.has(id)) terms.set(countOf(id), sign);
    else right -= sign * (cells.get(id)?.n ?? 0);
  }
  return { terms, min: right, max: right };
}

/** The same for a sum, if every shown cell of the equation shows it; rounding widens it to an interval. */
function sumConstraint(
  name: string,
  { total, parts }: DisclosureTable['equations'][number],
  cells: ReadonlyMap<string, DisclosureCell>,
  suppressed: Suppressions,
): Constraint[] {
  const terms = new Map<string, number>();
  let [right, blur] = [0, 0];
  for (const [id, sign] of signed(total, parts)) {
    const cell = cells.get(id);
    const sum = cell?.sums.find((candidate) => candidate.name === name);
    if (!cell || cell.n === 0) continue;
    if (!sum) return [];
    if (suppressed.has(id)) {
      terms.set(excessOf(name, id), sign);
      terms.set(countOf(id), sign * sum.low);
    } else {
      right -= sign * sum.value;
      blur += sum.blur;
    }
  }
  return terms.size === 0 ? [] : [{ terms, min: right - blur, max: right + blur }];
}

/** 0 ≤ S − low·n ≤ (high − low)·n, and n at most what is published about it elsewhere. */
function boundConstraints(id: string, cells: ReadonlyMap<string, DisclosureCell>): Constraint[] {
  const cell = cells.get(id);
  if (!cell) return [];
  const bounds = cell.sums.map(({ name, low, high }): Constraint => ({
    terms: new Map([
      [excessOf(name, id), 1],
      [countOf(id), low - high],
    ]),
    max: 0,
  }));
  return cell.atMost === undefined
    ? bounds
    : [...bounds, { terms: new Map([[countOf(id), 1]]), max: cell.atMost }];
}

function signed(total: string, parts: readonly string[]): [string, 1 | -1][] {
  return [[total, -1], ...parts.map((id): [string, 1 | -1] => [id, 1])];
}

function countOf(id: string): string {
  return `n ${id}`;
}

/** The variable S − low·n, so that all variables are at least 0. */
function excessOf(name: string, id: string): string {
  return `S ${name} ${id}`;
}
