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
  private readonly names: string[];
  private readonly by: number;
  private readonly over: number;
  private readonly list: number;
  private readonly divisor: number;
  private readonly width: number;
  private readonly bits: 16 | 32;
  /** Mentees' traits one after another: the trait and its value. */
  private readonly start: Int32Array;
  private readonly traitOf: Int32Array;
  private readonly valueOf: Int32Array;
  /** By trait: its column, whether every mentor has it, whether it is complementary. */
  private readonly traits: { at: number; isCommon: boolean; complementary: 0 | 1 }[] = [];
  /** Values are whole numbers that fit the columns. */
  readonly fits: boolean;

  constructor(
    private readonly mentors: readonly Traits[],
    mentees: readonly Traits[],
    width: number,
    complementary: ReadonlySet<string>,
    layout: Layout,
  ) {
    const names = new Map<string, number>();
    for (const traits of mentees) {
      for (const name of traits.keys()) if (!names.has(name)) names.set(name, names.size);
    }
    this.names = [...names.keys()];
    let divisor = width;
    let largest = width;
    let whole = Number.isInteger(width);
    for (const people of [mentors, mentees]) {
      for (const traits of people) {
        for (const value of traits.values()) {
          whole &&= Number.isSafeInteger(value);
          if (!whole) break;
          divisor = greatestDivisor(divisor, Math.abs(value));
          largest = Math.max(largest, Math.abs(value));
        }
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
    for (const name of this.names) {
      this.traits.push({
        at: layout.reserve(bytes),
        isCommon: mentors.every((traits) => traits.has(name)),
        complementary: complementary.has(name) ? 1 : 0,
      });
    }
    const count = mentees.reduce((sum, traits) => sum + traits.size, 0);
    this.start = new Int32Array(mentees.length + 1);
    this.traitOf = new Int32Array(count);
    this.valueOf = new Int32Array(count);
    let to = 0;
    mentees.forEach((traits, i) => {
      for (const [name, value] of traits) {
        this.traitOf[to] = names.get(name)!;
        this.valueOf[to++] = value / divisor;
      }
      this.start[i + 1] = to;
    });
    this.list = layout.reserve(names.size * TRAIT.fields * 4);
  }

  fill({ halves, words }: Views): void {
    const padded = Math.ceil(this.mentors.length / LANES) * LANES;
    const [column, shift] = this.bits === 16 ? [halves, 1] : [words, 2];
    this.names.forEach((name, trait) => {
      const from = this.traits[trait]!.at >> shift;
      column.fill(NO_TRAIT[this.bits], from, from + padded);
      this.mentors.forEach((traits, j) => {
        const value = traits.get(name);
        if (value !== undefined) column[from + j] = value / this.divisor;
      });
    });
  }

  /** Writes a mentee's traits into the row at int32 `row`; whether the row is even in them. */
  write({ words }: Views, mentee: number, row: number): boolean {
    const [from, to] = [this.start[mentee]!, this.start[mentee + 1]!];
    let entry = this.list >> 2;
    let even = this.bits === 16 && this.over * (to - from) <= MOST_EVEN;
    for (let at = from; at < to; at++, entry += TRAIT.fields) {
      const trait = this.traits[this.traitOf[at]!]!;
      words[entry + TRAIT.column] = trait.at;
      words[entry + TRAIT.own] = this.valueOf[at]!;
      words[entry + TRAIT.complementary] = trait.complementary;
      even &&= trait.isCommon;
    }
    words[row + ROW.traits] = to - from;
    words[row + ROW.traitList] = this.list;
    words[row + ROW.traitWidth] = this.width;
    words[row + ROW.traitBits] = this.bits;
    words[row + ROW.traitBy] = this.by;
    words[row + ROW.traitOver] = this.over;
    return even;
  }
}
