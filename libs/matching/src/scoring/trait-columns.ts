import { FULL_SCORE, type ScoreView } from '../rules/score-pair.js';
import { LANES, MOST_EVEN, NO_TRAIT, ROW, TRAIT, type Layout, type Views } from './row-layout.js';

type Traits = ScoreView['traits'];

/** Bounds within which differences and sums of traits stay in int16, and in int32. */
const NARROW = 2 ** 14 - 1;
const WIDE = 2 ** 27;

function greatestDivisor(a: number, b: number): number {
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}

/**
 * Mentors by trait. Values are in millionths, divided by what divides them all: similarities are ratios and
 * stay the same, and traits measured to two or three decimals fit 16 bits.
 */
export class TraitColumns {
  private readonly columns = new Map<string, number>();
  /** Traits that every mentor has. */
  private readonly common = new Set<string>();
  private readonly by: number;
  private readonly over: number;
  private readonly list: number;
  private readonly divisor: number;
  private readonly width: number;
  private readonly bits: 16 | 32;
  /** Values are whole numbers that fit the columns. */
  readonly fits: boolean;

  constructor(
    private readonly mentors: readonly Traits[],
    private readonly mentees: readonly Traits[],
    width: number,
    private readonly complementary: ReadonlySet<string>,
    layout: Layout,
  ) {
    const names = new Set(mentees.flatMap((traits) => [...traits.keys()]));
    let divisor = width;
    let largest = width;
    let whole = Number.isInteger(width);
    for (const traits of [...mentors, ...mentees]) {
      for (const value of traits.values()) {
        whole &&= Number.isSafeInteger(value);
        if (!whole) break;
        divisor = greatestDivisor(divisor, Math.abs(value));
        largest = Math.max(largest, Math.abs(value));
      }
    }
    this.divisor = divisor;
    this.width = width / divisor;
    const shared = greatestDivisor(FULL_SCORE, this.width);
    this.by = FULL_SCORE / shared;
    this.over = this.width / shared;
    const reach = Math.max(1, names.size) * this.width;
    const narrow = largest / divisor <= NARROW && reach <= 2 * NARROW;
    this.bits = narrow ? 16 : 32;
    this.fits = whole && largest / divisor < WIDE && reach < WIDE;
    const bytes = Math.ceil(mentors.length / LANES) * LANES * (this.bits / 8);
    for (const name of names) {
      this.columns.set(name, layout.reserve(bytes));
      if (mentors.every((traits) => traits.has(name))) this.common.add(name);
    }
    this.list = layout.reserve(names.size * TRAIT.fields * 4);
  }

  fill({ halves, words }: Views): void {
    const padded = Math.ceil(this.mentors.length / LANES) * LANES;
    const [column, shift] = this.bits === 16 ? [halves, 1] : [words, 2];
    for (const [name, at] of this.columns) {
      const from = at >> shift;
      column.fill(NO_TRAIT[this.bits], from, from + padded);
      this.mentors.forEach((traits, j) => {
        const value = traits.get(name);
        if (value !== undefined) column[from + j] = value / this.divisor;
      });
    }
  }

  /** Writes a mentee's traits into the row at int32 `row`; whether the row is even in them. */
  write({ words }: Views, mentee: number, row: number): boolean {
    let entry = this.list >> 2;
    const own = this.mentees[mentee]!;
    let even = this.bits === 16 && this.over * own.size <= MOST_EVEN;
    for (const [name, value] of own) {
      even &&= this.common.has(name);
      words[entry + TRAIT.column] = this.columns.get(name)!;
      words[entry + TRAIT.own] = value / this.divisor;
      words[entry + TRAIT.complementary] = this.complementary.has(name) ? 1 : 0;
      entry += TRAIT.fields;
    }
    words[row + ROW.traits] = own.size;
    words[row + ROW.traitList] = this.list;
    words[row + ROW.traitWidth] = this.width;
    words[row + ROW.traitBits] = this.bits;
    words[row + ROW.traitBy] = this.by;
    words[row + ROW.traitOver] = this.over;
    return even;
  }
}
