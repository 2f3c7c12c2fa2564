import { BAR_TITLES, BUILT_IN_TITLES } from '../rules/titles.js';
import type { BrokenRule, PairFacts } from '../rules/types.js';
import { allBits, hasBit, type Bits } from './bits.js';
import type { Eligibility } from './eligibility.js';
import type { Gate } from './gates.js';

/** What keeps mentors from one mentee, counted over all of them; of each mentor under its nearest variant. */
export interface Stops {
  /** How many mentors each rule stops; most first, then by code. */
  rules: { rule: string; title: string; mentors: number }[];
  /** By rule: mentors whom this rule alone keeps away, and for how many of them only data are missing. */
  alone: { broken: BrokenRule; mentors: number; dataMissing: number }[];
}

/** One rule with the mentors whom it stops. */
interface Stop {
  code: string;
  title: string;
  stopped: Bits;
  missing: Bits | null;
}

/** Adds up broken rules by code. */
class Tally {
  private readonly rules = new Map<string, Stops['rules'][number]>();
  private readonly alone = new Map<string, Stops['alone'][number]>();

  add(broken: readonly BrokenRule[]): void {
    for (const { rule, title } of broken) {
      const counted = this.rules.get(rule) ?? { rule, title, mentors: 0 };
      counted.mentors++;
      this.rules.set(rule, counted);
    }
    const [only] = broken;
    if (broken.length !== 1 || !only) return;
    const counted = this.alone.get(only.rule) ?? { broken: only, mentors: 0, dataMissing: 0 };
    counted.mentors++;
    if (only.reason === 'data-missing') counted.dataMissing++;
    this.alone.set(only.rule, counted);
  }

  read(): Stops {
    const byCode = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
    return {
      rules: [...this.rules.values()].sort((a, b) => b.mentors - a.mentors || byCode(a.rule, b.rule)),
      alone: [...this.alone.values()].sort(
        (a, b) => b.mentors - a.mentors || byCode(a.broken.rule, b.broken.rule),
      ),
    };
  }
}

/**
 * Counts what keeps mentors from a mentee: the same as adding up `PairRules.check` with `minScore` over all mentors.
 *
 * @param low whether a mentor's points are below `minScore`
 */
export function countStops(
  eligibility: Eligibility,
  mentors: number,
  mentee: number,
  facts: ReadonlyMap<number, PairFacts>,
  low: (mentor: number) => boolean,
): Stops {
  const everybody = allBits(mentors);
  const always: Stop[] = eligibility
    .builtInStops(mentee)
    .map(({ code, stopped }) => ({ code, title: BUILT_IN_TITLES[code], stopped, missing: null }));
  const asked = new Map<Gate, Stop>();
  const variants = eligibility
    .gatesByVariant()
    .map((gates) => gates.map((gate) => asked.get(gate) ?? ask(gate, mentee, everybody, asked)));
  const tally = new Tally();
  for (let j = 0; j < mentors; j++) {
    const common = [...told(always, j), ...outside(facts.get(j), low(j))];
    const nearest = nearestOf(variants, j);
    tally.add([...common, ...told(nearest, j)]);
  }
  return tally.read();
}

/** Gates lend their bits until the next question, so these are copies. */
function ask(gate: Gate, mentee: number, everybody: Bits, asked: Map<Gate, Stop>): Stop {
  const stop = {
    code: gate.rule.rule.code,
    title: gate.rule.rule.title.ru,
    stopped: gate.stopped(mentee, everybody).slice(),
    missing: gate.missing(mentee, everybody).slice(),
  };
  asked.set(gate, stop);
  return stop;
}

/** The first variant that stops a mentor by the fewest rules. */
function nearestOf(variants: readonly (readonly Stop[])[], mentor: number): readonly Stop[] {
  let nearest: readonly Stop[] = [];
  let fewest = Infinity;
  for (const stops of variants) {
    let count = 0;
    for (const { stopped } of stops) if (hasBit(stopped, mentor)) count++;
    if (count >= fewest) continue;
    fewest = count;
    nearest = stops;
  }
  return nearest;
}

function told(stops: readonly Stop[], mentor: number): BrokenRule[] {
  const broken: BrokenRule[] = [];
  for (const { code, title, stopped, missing } of stops) {
    if (!hasBit(stopped, mentor)) continue;
    const reason = missing && hasBit(missing, mentor) ? 'data-missing' : 'broken';
    broken.push({ rule: code, title, reason });
  }
  return broken;
}

/** What no rule says: bars, and too few points. */
function outside(facts: PairFacts | undefined, isLow: boolean): BrokenRule[] {
  const broken: BrokenRule[] = (facts?.barred ?? []).map((bar) => ({
    rule: bar,
    title: BAR_TITLES[bar],
    reason: 'broken',
  }));
  if (isLow) broken.push({ rule: 'min-score', title: BUILT_IN_TITLES['min-score'], reason: 'broken' });
  return broken;
}
