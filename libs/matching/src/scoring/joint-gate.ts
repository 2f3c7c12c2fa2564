import { addBits, wordsFor, type Bits } from './bits.js';
import type { Gate, Sides } from './gates.js';
import { classesOf, type Classes } from './value-classes.js';

/** Rows kept for one set of gates, in bytes at most. */
const KEPT_BYTES = 48 * 2 ** 20;

/**
 * Several gates in one: whom any of them stops. Gates with few classes of mentees are joined to one whose classes are
 * the combinations that occur, so that a dozen simple rules cost one look-up per mentee.
 */
export class JointGate {
  private readonly joined: readonly Gate[];
  private readonly others: readonly Gate[];
  private readonly classes: Classes;
  private readonly kept = new Map<number, Bits>();
  private readonly words: number;
  private readonly mostKept: number;

  constructor(gates: readonly Gate[], sides: Sides) {
    this.joined = gates.filter((gate) => gate.menteeClasses !== null);
    this.others = gates.filter((gate) => gate.menteeClasses === null);
    this.words = wordsFor(sides.mentors.length);
    this.mostKept = Math.floor(KEPT_BYTES / (4 * this.words + 1));
    this.classes = classesOf(sides.mentees.length, (i) =>
      this.joined.map((gate) => gate.menteeClasses?.of[i]).join(),
    );
  }

  /** No rule at all: nobody is stopped. */
  get isEmpty(): boolean {
    return this.joined.length + this.others.length === 0;
  }

  /** Takes out of `alive` whom the gates keep from a mentee. */
  keep(mentee: number, alive: Bits): void {
    if (this.joined.length > 0) {
      const row = this.row(mentee, alive);
      for (let w = 0; w < alive.length; w++) alive[w]! &= ~row[w]!;
    }
    for (const gate of this.others) {
      const row = gate.stopped(mentee, alive);
      for (let w = 0; w < alive.length; w++) alive[w]! &= ~row[w]!;
    }
  }

  private row(mentee: number, alive: Bits): Bits {
    const own = this.classes.of[mentee]!;
    const known = this.kept.get(own);
    if (known) return known;
    const row = new Uint32Array(this.words);
    for (const gate of this.joined) addBits(row, gate.stopped(mentee, alive));
    if (this.kept.size >= this.mostKept) this.kept.clear();
    this.kept.set(own, row);
    return row;
  }
}
