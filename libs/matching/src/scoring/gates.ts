import type { CoversParts, EachParts, ReadyRule, Verdict } from '../rules/evaluate.js';
import type { PairRules, Ready } from '../rules/pair-rules.js';
import type { Source, Value } from '../rules/values.js';
import { addBits, allBits, dropBits, eachBit, setBit, wordsFor, type Bits } from './bits.js';
import { classesBySources, classesOf, type Classes } from './value-classes.js';

/** The mentors whom a rule keeps from one mentee: all of them, and those for whom only a value is missing. */
export interface Stopped {
  stopped: Bits;
  missing: Bits;
}

/** One rule, asked about one mentee and all mentors at once. */
export interface Gate {
  rule: ReadyRule;
  /** Answers are kept and cost nothing the second time. */
  cheap: boolean;
  /** Only the mentors in `alive` need an answer. The bits belong to the gate: not to be changed, nor kept. */
  stops(mentee: number, alive: Bits): Stopped;
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
  const stopped = new Uint32Array(wordsFor(sides.mentors.length));
  const missing = new Uint32Array(wordsFor(sides.mentors.length));
  return {
    rule,
    cheap: gate.cheap && exempt.cheap,
    stops(mentee, alive) {
      const free = exempt.stops(mentee, alive).stopped;
      const inner = gate.stops(mentee, alive);
      for (let w = 0; w < stopped.length; w++) {
        stopped[w] = inner.stopped[w]! & ~free[w]!;
        missing[w] = inner.missing[w]! & ~free[w]!;
      }
      return { stopped, missing };
    },
  };
}

/** A rule that is asked once for each class of mentees and each class of mentors. */
class ClassGate implements Gate {
  readonly cheap: boolean;
  private readonly mentorClasses: Classes;
  private readonly menteeClasses: Classes;
  private readonly kept: (Stopped | undefined)[] = [];

  constructor(
    private readonly sides: Sides,
    readonly rule: ReadyRule,
    sources: readonly Source[],
    private readonly test: (read: ReturnType<PairRules['reader']>) => Verdict,
  ) {
    this.mentorClasses = classesBySources(sides.rules, sources, 'mentor', sides.mentors);
    this.menteeClasses = classesBySources(sides.rules, sources, 'mentee', sides.mentees);
    this.cheap = this.menteeClasses.example.length * wordsFor(sides.mentors.length) * 8 <= KEPT_BYTES;
  }

  stops(mentee: number, alive: Bits): Stopped {
    const own = this.menteeClasses.of[mentee]!;
    const { mentors } = this.sides;
    if (!this.cheap) return this.ask(mentee, alive);
    return (this.kept[own] ??= this.ask(this.menteeClasses.example[own]!, allBits(mentors.length)));
  }

  private ask(mentee: number, alive: Bits): Stopped {
    const { rules, mentors, mentees } = this.sides;
    const answers = new Array<Verdict | undefined>(this.mentorClasses.example.length);
    const row = emptyRow(mentors.length);
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

function emptyRow(mentors: number): Stopped {
  return { stopped: new Uint32Array(wordsFor(mentors)), missing: new Uint32Array(wordsFor(mentors)) };
}

function note(row: Stopped, j: number, answer: Verdict): void {
  if (answer === 'holds') return;
  setBit(row.stopped, j);
  if (answer === 'missing') setBit(row.missing, j);
}

/** `covers`: mentors by topic, added up over the mentee's topics. */
class CoversGate implements Gate {
  readonly cheap = true;
  private readonly all: Bits;
  private readonly unknown: Bits;
  private readonly byCode = new Map<string, Bits>();
  private readonly byTopic = new Map<string, Bits>();
  private readonly row: Stopped;
  /** `reached[c]`: mentors who cover at least `c` of the topics seen so far. */
  private readonly reached: Bits[] = [];

  constructor(
    private readonly sides: Sides,
    readonly rule: ReadyRule,
    private readonly covers: CoversParts,
  ) {
    const { mentors } = sides;
    this.all = allBits(mentors.length);
    this.row = emptyRow(mentors.length);
    this.unknown = new Uint32Array(this.all.length);
    mentors.forEach((mentor, j) => {
      const have = valueOf(mentor, covers.from);
      if (have === null) setBit(this.unknown, j);
      for (const code of asList(have)) {
        const bits = this.byCode.get(code) ?? new Uint32Array(this.all.length);
        this.byCode.set(code, bits);
        setBit(bits, j);
      }
    });
  }

  stops(mentee: number): Stopped {
    const { atLeast } = this.covers;
    const want = asList(valueOf(this.sides.mentees[mentee]!, this.covers.to));
    if (want.length === 0) return atLeast === 'all' ? this.none() : this.told(this.all);
    const enough = this.coverers(want, atLeast === 'all' ? want.length : Math.max(0, Math.ceil(atLeast)));
    const { stopped, missing } = this.row;
    stopped.set(this.all);
    dropBits(stopped, enough);
    missing.fill(0);
    if (this.rule.passMissing) {
      dropBits(stopped, this.unknown);
    } else {
      addBits(stopped, this.unknown);
      missing.set(this.unknown);
    }
    return this.row;
  }

  private none(): Stopped {
    this.row.stopped.fill(0);
    this.row.missing.fill(0);
    return this.row;
  }

  /** A row of mentors for whom the verdict is "missing". */
  private told(missing: Bits): Stopped {
    if (this.rule.passMissing) return this.none();
    this.row.stopped.set(missing);
    this.row.missing.set(missing);
    return this.row;
  }

  private coverers(want: readonly string[], least: number): Bits {
    if (least > want.length) return new Uint32Array(this.all.length);
    for (let c = 0; c <= least; c++) {
      this.reached[c] ??= new Uint32Array(this.all.length);
      if (c === 0) this.reached[0]!.set(this.all);
      else this.reached[c]!.fill(0);
    }
    for (const topic of want) {
      const bits = this.offering(topic);
      for (let c = least; c > 0; c--) {
        const [into, from] = [this.reached[c]!, this.reached[c - 1]!];
        for (let w = 0; w < into.length; w++) into[w]! |= from[w]! & bits[w]!;
      }
    }
    return this.reached[least]!;
  }

  private offering(topic: string): Bits {
    const known = this.byTopic.get(topic);
    if (known) return known;
    const bits = new Uint32Array(this.all.length);
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
  readonly cheap = true;
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
    this.row = emptyRow(sides.mentors.length);
    this.mostKept = KEPT_BYTES / (8 * wordsFor(sides.mentors.length));
  }

  stops(mentee: number): Stopped {
    const { stopped, missing } = this.row;
    const broken = stopped.fill(0);
    missing.fill(0);
    for (const element of asList(valueOf(this.sides.mentees[mentee]!, this.each.list))) {
      const one = this.ofElement(mentee, element);
      for (let w = 0; w < broken.length; w++) {
        broken[w]! |= one.stopped[w]! & ~one.missing[w]!;
        missing[w]! |= one.missing[w]!;
      }
    }
    dropBits(missing, broken);
    if (this.each.skipMissing) missing.fill(0);
    else addBits(stopped, missing);
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
    const row = emptyRow(mentors.length);
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
