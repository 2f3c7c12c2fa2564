import type { CoversParts, EachParts, Read, ReadyRule, Verdict } from '../rules/evaluate.js';
import type { PairRules, Ready } from '../rules/pair-rules.js';
import type { Source, Value } from '../rules/values.js';
import { addBits, allBits, dropBits, eachBit, setBit, wordsFor, type Bits } from './bits.js';
import { classesBySources, classesOf, type Classes } from './value-classes.js';

/** One rule, asked about one mentee and all mentors at once. Bits belong to the gate: not to be changed, nor kept. */
export interface Gate {
  rule: ReadyRule;
  /** People grouped by what the rule reads, where its answers are kept by mentee's group; else `null`. */
  menteeClasses: Classes | null;
  /** The mentors whom the rule keeps from a mentee; only those in `alive` need an answer. */
  stopped(mentee: number, alive: Bits): Bits;
  /** Those of them for whom a value is missing. */
  missing(mentee: number, alive: Bits): Bits;
}

/** The two sides of a pool as gates see them. */
export interface Sides {
  rules: PairRules;
  mentors: readonly Ready[];
  mentees: readonly Ready[];
}

/** All rows that one gate keeps, in bytes at most. */
const KEPT_BYTES = 48 * 2 ** 20;

const asList = (value: Value): readonly string[] =>
  Array.isArray(value) ? (value as readonly string[]) : typeof value === 'string' ? [value] : [];

/**
 * Makes a rule into a gate. Topics covered and comparisons by topic are taken apart by topic; of every other rule
 * people are grouped by what it reads of them, and it is asked once for each two groups.
 */
export function makeGate(sides: Sides, rule: ReadyRule): Gate {
  const { covers, each } = rule.operator;
  if (covers && isOf(covers.from, 'mentor') && isOf(covers.to, 'mentee')) {
    return conditional(sides, rule, new CoversGate(sides, rule, covers));
  }
  if (each && isOf(each.list, 'mentee') && rule.operator.reads.every(({ from }) => from !== 'pair'))
    return conditional(sides, rule, new EachGate(sides, rule, each));
  const sources = [...(rule.applies?.reads ?? []), ...rule.operator.reads];
  return new ClassGate(sides, rule, sources, rule.test);
}

function isOf(source: Source, side: 'mentor' | 'mentee'): boolean {
  return source.from === side && !source.each;
}

/** The gate of an operator, for mentors to whom the rule's condition applies. */
function conditional(sides: Sides, rule: ReadyRule, gate: Gate): Gate {
  const { applies } = rule;
  if (!applies) return gate;
  const exempt = new ClassGate(sides, rule, applies.reads, (read) =>
    applies.test(read) ? 'holds' : 'broken',
  );
  const row = new Uint32Array(wordsFor(sides.mentors.length));
  const where = (inner: Bits, free: Bits): Bits => {
    for (let w = 0; w < row.length; w++) row[w] = inner[w]! & ~free[w]!;
    return row;
  };
  return {
    rule,
    menteeClasses: null,
    stopped: (mentee, alive) => where(gate.stopped(mentee, alive), exempt.stopped(mentee, alive)),
    missing: (mentee, alive) => where(gate.missing(mentee, alive), exempt.stopped(mentee, alive)),
  };
}

/** The mentors whom a rule stops, and those of them for whom a value is missing. */
interface Stopped {
  stopped: Bits;
  missing: Bits;
}

function nobody(mentors: number): Stopped {
  return { stopped: new Uint32Array(wordsFor(mentors)), missing: new Uint32Array(wordsFor(mentors)) };
}

function note(row: Stopped, j: number, answer: Verdict): void {
  if (answer === 'holds') return;
  setBit(row.stopped, j);
  if (answer === 'missing') setBit(row.missing, j);
}

/** A rule that is asked once for each class of mentees and each class of mentors. */
class ClassGate implements Gate {
  readonly menteeClasses: Classes | null;
  private readonly mentorClasses: Classes;
  private readonly everybody: Bits;
  private readonly kept: (Stopped | undefined)[] = [];

  constructor(
    private readonly sides: Sides,
    readonly rule: ReadyRule,
    sources: readonly Source[],
    private readonly test: (read: Read) => Verdict,
  ) {
    this.everybody = allBits(sides.mentors.length);
    this.mentorClasses = classesBySources(sides.rules, sources, 'mentor', sides.mentors);
    const menteeClasses = classesBySources(sides.rules, sources, 'mentee', sides.mentees);
    const bytes = menteeClasses.example.length * wordsFor(sides.mentors.length) * 8;
    this.menteeClasses = bytes <= KEPT_BYTES ? menteeClasses : null;
  }

  stopped(mentee: number, alive: Bits): Bits {
    return this.row(mentee, alive).stopped;
  }

  missing(mentee: number, alive: Bits): Bits {
    return this.row(mentee, alive).missing;
  }

  private row(mentee: number, alive: Bits): Stopped {
    if (!this.menteeClasses) return this.ask(mentee, alive);
    const own = this.menteeClasses.of[mentee]!;
    return (this.kept[own] ??= this.ask(mentee, this.everybody));
  }

  private ask(mentee: number, alive: Bits): Stopped {
    const { rules, mentors, mentees } = this.sides;
    const answers = new Array<Verdict | undefined>(this.mentorClasses.example.length);
    const row = nobody(mentors.length);
    eachBit(alive, (j) => {
      const group = this.mentorClasses.of[j]!;
      const answer = (answers[group] ??= this.test(
        rules.reader(mentors[this.mentorClasses.example[group]!]!, mentees[mentee]!),
      ));
      note(row, j, answer);
    });
    return row;
  }
}

/** `covers`: mentors by topic, added up over the mentee's topics. */
class CoversGate implements Gate {
  readonly menteeClasses = null;
  private readonly everybody: Bits;
  private readonly nobody: Bits;
  private readonly unknown: Bits;
  private readonly byCode = new Map<string, Bits>();
  private readonly byTopic = new Map<string, Bits>();
  private readonly row: Bits;
  /** `reached[c]`: mentors who cover at least `c` of the topics seen so far. */
  private readonly reached: Bits[] = [];

  constructor(
    private readonly sides: Sides,
    readonly rule: ReadyRule,
    private readonly covers: CoversParts,
  ) {
    const { mentors } = sides;
    this.everybody = allBits(mentors.length);
    const words = this.everybody.length;
    this.nobody = new Uint32Array(words);
    this.row = new Uint32Array(words);
    this.unknown = new Uint32Array(words);
    mentors.forEach((mentor, j) => {
      const have = valueOf(mentor, covers.from);
      if (have === null) setBit(this.unknown, j);
      for (const code of asList(have)) {
        const bits = this.byCode.get(code) ?? new Uint32Array(words);
        this.byCode.set(code, bits);
        setBit(bits, j);
      }
    });
  }

  stopped(mentee: number): Bits {
    const want = this.wanted(mentee);
    const { atLeast } = this.covers;
    if (want.length === 0) {
      return atLeast === 'all' || this.rule.passMissing ? this.nobody : this.everybody;
    }
    const enough = this.coverers(want, atLeast === 'all' ? want.length : Math.max(0, Math.ceil(atLeast)));
    const { row, everybody, unknown } = this;
    if (this.rule.passMissing) {
      for (let w = 0; w < row.length; w++) row[w] = everybody[w]! & ~enough[w]! & ~unknown[w]!;
    } else {
      for (let w = 0; w < row.length; w++) row[w] = everybody[w]! & (~enough[w]! | unknown[w]!);
    }
    return row;
  }

  missing(mentee: number): Bits {
    if (this.rule.passMissing) return this.nobody;
    if (this.wanted(mentee).length > 0) return this.unknown;
    return this.covers.atLeast === 'all' ? this.nobody : this.everybody;
  }

  private wanted(mentee: number): readonly string[] {
    return asList(valueOf(this.sides.mentees[mentee]!, this.covers.to));
  }

  private coverers(want: readonly string[], least: number): Bits {
    if (least > want.length) return this.nobody;
    if (least === 0) return this.everybody;
    for (let c = 1; c <= least; c++) {
      this.reached[c] ??= new Uint32Array(this.everybody.length);
      this.reached[c]!.fill(0);
    }
    for (const topic of want) {
      const bits = this.offering(topic);
      for (let c = least; c > 1; c--) {
        const [into, from] = [this.reached[c]!, this.reached[c - 1]!];
        for (let w = 0; w < into.length; w++) into[w]! |= from[w]! & bits[w]!;
      }
      addBits(this.reached[1]!, bits);
    }
    return this.reached[least]!;
  }

  private offering(topic: string): Bits {
    const known = this.byTopic.get(topic);
    if (known) return known;
    const bits = new Uint32Array(this.everybody.length);
    for (const code of this.sides.rules.taxonomy.chain(topic)) {
      const own = this.byCode.get(code);
      if (own) addBits(bits, own);
    }
    this.byTopic.set(topic, bits);
    return bits;
  }
}

function valueOf(person: Ready, source: Source): Value {
  return source.from === 'pair' ? null : (person.view[source.slot] ?? null);
}

/** `forEach`: the comparison asked once for each topic, class of mentees and class of mentors by that topic. */
class EachGate implements Gate {
  readonly menteeClasses = null;
  private readonly sources: readonly Source[];
  private readonly row: Stopped;
  private readonly mentorClasses = new Map<string, Classes>();
  private readonly kept = new Map<string, Stopped>();
  private readonly mostKept: number;

  constructor(
    private readonly sides: Sides,
    readonly rule: ReadyRule,
    private readonly each: EachParts,
  ) {
    // The list itself was read last; it has been taken apart.
    this.sources = rule.operator.reads.slice(0, -1);
    this.row = nobody(sides.mentors.length);
    this.mostKept = KEPT_BYTES / (8 * wordsFor(sides.mentors.length));
  }

  stopped(mentee: number): Bits {
    const { stopped, missing } = this.read(mentee);
    if (!this.each.skipMissing) addBits(stopped, missing);
    return stopped;
  }

  missing(mentee: number): Bits {
    const { missing } = this.read(mentee);
    if (this.each.skipMissing) missing.fill(0);
    return missing;
  }

  /** Those for whom the comparison fails on an element, and those for whom it only cannot be made. */
  private read(mentee: number): Stopped {
    const { stopped, missing } = this.row;
    stopped.fill(0);
    missing.fill(0);
    for (const element of asList(valueOf(this.sides.mentees[mentee]!, this.each.list))) {
      const one = this.ofElement(mentee, element);
      for (let w = 0; w < stopped.length; w++) {
        stopped[w]! |= one.stopped[w]! & ~one.missing[w]!;
        missing[w]! |= one.missing[w]!;
      }
    }
    dropBits(missing, stopped);
    return this.row;
  }

  private ofElement(mentee: number, element: string): Stopped {
    const key = `${element}|${this.keyOn(element, 'mentee', this.sides.mentees[mentee]!)}`;
    const known = this.kept.get(key);
    if (known) return known;
    const { rules, mentors, mentees } = this.sides;
    const classes = this.classesFor(element);
    const answers = classes.example.map((j) =>
      this.each.test(rules.reader(mentors[j]!, mentees[mentee]!), element),
    );
    const row = nobody(mentors.length);
    for (let j = 0; j < mentors.length; j++) note(row, j, answers[classes.of[j]!]!);
    if (this.kept.size >= this.mostKept) this.kept.clear();
    this.kept.set(key, row);
    return row;
  }

  private classesFor(element: string): Classes {
    const { mentors } = this.sides;
    const known =
      this.mentorClasses.get(element) ??
      classesOf(mentors.length, (j) => this.keyOn(element, 'mentor', mentors[j]!));
    this.mentorClasses.set(element, known);
    return known;
  }

  /** What the comparison reads of one person for this element, as text. */
  private keyOn(element: string, side: 'mentor' | 'mentee', person: Ready): string {
    let text = '';
    for (const source of this.sources) {
      if (source.from !== side) continue;
      const value = person.view[source.slot] ?? null;
      const read =
        source.each && value instanceof Map
          ? (this.sides.rules.taxonomy.lookUp<number>(element, value) ?? null)
          : value;
      text += `${JSON.stringify(read instanceof Map ? [...read] : read)};`;
    }
    return text;
  }
}
