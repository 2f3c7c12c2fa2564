import type { BuiltInRule } from '../rules/titles.js';
import type { ReadyRule } from '../rules/evaluate.js';
import {
  addBits,
  allBits,
  clearBit,
  dropBits,
  hasBit,
  keepBits,
  setBit,
  wordsFor,
  type Bits,
} from './bits.js';
import { makeGate, type Gate, type Sides } from './gates.js';
import { JointGate } from './joint-gate.js';
import { classesOf } from './value-classes.js';

/** The rules of one variant. */
interface VariantGates {
  /** Those beyond what all variants share. */
  own: JointGate;
  /** In the variant's own order, shared ones among them. */
  all: Gate[];
}

/** One of the engine's own rules with the mentors whom it keeps from a mentee. */
export interface BuiltInStop {
  code: BuiltInRule;
  stopped: Bits;
}

/**
 * The hard rules of a form over a whole pool: which mentors one mentee may have, under which variant, 32 mentors at
 * a time. The same answers as `PairRules.firstVariant` gives pair by pair; what is known of single pairs (bars)
 * and `minScore` are not looked at.
 */
export class Eligibility {
  private readonly everybody: Bits;
  private readonly rightKind: Bits;
  /** By organisation: its mentors of the right kind. */
  private readonly atHome = new Map<string, Bits>();
  private readonly byPerson = new Map<string, number[]>();
  /** By class of mentees: mentors of the right kind whom they may meet outside; `null` for none. */
  private readonly outside: (Bits | null)[];
  private readonly outsideOf: Int32Array;
  private readonly shared: JointGate;
  private readonly variants: VariantGates[];
  private readonly rows: Bits[];

  constructor(private readonly sides: Sides) {
    const { rules, mentors } = sides;
    this.everybody = allBits(mentors.length);
    this.rightKind = new Uint32Array(wordsFor(mentors.length));
    mentors.forEach(({ person }, j) => {
      const same = this.byPerson.get(person.person) ?? [];
      same.push(j);
      this.byPerson.set(person.person, same);
      if (!rules.hasKind('mentors', person)) return;
      setBit(this.rightKind, j);
      const home = this.atHome.get(person.organisation) ?? new Uint32Array(this.everybody.length);
      setBit(home, j);
      this.atHome.set(person.organisation, home);
    });
    ({ outside: this.outside, of: this.outsideOf } = this.meetings());
    const { shared, variants } = gatesOf(sides);
    this.shared = shared;
    this.variants = variants;
    this.rows = variants.map(() => new Uint32Array(this.everybody.length));
  }

  /** Whom mentees may meet outside their organisation, by what decides it. */
  private meetings(): { outside: (Bits | null)[]; of: Int32Array } {
    const { rules, mentors, mentees } = this.sides;
    const { of, example } = classesOf(mentees.length, (i) => {
      const { person } = mentees[i]!;
      return `${rules.outsideModes(person).join('|')}:${person.municipality ?? ''}`;
    });
    const outside = example.map((i) => {
      const { person: mentee } = mentees[i]!;
      if (rules.outsideModes(mentee).length === 0) return null;
      const bits = new Uint32Array(this.everybody.length);
      mentors.forEach(({ person }, j) => {
        if (rules.mayMeetOutside(person, mentee) && hasBit(this.rightKind, j)) setBit(bits, j);
      });
      return bits;
    });
    return { outside, of };
  }

  /**
   * The mentors whom a mentee may have under some variant, of those in `among`; into `into`. `variantOf` answers
   * for the same mentee afterwards.
   */
  read(mentee: number, into: Bits, among?: Bits): void {
    this.readBuiltIn(mentee, into);
    if (among) keepBits(into, among);
    this.shared.keep(mentee, into);
    this.variants.forEach(({ own }, v) => {
      const row = this.rows[v]!;
      row.set(into);
      own.keep(mentee, row);
    });
    if (this.variants.some(({ own }) => own.isEmpty)) return;
    into.set(this.rows[0]!);
    for (const row of this.rows.slice(1)) addBits(into, row);
  }

  /** The first variant, in the catalogue's order, of a pair of the mentee that `read` was last asked about; −1 if none. */
  variantOf(mentor: number): number {
    return this.rows.findIndex((row) => hasBit(row, mentor));
  }

  private readBuiltIn(mentee: number, into: Bits): void {
    const { person } = this.sides.mentees[mentee]!;
    const home = this.sides.rules.hasKind('mentees', person) ? this.atHome.get(person.organisation) : null;
    if (home) into.set(home);
    else into.fill(0);
    if (home === null) return;
    const outside = this.outside[this.outsideOf[mentee]!];
    if (outside) addBits(into, outside);
    for (const j of this.byPerson.get(person.person) ?? []) clearBit(into, j);
  }

  /** For each of the engine's own rules, in the order in which they are told: whom it stops. */
  builtInStops(mentee: number): BuiltInStop[] {
    const { person } = this.sides.mentees[mentee]!;
    const but = (bits: Bits | undefined): Bits => {
      const rest = Uint32Array.from(this.everybody);
      if (bits) dropBits(rest, bits);
      return rest;
    };
    const same = new Uint32Array(this.everybody.length);
    for (const j of this.byPerson.get(person.person) ?? []) setBit(same, j);
    const foreign = Uint32Array.from(this.everybody);
    this.sides.mentors.forEach((mentor, j) => {
      const own = mentor.person.organisation === person.organisation;
      if (own || this.sides.rules.mayMeetOutside(mentor.person, person)) clearBit(foreign, j);
    });
    const knownKind = this.sides.rules.hasKind('mentees', person);
    return [
      { code: 'mentor-kind', stopped: but(this.rightKind) },
      { code: 'mentee-kind', stopped: but(knownKind ? this.everybody : undefined) },
      { code: 'same-person', stopped: same },
      { code: 'external', stopped: foreign },
    ];
  }

  /** The gates of each variant in its own order. */
  gatesByVariant(): readonly (readonly Gate[])[] {
    return this.variants.map(({ all }) => all);
  }
}

function gatesOf(sides: Sides): { shared: JointGate; variants: VariantGates[] } {
  const made = new Map<ReadyRule, Gate>();
  const gateOf = (rule: ReadyRule): Gate => {
    const gate = made.get(rule) ?? makeGate(sides, rule);
    made.set(rule, gate);
    return gate;
  };
  const variants = sides.rules.variants.map(({ rules }) => rules.map(gateOf));
  const inAll = (gate: Gate) => variants.every((gates) => gates.includes(gate));
  return {
    shared: new JointGate((variants[0] ?? []).filter(inAll), sides),
    variants: variants.map((all) => ({
      all,
      own: new JointGate(
        all.filter((gate) => !inAll(gate)),
        sides,
      ),
    })),
  };
}
