import { similarity, type FieldValue } from '../rules/score-pair.js';
import type { Feature } from '../rules/types.js';
import { FEATURE, FEATURE_KIND, LANES, type Layout, type Views } from './row-layout.js';
import { classesOf, type Classes } from './value-classes.js';

/** One feature of the profile over a whole pool; writes its entry of a row. */
export interface FeatureColumn {
  weight: number;
  /** Every mentor has the feature. */
  isCommon: boolean;
  /** Called once the memory is there. */
  fill(views: Views): void;
  /** Writes the feature's entry for a mentee at int32 `entry`; `false` where the mentee lacks the feature. */
  write(views: Views, mentee: number, entry: number): boolean;
}

/** A feature with few different values keeps one column of similarities for each, up to about this many bytes. */
export const KEPT_BYTES = 4 * 2 ** 20;

/** Items of one mentee's set that the kernel takes; it counts in bytes. */
const MOST_ITEMS = 255;

/**
 * Lays out one feature. Similarities worked out per class of values suit features with few values; sets with many
 * are counted item by item.
 */
export function featureColumn(
  feature: Feature,
  mentors: readonly FieldValue[],
  mentees: readonly FieldValue[],
  layout: Layout,
  keptBytes: number,
): FeatureColumn {
  const textOf = texts();
  const menteeClasses = classesOf(mentees.length, (i) => textOf(mentees[i]!));
  const columns = menteeClasses.example.length;
  const rowBytes = padded(mentors.length) * 2;
  const small = [...mentors, ...mentees].every((set) => !(set instanceof Set) || set.size <= MOST_ITEMS);
  if (feature.kind === 'set' && small && columns * rowBytes > keptBytes) {
    return new SetColumn(feature, mentors, mentees, layout);
  }
  const mentorClasses = classesOf(mentors.length, (j) => textOf(mentors[j]!));
  const kept = columns * rowBytes <= 2 * keptBytes ? columns : 1;
  const at = layout.reserve(kept * rowBytes);
  return new ReadyColumn(feature, mentors, mentees, mentorClasses, menteeClasses, at, kept);
}

function padded(mentors: number): number {
  return Math.ceil(mentors / LANES) * LANES;
}

/** Gives each value a text of its own; things are told apart as `Set` does. */
function texts(): (value: FieldValue) => string {
  const known = new Map<unknown, number>();
  const idOf = (item: unknown): number => {
    const id = known.get(item) ?? known.size;
    known.set(item, id);
    return id;
  };
  return (value) => {
    if (value === null) return '';
    if (!(value instanceof Set)) return `${idOf(value)}`;
    return `{${[...value]
      .map(idOf)
      .sort((a, b) => a - b)
      .join()}}`;
  };
}

/** Similarities of all mentors, one column for each value that mentees have. */
class ReadyColumn implements FeatureColumn {
  readonly weight: number;
  readonly isCommon: boolean;
  private readonly filled: Int32Array;

  constructor(
    private readonly feature: Feature,
    private readonly mentors: readonly FieldValue[],
    private readonly mentees: readonly FieldValue[],
    private readonly mentorClasses: Classes,
    private readonly menteeClasses: Classes,
    private readonly at: number,
    /** How many columns there is room for: one for each class, or one that is written anew. */
    private readonly kept: number,
  ) {
    this.weight = feature.weight;
    this.isCommon = mentors.every((value) => value !== null);
    this.filled = new Int32Array(kept).fill(-1);
  }

  fill(): void {
    // Columns are written when a mentee first asks for one.
  }

  write(views: Views, mentee: number, entry: number): boolean {
    if (this.mentees[mentee]! === null) return false;
    const own = this.menteeClasses.of[mentee]!;
    const slot = this.kept === 1 ? 0 : own;
    const column = this.at + slot * padded(this.mentors.length) * 2;
    if (this.filled[slot] !== own) {
      this.compute(views, mentee, column >> 1);
      this.filled[slot] = own;
    }
    views.words[entry + FEATURE.kind] = FEATURE_KIND.ready;
    views.words[entry + FEATURE.weight] = this.weight;
    views.words[entry + FEATURE.column] = column;
    return true;
  }

  private compute(views: Views, mentee: number, to: number): void {
    const own = this.mentees[mentee]!;
    const { of, example } = this.mentorClasses;
    const table = example.map((j) => similarity(this.feature, this.mentors[j]!, own) ?? -1);
    for (let j = 0; j < of.length; j++) views.halves[to + j] = table[of[j]!]!;
    views.halves.fill(-1, to + of.length, to + padded(of.length));
  }
}

/** A set with many different values: a column of 0 and 1 for each item. */
class SetColumn implements FeatureColumn {
  readonly weight: number;
  readonly isCommon: boolean;
  private readonly sizes: number;
  private readonly items = new Map<unknown, number>();
  private readonly list: number;

  constructor(
    { weight }: Feature,
    private readonly mentors: readonly FieldValue[],
    private readonly mentees: readonly FieldValue[],
    layout: Layout,
  ) {
    this.weight = weight;
    this.isCommon = mentors.every((value) => value !== null);
    const bytes = padded(mentors.length);
    this.sizes = layout.reserve(bytes);
    let most = 0;
    for (const set of mentees) {
      if (!(set instanceof Set)) continue;
      most = Math.max(most, set.size);
      for (const item of set) if (!this.items.has(item)) this.items.set(item, layout.reserve(bytes));
    }
    this.list = layout.reserve(most * 4);
  }

  fill({ bytes }: Views): void {
    this.mentors.forEach((set, j) => {
      if (!(set instanceof Set)) return;
      bytes[this.sizes + j] = set.size;
      for (const item of set) {
        const column = this.items.get(item);
        if (column !== undefined) bytes[column + j] = 1;
      }
    });
  }

  write({ words }: Views, mentee: number, entry: number): boolean {
    const own = this.mentees[mentee]!;
    if (!(own instanceof Set)) return false;
    let count = 0;
    for (const item of own) words[(this.list >> 2) + count++] = this.items.get(item)!;
    words[entry + FEATURE.kind] = FEATURE_KIND.set;
    words[entry + FEATURE.weight] = this.weight;
    words[entry + FEATURE.column] = this.sizes;
    words[entry + FEATURE.items] = this.list;
    words[entry + FEATURE.itemCount] = count;
    words[entry + FEATURE.own] = own.size;
    return true;
  }
}
