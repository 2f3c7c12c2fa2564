import type { Composition } from './rules.js';

/** A sum over a cell's pairs that is published with it (as n·mean), and the bounds of one pair's value. */
export interface CellSum {
  name: string;
  value: number;
  /** How far the published figure may be from the truth, on the scale of the sum: rounding. 0 if exact. */
  blur: number;
  low: number;
  high: number;
}

/** One figure-bearing cell of everything that a report publishes. */
export interface DisclosureCell {
  id: string;
  /** An organisation's own cell has one organisation in it; the rules for groups do not bind it. */
  level: 'organisation' | 'group';
  /** Number of pairs, as published. */
  n: number;
  persons: Composition;
  sums: CellSum[];
  /** A published upper bound of n: enrolled, or the denominator. */
  atMost?: number;
  /** Not to be shown whatever its size, such as one where all values are equal. */
  withheld?: boolean;
}

/** `total` is the sum of `parts`, along one dimension (place, form, instrument version …). */
export interface Equation {
  dimension: string;
  total: string;
  parts: string[];
}

export interface DisclosureTable {
  cells: DisclosureCell[];
  equations: Equation[];
}

export type Suppression = 'primary' | 'complementary';

/** Which cells are not shown. Both kinds bear the same mark outside; the difference is for tests and logs. */
export type Suppressions = ReadonlyMap<string, Suppression>;

/** @throws {RangeError} when an equation names an unknown cell, or its parts do not add up to its total. */
export function indexTable(table: DisclosureTable): Map<string, DisclosureCell> {
  const cells = new Map(table.cells.map((cell) => [cell.id, cell]));
  if (cells.size !== table.cells.length) throw new RangeError('Two cells have the same id');
  for (const { total, parts } of table.equations) {
    const found = [total, ...parts].map((id) => cells.get(id));
    if (found.some((cell) => cell === undefined))
      throw new RangeError(`An equation of ${total} names an unknown cell`);
    const sum = found.slice(1).reduce((n, cell) => n + (cell?.n ?? 0), 0);
    if (sum !== found[0]?.n)
      throw new RangeError(`The parts of ${total} add up to ${sum}, not ${found[0]?.n}`);
  }
  return cells;
}
