import { makeReady, type Read, type ReadyRule } from './evaluate.js';
import { BAR_TITLES, BUILT_IN_TITLES, type BuiltInRule } from './titles.js';
import { Taxonomy } from './taxonomy.js';
import type { BarReason, BrokenRule, Participant, Policy, Rule, Topic, Variant } from './types.js';
import { PathBook, type PairPath, type Side, type Value, type View } from './values.js';

/** What decides whether two people may be a pair: a form's rules under a policy, on a day. */
export interface RuleSetting {
  /** Calendar day `YYYY-MM-DD`. */
  asOf: string;
  topics: readonly Topic[];
  mentorKinds: readonly string[];
  menteeKinds: readonly string[];
  /** For every variant, unless a rule says otherwise. */
  rules: readonly Rule[];
  /** In the catalogue's order; none at all means one nameless variant. */
  variants: readonly Variant[];
  policy: Pick<Policy, 'rules' | 'external'>;
}

/** A participant with the values that the rules read looked up. */
export interface Ready {
  person: Participant;
  view: View;
}

export interface VariantCheck {
  variant: string;
  broken: BrokenRule[];
}

export interface PairCheck {
  eligible: boolean;
  /** The first variant, in the catalogue's order, whose rules the pair meets. */
  variant: string | null;
  /** Empty if eligible; else the rules broken under the variant that breaks fewest. */
  broken: BrokenRule[];
  variants: VariantCheck[];
}

export interface ReadyVariant {
  code: string;
  rules: readonly ReadyRule[];
}

/** The mode of meeting that needs people to be near each other. */
const IN_PERSON = 'in-person';

function appliesTo(rule: Rule, variant: string): boolean {
  if (rule.variants?.not?.includes(variant)) return false;
  return rule.variants?.only === undefined || rule.variants.only.includes(variant);
}

/** A form's hard rules, made ready once and asked about many pairs. Holds no state of any pair. */
export class PairRules {
  readonly taxonomy: Taxonomy;
  private readonly book: PathBook;
  /** In the catalogue's order, each with all rules that it is under; rules for all are shared. */
  readonly variants: readonly ReadyVariant[];

  /** Throws `RuleError` where a rule cannot be evaluated (two operators, an unknown path or parameter). */
  constructor(private readonly setting: RuleSetting) {
    this.taxonomy = new Taxonomy(setting.topics);
    this.book = new PathBook(this.taxonomy, setting.asOf);
    const variants = setting.variants.length > 0 ? setting.variants : [{ code: '', title: '', rules: [] }];
    const ready = new Map<Rule, ReadyRule>();
    this.variants = variants.map((variant) => ({
      code: variant.code,
      rules: [...setting.rules.filter((rule) => appliesTo(rule, variant.code)), ...variant.rules]
        .filter((rule) => this.isEnabled(rule))
        .map((rule) => {
          const made =
            ready.get(rule) ??
            makeReady(rule, setting.policy.rules[rule.code]?.params, this.book, this.taxonomy);
          ready.set(rule, made);
          return made;
        }),
    }));
  }

  mentor(person: Participant): Ready {
    return { person, view: this.book.view('mentor', person) };
  }

  mentee(person: Participant): Ready {
    return { person, view: this.book.view('mentee', person) };
  }

  /** Whether a participant's kind belongs in this form's bank at all. */
  hasKind(bank: 'mentors' | 'mentees', person: Participant): boolean {
    const kinds = bank === 'mentors' ? this.setting.mentorKinds : this.setting.menteeKinds;
    return kinds.includes(person.personKind);
  }

  /** The place in the catalogue's order of the first variant that the pair may have, −1 if there is none. */
  firstVariant(mentor: Ready, mentee: Ready): number {
    if (this.brokenBuiltIn(mentor.person, mentee.person).length > 0) return -1;
    const read = this.reader(mentor, mentee);
    return this.variants.findIndex((variant) => variant.rules.every((ready) => ready.test(read) === 'holds'));
  }

  variantCode(index: number): string {
    return this.variants[index]?.code ?? '';
  }

  /** Every rule that the pair breaks, by variant; never stops at the first. */
  check(mentor: Ready, mentee: Ready, barred: readonly BarReason[] = []): PairCheck {
    const always = [
      ...this.brokenBuiltIn(mentor.person, mentee.person).map((code) => builtIn(code)),
      ...barred.map((reason) => barredRule(reason)),
    ];
    const read = this.reader(mentor, mentee);
    const variants = this.variants.map((variant) => ({
      variant: variant.code,
      broken: [...always, ...variant.rules.flatMap((ready) => brokenRule(ready, read))],
    }));
    const nearest = variants.reduce((best, one) => (one.broken.length < best.broken.length ? one : best));
    const eligible = nearest.broken.length === 0;
    return { eligible, variant: eligible ? nearest.variant : null, broken: nearest.broken, variants };
  }

  private isEnabled(rule: Rule): boolean {
    return this.setting.policy.rules[rule.code]?.enabled ?? rule.enabled ?? true;
  }

  private brokenBuiltIn(mentor: Participant, mentee: Participant): BuiltInRule[] {
    const broken: BuiltInRule[] = [];
    if (!this.hasKind('mentors', mentor)) broken.push('mentor-kind');
    if (!this.hasKind('mentees', mentee)) broken.push('mentee-kind');
    if (mentor.person === mentee.person) broken.push('same-person');
    if (mentor.organisation !== mentee.organisation && !this.mayMeetOutside(mentor, mentee))
      broken.push('external');
    return broken;
  }

  /** The modes of a participant in which the policy lets people of two organisations meet. */
  outsideModes({ profile }: Participant): string[] {
    const { allowed, modes } = this.setting.policy.external;
    return allowed ? modes.filter((mode) => profile.modes.includes(mode)) : [];
  }

  /** People of two organisations pair only where the policy lets them, in a mode that both can keep. */
  mayMeetOutside(mentor: Participant, mentee: Participant): boolean {
    const near =
      mentor.municipality === undefined ||
      mentee.municipality === undefined ||
      mentor.municipality === mentee.municipality;
    return this.outsideModes(mentor).some(
      (mode) => mentee.profile.modes.includes(mode) && (near || mode !== IN_PERSON),
    );
  }

  /** What rules read of one pair. */
  reader(mentor: Ready, mentee: Ready): Read {
    return (source, element) => {
      if (source.from === 'pair') return this.pairValue(source.what, mentor.person, mentee.person);
      const value = (source.from === 'mentor' ? mentor : mentee).view[source.slot] ?? null;
      if (!source.each || element === null) return value;
      return value instanceof Map ? (this.taxonomy.lookUp<number>(element, value) ?? null) : null;
    };
  }

  private pairValue(what: PairPath, mentor: Participant, mentee: Participant): Value {
    switch (what) {
      case 'samePerson':
        return mentor.person === mentee.person;
      case 'sameOrganisation':
        return mentor.organisation === mentee.organisation;
      case 'commonTopics':
        return this.commonTopics(mentor, mentee);
      case 'sameSubject':
        return this.sameSubject(mentor, mentee);
    }
  }

  private commonTopics(mentor: Participant, mentee: Participant): string[] {
    const offered = mentor.competences.map((item) => item.topic);
    return mentee.requests
      .map((item) => item.topic)
      .filter((topic) => this.taxonomy.chain(topic).some((code) => offered.includes(code)));
  }

  /** The school subjects that a participant's topics belong to: those given by a mentor, those given or asked by a mentee. */
  subjectsOf(side: Side, { competences, requests }: Participant): string[] {
    const items = side === 'mentor' ? competences : [...competences, ...requests];
    return items.flatMap(({ topic }) => {
      const chain = this.taxonomy.chain(topic);
      const root = chain.indexOf('subject');
      const subject = root > 0 ? chain[root - 1] : undefined;
      return subject === undefined ? [] : [subject];
    });
  }

  /** Whether the two share a school subject (a topic right below `subject`); `null` where either names none. */
  private sameSubject(mentor: Participant, mentee: Participant): boolean | null {
    const mine = this.subjectsOf('mentor', mentor);
    const theirs = this.subjectsOf('mentee', mentee);
    if (mine.length === 0 || theirs.length === 0) return null;
    return mine.some((subject) => theirs.includes(subject));
  }
}

function brokenRule({ rule, test }: ReadyRule, read: Read): BrokenRule[] {
  const verdict = test(read);
  if (verdict === 'holds') return [];
  const reason = verdict === 'missing' ? 'data-missing' : 'broken';
  return [{ rule: rule.code, title: rule.title.ru, reason }];
}

function builtIn(code: BuiltInRule): BrokenRule {
  return { rule: code, title: BUILT_IN_TITLES[code], reason: 'broken' };
}

function barredRule(reason: BarReason): BrokenRule {
  return { rule: reason, title: BAR_TITLES[reason], reason: 'broken' };
}
