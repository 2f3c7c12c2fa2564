import type {
  Category,
  CatalogueData,
  CompletionReason,
  ConsentPurposeEntry,
  Denominator,
  Form,
  Indicator,
  Instrument,
  Kind,
  MeetingKind,
  Mode,
  PersonKind,
  PetitionKind,
  ReminderRule,
  ResponsibleRole,
  Stage,
  SupportKind,
  Target,
  Topic,
  Trait,
  Variant,
} from '@app/contracts';
import { effectivePolicy, type EffectivePolicy } from './policy/effective-policy.js';
import type { PolicyCodes } from './policy/check-policy.js';

const byCode = <Entry extends { code: string }>(entries: readonly Entry[]): ReadonlyMap<string, Entry> =>
  new Map(entries.map((entry) => [entry.code, entry]));

/**
 * The catalogue in use: frozen data and look-ups by code. A look-up of an unknown code gives `undefined`;
 * what that means (400, 404, a rejected row) is the caller's to say.
 */
export class Catalogue {
  private readonly forms: ReadonlyMap<string, Form>;
  private readonly kinds: ReadonlyMap<string, Kind>;
  private readonly topics: ReadonlyMap<string, Topic>;
  private readonly categories: ReadonlyMap<string, Category>;
  private readonly personKinds: ReadonlyMap<string, PersonKind>;
  private readonly modes: ReadonlyMap<string, Mode>;
  private readonly traits: ReadonlyMap<string, Trait>;
  private readonly indicators: ReadonlyMap<string, Indicator>;
  private readonly instruments: ReadonlyMap<string, readonly Instrument[]>;
  private readonly denominators: ReadonlyMap<string, Denominator>;
  private readonly targets: ReadonlyMap<string, Target>;
  private readonly consentPurposes: ReadonlyMap<string, ConsentPurposeEntry>;
  private readonly completionReasons: ReadonlyMap<string, CompletionReason>;
  private readonly meetingKinds: ReadonlyMap<string, MeetingKind>;
  private readonly petitionKinds: ReadonlyMap<string, PetitionKind>;
  private readonly supportKinds: ReadonlyMap<string, SupportKind>;
  private readonly roles: ReadonlyMap<string, ResponsibleRole>;
  private readonly stages: ReadonlyMap<string, Stage>;
  private readonly reminders: ReadonlyMap<string, ReminderRule>;
  private readonly policyCodes: PolicyCodes;

  /**
   * @param data checked and frozen; every list in the catalogue's order.
   * @param digest SHA-256 of the data, hexadecimal: two catalogues of one digest are the same.
   */
  constructor(
    readonly data: Readonly<CatalogueData>,
    readonly digest: string,
  ) {
    this.forms = byCode(data.forms);
    this.kinds = byCode(data.kinds);
    this.topics = byCode(data.topics);
    this.categories = byCode(data.categories);
    this.personKinds = byCode(data.personKinds);
    this.modes = byCode(data.modes);
    this.traits = byCode(data.traits);
    this.indicators = byCode(data.indicators);
    this.instruments = versionsByCode(data.instruments);
    this.denominators = byCode(data.denominators);
    this.targets = byCode(data.targets);
    this.consentPurposes = byCode(data.consentPurposes);
    this.completionReasons = byCode(data.completionReasons);
    this.meetingKinds = byCode(data.meetingKinds);
    this.petitionKinds = byCode(data.petitionKinds);
    this.supportKinds = byCode(data.supportKinds);
    this.roles = byCode(data.roles);
    this.stages = byCode(data.stages);
    this.reminders = byCode(data.reminders);
    const codes = (entries: readonly { code: string }[]) => new Set(entries.map((entry) => entry.code));
    this.policyCodes = {
      categories: codes(data.categories),
      modes: codes(data.modes),
      traits: codes(data.traits),
    };
  }

  get version(): string {
    return this.data.version;
  }

  form(code: string): Form | undefined {
    return this.forms.get(code);
  }

  variant(form: string, code: string): Variant | undefined {
    return this.forms.get(form)?.variants.find((variant) => variant.code === code);
  }

  kind(code: string): Kind | undefined {
    return this.kinds.get(code);
  }

  /** Kinds in which each of two people mentors the other. */
  mutualKinds(): string[] {
    return this.data.kinds.filter((kind) => kind.mutual).map((kind) => kind.code);
  }

  topic(code: string): Topic | undefined {
    return this.topics.get(code);
  }

  /** The topic, its parent, and so on to the root; empty for an unknown topic. */
  topicChain(code: string): Topic[] {
    const topic = this.topics.get(code);
    if (!topic) return [];
    return topic.parent === null ? [topic] : [topic, ...this.topicChain(topic.parent)];
  }

  category(code: string): Category | undefined {
    return this.categories.get(code);
  }

  personKind(code: string): PersonKind | undefined {
    return this.personKinds.get(code);
  }

  mode(code: string): Mode | undefined {
    return this.modes.get(code);
  }

  trait(code: string): Trait | undefined {
    return this.traits.get(code);
  }

  indicator(code: string): Indicator | undefined {
    return this.indicators.get(code);
  }

  /** An instrument of a version; without one, its newest version. */
  instrument(code: string, version?: string): Instrument | undefined {
    const versions = this.instruments.get(code);
    if (version === undefined) return versions?.at(-1);
    return versions?.find((instrument) => instrument.version === version);
  }

  /** Every version of an instrument, oldest first; empty for an unknown code. */
  instrumentVersions(code: string): readonly Instrument[] {
    return this.instruments.get(code) ?? [];
  }

  denominator(code: string): Denominator | undefined {
    return this.denominators.get(code);
  }

  target(code: string): Target | undefined {
    return this.targets.get(code);
  }

  consentPurpose(code: string): ConsentPurposeEntry | undefined {
    return this.consentPurposes.get(code);
  }

  meetingKind(code: string): MeetingKind | undefined {
    return this.meetingKinds.get(code);
  }

  petitionKind(code: string): PetitionKind | undefined {
    return this.petitionKinds.get(code);
  }

  supportKind(code: string): SupportKind | undefined {
    return this.supportKinds.get(code);
  }

  role(code: string): ResponsibleRole | undefined {
    return this.roles.get(code);
  }

  stage(code: string): Stage | undefined {
    return this.stages.get(code);
  }

  reminder(code: string): ReminderRule | undefined {
    return this.reminders.get(code);
  }

  /** Reasons after which two people are not paired again, and how such a bar is told. */
  barringReasons(): { code: string; bar: 'conflict' | 'declined' }[] {
    return this.data.completionReasons
      .filter((reason) => reason.bars)
      .map(({ code, group }) => ({ code, bar: group === 'declined' ? 'declined' : 'conflict' }));
  }

  completionReason(code: string): CompletionReason | undefined {
    return this.completionReasons.get(code);
  }

  /**
   * The form's default policy with a programme's overrides on top, or what is wrong with the overrides
   * (`effectivePolicy`). Throws `RangeError` for a form that the catalogue does not have.
   */
  effectivePolicy(form: string, overrides?: unknown): EffectivePolicy {
    const found = this.forms.get(form);
    if (!found) throw new RangeError(`the catalogue has no form "${form}"`);
    return effectivePolicy(found, overrides, this.policyCodes);
  }
}

function versionsByCode(instruments: readonly Instrument[]): ReadonlyMap<string, readonly Instrument[]> {
  const grouped = new Map<string, Instrument[]>();
  for (const instrument of instruments) {
    const versions = grouped.get(instrument.code) ?? [];
    grouped.set(instrument.code, [...versions, instrument].sort(byVersion));
  }
  return grouped;
}

/** `2` before `10`, `1.9` before `1.10`. */
function byVersion(a: { version: string }, b: { version: string }): number {
  const [left, right] = [a, b].map(({ version }) => version.split('.').map(Number));
  for (let at = 0; at < Math.max(left?.length ?? 0, right?.length ?? 0); at++) {
    const difference = (left?.[at] ?? 0) - (right?.[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
