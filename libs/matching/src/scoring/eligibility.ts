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
import { classesOf } from './value-classes.js';

/** Rules of one variant beyond those that all variants share. */
interface VariantGates {
  own: Gate[];
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
  private readonly byOrganisation = new Map<string, Bits>();
  private readonly byPerson = new Map<string, number[]>();
  private readonly outside: Bits[];
  private readonly modesOf: Int32Array;
  private readonly shared: Gate[];
  private readonly variants: VariantGates[];
  private readonly rows: Bits[];

  constructor(private readonly sides: Sides) {
    const { rules, mentors, mentees } = sides;
    this.everybody = allBits(mentors.length);
    this.rightKind = new Uint32Array(wordsFor(mentors.length));
    mentors.forEach(({ person }, j) => {
      if (rules.hasKind('mentors', person)) setBit(this.rightKind, j);
      const same = this.byPerson.get(person.person) ?? [];
      same.push(j);
      this.byPerson.set(person.person, same);
      const home = this.byOrganisation.get(person.organisation) ?? new Uint32Array(this.everybody.length);
      setBit(home, j);
      this.byOrganisation.set(person.organisation, home);
    });
    const allowed = rules.outsideModes();
    const usable = (modes: readonly string[]) => allowed.filter((mode) => modes.includes(mode));
    const classes = classesOf(mentees.length, (i) => usable(mentees[i]!.person.profile.modes).join('|'));
    this.modesOf = classes.of;
    this.outside = classes.example.map((i) => {
      const wanted = usable(mentees[i]!.person.profile.modes);
      const bits = new Uint32Array(this.everybody.length);
      mentors.forEach(({ person }, j) => {
        if (wanted.some((mode) => person.profile.modes.includes(mode))) setBit(bits, j);
      });
      return bits;
    });
    const { shared, variants } = gatesOf(sides);
    this.shared = shared;
    this.variants = variants;
    this.rows = variants.map(() => new Uint32Array(this.everybody.length));
  }

  /**
   * The mentors whom a mentee may have under some variant, of those in `among`; into `into`. `variantOf` answers
   * for the same mentee afterwards.
   */
  read(mentee: number, into: Bits, among: Bits = this.everybody): void {
    this.readBuiltIn(mentee, into);
    keepBits(into, among);
    for (const gate of this.shared) dropBits(into, gate.stops(mentee, into).stopped);
    this.variants.forEach(({ own }, v) => {
      const row = this.rows[v]!;
      row.set(into);
      for (const gate of own) dropBits(row, gate.stops(mentee, row).stopped);
    });
    into.fill(0);
    for (const row of this.rows) addBits(into, row);
  }

  /** The first variant, in the catalogue's order, of a pair of the mentee that `read` was last asked about; −1 if none. */
  variantOf(mentor: number): number {
    return this.rows.findIndex((row) => hasBit(row, mentor));
  }

  private readBuiltIn(mentee: number, into: Bits): void {
    const { person } = this.sides.mentees[mentee]!;
    into.fill(0);
    if (!this.sides.rules.hasKind('mentees', person)) return;
    const home = this.byOrganisation.get(person.organisation);
    if (home) into.set(home);
    addBits(into, this.outside[this.modesOf[mentee]!]!);
    keepBits(into, this.rightKind);
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
    const foreign = but(this.byOrganisation.get(person.organisation));
    dropBits(foreign, this.outside[this.modesOf[mentee]!]!);
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

/** Gates whose answers are kept go first: the others are asked only about the mentors who are left. */
function gatesOf(sides: Sides): { shared: Gate[]; variants: VariantGates[] } {
  const made = new Map<ReadyRule, Gate>();
  const gateOf = (rule: ReadyRule): Gate => {
    const gate = made.get(rule) ?? makeGate(sides, rule);
    made.set(rule, gate);
    return gate;
  };
  const variants = sides.rules.variants.map(({ rules }) => rules.map(gateOf));
  const cheapFirst = (gates: Gate[]) => [...gates].sort((a, b) => Number(b.cheap) - Number(a.cheap));
  const inAll = (gate: Gate) => variants.every((gates) => gates.includes(gate));
  return {
    shared: cheapFirst((variants[0] ?? []).filter(inAll)),
    variants: variants.map((all) => ({ all, own: cheapFirst(all.filter((gate) => !inAll(gate))) })),
  };
}
