/**
 * The shapes of catalogue data: forms with their rules, topics, instruments, indicators, targets.
 * What a school or a region may extend is data of these shapes, never code. The loader of
 * `@app/catalogue` checks every file against them; the pure libraries declare structurally equal types.
 */
import type { OfficerRole } from './dto/paper.dto.js';
import type {
  RetentionCode,
  DestructionReason,
  DataCategory,
  Bank,
  ConsentPurpose,
  ImportKind,
  PairActor,
  PairState,
  ParticipantRole,
  RespondentKind,
  Wave,
} from './vocabulary.js';

/** Text that people read. Russian is always there. */
export interface Text {
  ru: string;
  en?: string;
}

/** What every entry of the catalogue carries. A published version never changes. */
export interface CatalogueEntry {
  code: string;
  version: string;
  title: Text;
  /** Document and paragraph that the entry comes from: `S2`, `S1 §6.1`, a paper, a manual. */
  source: string;
  /** Other Russian words for it, as people write them in tables. */
  aliases?: string[];
}

// Rules ---------------------------------------------------------------------------------------------

/** `mentor.grade`, `mentee.profile.shift`, `mentor.marks[$]`: a field of a bank entry, by side. */
export type RulePath = string;
export interface ParamRef {
  param: string;
}
export type RuleParam = number | string | string[];
export type CompareOperator = '>=' | '>' | '<=' | '<' | '==' | '!=';
/** The right side is a literal, a parameter, or a path where a string begins with a side. */
export type Comparison = [RulePath, CompareOperator, string | number | boolean | ParamRef];

export type RuleCondition =
  | { exists: RulePath }
  | { in: [RulePath, (string | number)[]] }
  | { compare: Comparison }
  | { intersects: [RulePath, RulePath | string[] | ParamRef] }
  | { not: RuleCondition }
  | { all: RuleCondition[] }
  | { any: RuleCondition[] };

/**
 * A hard rule: a pair that breaks it is not eligible, whatever its score (domain.md §2).
 * Exactly one of `compare`, `in`, `intersects`, `covers`, `distance`, `exists` is present;
 * `forEach` only beside `compare`. Bounds are inclusive as the operator says.
 */
export interface Rule {
  /** kebab-case, unique in the form with all its variants: a policy overrides by it. */
  code: string;
  /** What a curator reads when the rule is broken. */
  title: Text;
  source: string;
  /** Default true; `policy.rules[code].enabled` overrides. */
  enabled?: boolean;
  /** What a missing value means. Default `fail`, with reason `data-missing`. */
  onMissing?: 'fail' | 'pass';
  /** The rule applies only where this is true. */
  when?: RuleCondition;
  variants?: { not?: string[]; only?: string[] };
  /** Defaults of the parameters; `policy.rules[code].params` overrides. */
  params?: Record<string, RuleParam>;
  /** left OP right + plus */
  compare?: Comparison;
  plus?: number | ParamRef;
  in?: [RulePath, (string | number)[] | ParamRef];
  intersects?: [RulePath, RulePath | string[] | ParamRef];
  /** Topics of the first path cover those of the second: the same code or an ancestor. */
  covers?: [RulePath, RulePath];
  /** With `covers`: how many topics must be covered. Default 1. */
  atLeast?: number | 'all' | ParamRef;
  /** |a − b| ≤ atMost */
  distance?: [RulePath, RulePath];
  atMost?: number | ParamRef;
  /** Present and not empty. */
  exists?: RulePath;
  /** With `compare`: `$` stands for each element. */
  forEach?: RulePath;
}

export const RULE_OPERATORS = ['compare', 'in', 'intersects', 'covers', 'distance', 'exists'] as const;
export type RuleOperator = (typeof RULE_OPERATORS)[number];

// Policy --------------------------------------------------------------------------------------------

export const FEATURE_KINDS = ['set', 'category', 'number', 'above'] as const;
export type FeatureKind = (typeof FEATURE_KINDS)[number];

/** One feature of the profile similarity (Gower 1971). `range` > 0 belongs to `number` and `above`. */
export interface PolicyFeature {
  field: string;
  kind: FeatureKind;
  /** Integer weight, at least 1. */
  weight: number;
  range?: number;
}

/** A group that is matched first: entries in any of the categories, or waiting at least so long. */
export interface PolicyTier {
  categories?: string[];
  waitingDaysAtLeast?: number;
}

export interface RuleOverride {
  enabled?: boolean;
  params?: Record<string, RuleParam>;
}

/** How far from the pair's start and end a measurement may lie (statistics.md §2), in days. */
export interface MeasurementWindows {
  entryDaysBeforeStart: number;
  entryDaysAfterStart: number;
  exitDaysBeforeEnd: number;
  exitDaysAfterEnd: number;
}

/** Of all places that are given, those to mentees of these categories: a share, at least so many, or both. */
export interface PolicyQuota {
  categories: string[];
  /** `[1, 3]` is a third. */
  share?: [number, number];
  count?: number;
}

/** Rules, weights and objective of a matching, every field present but those marked (api.md, "Programme"). */
export interface Policy {
  objective: 'total' | 'worst-off-first';
  /** 0…1: a pair under it is not eligible. */
  minScore: number;
  /** Integer; breaks ties. */
  seed: number;
  /** How many alternatives a suggestion names, 0…10. */
  alternatives: number;
  /** Integer weights of the components; at least one is positive. */
  weights: { request: number; profile: number; compatibility: number };
  /** Integer weights of the parts of compatibility; traits where difference is good. */
  compatibility: { assessment: number; traits: number; interest: number; complementary: string[] };
  features: PolicyFeature[];
  /** Groups that come first, in order; everybody else is the last tier. */
  tiers: PolicyTier[];
  rules: Record<string, RuleOverride>;
  /** Mentees that every mentor gets at least. */
  minimum: number;
  /** 0, or the smallest group: a mentor has none or at least so many. */
  groupMinimum: number;
  /** Points that a mentor's 1st, 2nd, 3rd … mentee costs, so that loads are even; the last repeats. */
  loadCost?: number[];
  quotas?: PolicyQuota[];
  /** `false`: of two people in both banks not each becomes the other's mentor. */
  reciprocal?: boolean;
  /** `true`: a pair begins to work only when its mentor is trained (S2; S1 annex). */
  requireTrainedMentor?: boolean;
  /** Search outside the organisation, off by default (S4 §3). */
  external: { allowed: boolean; modes: string[] };
  windows: MeasurementWindows;
}

// Forms ---------------------------------------------------------------------------------------------

export interface Variant {
  code: string;
  title: Text;
  /** Names of the same variant in other documents. */
  aliases?: string[];
  goal: Text;
  source: string;
  rules: Rule[];
}

/** Who fixes the pairs of a form: the curator or the methodical council (domain.md §2, rows 6–8). */
export type Approver = 'curator' | 'council';

export interface Form extends CatalogueEntry {
  aliases?: string[];
  goal: Text;
  approver: Approver;
  mentor: { personKinds: string[] };
  mentee: { personKinds: string[] };
  /** For every variant, unless `rule.variants` says otherwise. */
  rules: Rule[];
  /** In this order ties between variants are broken. */
  variants: Variant[];
  /** Codes of the kinds that make sense for the form. */
  kinds: string[];
  defaultPolicy: Policy;
}

// Vocabularies --------------------------------------------------------------------------------------

/** A kind (вид) of mentoring, and what it means for the engine and the statistics. */
export interface Kind extends CatalogueEntry {
  definition: Text;
  /** Smallest group of one mentor. */
  minimumGroup: number;
  /** Shortest and longest term of a personalised programme, months; null: no bound. */
  termMonths: [number, number] | null;
  /** False: left out of the statistics of change (one meeting changes nothing that they measure). */
  changeStatistics: boolean;
  /** Most meetings of one pair; null: as many as the two like. */
  maximumMeetings: number | null;
  /** The pair works in both directions. */
  mutual: boolean;
}

/** A topic of requests and competences. A topic covers itself and everything below it. */
export interface Topic extends CatalogueEntry {
  parent: string | null;
  /** Whose requests the topic is meant for; empty: everybody's. */
  audience: ('student' | 'teacher')[];
}

export interface Category extends CatalogueEntry {
  audience: 'student' | 'teacher';
  /** Health or another special category of personal data. */
  sensitive: boolean;
}

export interface PersonKind extends CatalogueEntry {
  group: 'student' | 'staff' | 'external';
  /** An adult from outside who works with minors shows more papers. */
  external: boolean;
}

export interface Mode extends CatalogueEntry {
  /** True: people need not be in one place. */
  remote: boolean;
}

export interface Trait extends CatalogueEntry {
  min: number;
  max: number;
}

export interface ConsentPurposeEntry extends CatalogueEntry {
  code: ConsentPurpose;
  /** What is not done without it. */
  requiredFor: Text;
  /** For a minor the legal representative signs. */
  representativeForMinors: boolean;
}

/** The three groups of S1 §7.1, replacement (S1 §4.1, §5.1), and a pair that somebody declined (S4 §1.2). */
export type CompletionReasonGroup = 'plan-done' | 'initiative' | 'curator' | 'replacement' | 'declined';

export interface CompletionReason extends CatalogueEntry {
  group: CompletionReasonGroup;
  /** States of a pair that it may end in by this reason. */
  states: ('completed' | 'terminated' | 'replaced')[];
  /** Who may bring it about. */
  initiators: PairActor[];
  /** True: the two are not paired again. */
  bars: boolean;
  /** True: the mentee goes on looking for a mentor. Default false. */
  menteeGoesOn?: boolean;
}

/** A kind of meeting of a pair; those that are advised make the cycle of S0 §7 and S2, in the catalogue's order. */
export interface MeetingKind extends CatalogueEntry {
  advised: boolean;
}

/** Who may ask for what, who decides on it, and how the pair ends if it is granted. */
export interface PetitionKind extends CatalogueEntry {
  by: ParticipantRole;
  state: 'terminated' | 'replaced';
  /** Code of the completion reason. */
  reason: string;
  deciders: ('curator' | 'head')[];
}

/** What a psychologist or a curator does for a pair. */
export interface SupportKind extends CatalogueEntry {
  /** True: it says how satisfied a side is. */
  rates: boolean;
}

// Measuring -----------------------------------------------------------------------------------------

export type Direction = 'higher' | 'lower' | 'band';

export interface Indicator extends CatalogueEntry {
  /** Default; an instrument's scale may say otherwise. */
  direction: Direction;
  /** Bounds of any value of the indicator; every scale that feeds it lies within. */
  min: number;
  max: number;
  ordinal: boolean;
  /** A psychological one has the higher threshold of disclosure. */
  psychological: boolean;
  /** `organisation`: a count of the whole organisation, never of one person. */
  level: 'person' | 'organisation';
  /** Words of a verdict: «снижение тревожности» / «рост тревожности». */
  change: { better: Text; worse: Text };
}

interface ItemBase {
  code: string;
  text: Text;
  required?: boolean;
  /** Waves at which the item is asked. Default: all of the instrument's. */
  waves?: Wave[];
  /** Code of the entry question that this one mirrors: exit − entry is the expectation gap. */
  twin?: string;
}
export type Item = ItemBase &
  (
    | { kind: 'rating'; min: number; max: number }
    | { kind: 'choice'; options: { value: string | number; weight: number; text: Text }[] }
    | { kind: 'yes-no' }
    | { kind: 'number'; min?: number; max?: number }
    | { kind: 'open'; maxLength?: number }
  );
export type ItemKind = Item['kind'];

export interface Scale {
  code: string;
  /** Code of the indicator that the scale feeds. */
  indicator: string;
  items: string[];
  reversed?: string[];
  method: 'sum' | 'mean';
  constant?: number;
  /** Share of missing items up to which the scale is prorated. Default 0.2. */
  maxMissingShare?: number;
  min: number;
  max: number;
  direction: Direction;
  ordinal: boolean;
  /** The norm, inclusive; by grade where `grades` is given. */
  band?: { from: number; to: number; grades?: [number, number] }[];
  /** Levels, ascending; a value belongs to the first with value ≤ upTo. */
  bands?: { upTo: number; label: Text }[];
  reliability?: { alpha?: number; retest?: number; normMean?: number; normSd?: number };
}

/** A full sheet with its scores, computed by hand. Null: the scale is missing. */
export interface GoldenSheet {
  answers: Record<string, unknown>;
  scales: Record<string, number | null>;
}

export interface Instrument extends CatalogueEntry {
  licence?: string;
  /** Only what a source confirms is shipped. */
  confirmed: true;
  /** `selection`: by which people are chosen; no part of the monitoring. Absent: monitoring. */
  use?: 'selection';
  respondents: Exclude<RespondentKind, 'school'>[];
  waves: Wave[];
  /** Forms that the instrument is made for; absent: all. */
  forms?: string[];
  grades?: [number, number];
  items: Item[];
  scales: Scale[];
  golden: GoldenSheet[];
}

// Targets and thresholds ----------------------------------------------------------------------------

/** A number from outside the banks: all pupils, all young specialists of an organisation. */
export interface Denominator extends CatalogueEntry {
  definition: Text;
}

/** Whom a coverage figure counts. Ages and experience are inclusive. */
export interface Numerator {
  counts: 'persons' | 'organisations' | 'satisfied';
  role: ParticipantRole;
  personKinds?: string[];
  categories?: string[];
  age?: [number, number];
  experienceYears?: [number, number];
}

/** A coverage figure: numerator / denominator, with targets by calendar year (null: not confirmed). */
export interface Target extends CatalogueEntry {
  numerator: Numerator;
  denominator: string;
  values: { year: number; value: number | null; source: string }[];
}

/** Stage 1 thresholds (statistics.md §4). */
export interface StageOneThresholds {
  version: string;
  source: string;
  /** On the scale from `scaleMin` to `scaleMax` an answer from here on is positive. */
  positiveFrom: number;
  scaleMin: number;
  scaleMax: number;
  strengthShare: number;
  weaknessShare: number;
}

/** Stage 2 rules of small numbers and words (statistics.md §3). */
export interface StageTwoThresholds {
  version: string;
  source: string;
  describeFrom: number;
  inferFrom: number;
  signedRankBelow: number;
  /** |g_av| below the first is not noticeable, below the second small, below the third moderate. */
  sizeWords: [number, number, number];
}

/** Disclosure control (statistics.md §6). */
export interface DisclosureThresholds {
  version: string;
  source: string;
  persons: number;
  personsPsychological: number;
  /** No configuration goes below it. */
  personsFloor: number;
  organisations: number;
  dominanceShare: number;
  roundBelow: number;
}

/** Weights of marks in СОУ; `none` is н/а (statistics.md §3). */
export interface MarkWeights {
  version: string;
  source: string;
  weights: { mark: '5' | '4' | '3' | '2' | 'none'; weight: number }[];
}

// Tables of schools -----------------------------------------------------------------------------------

/** Lists of the catalogue whose codes a cell may hold; `variants` are those of every form. */
export const COLUMN_LISTS = [
  'personKinds',
  'categories',
  'modes',
  'traits',
  'topics',
  'variants',
  'completionReasons',
  'indicators',
  'instruments',
] as const;
export type ColumnList = (typeof COLUMN_LISTS)[number];

/** What a column's cells hold. `codes`, `texts`, `topics`, `consents` and `evidence` are lists. */
export const COLUMN_TYPES = [
  'text',
  'number',
  'grade',
  'day',
  'yes-no',
  'code',
  'codes',
  'texts',
  'topics',
  'consents',
  'evidence',
  'answer',
] as const;
export type ColumnType = (typeof COLUMN_TYPES)[number];

/** A code that a cell may hold, the word that a template offers for it, and other words for the same. */
export interface ColumnValue {
  code: string;
  title: string;
  synonyms?: string[];
}

/** A column of a school's table. */
export interface ImportColumn {
  /**
   * The English header, and the path of the field that the column fills. A last `*` stands for a code of `codes`: a
   * column for each (`marks.*`, header «Отметка: *»). `evidence.<kind>` and `consents.<purpose>.<part>` fill the lists.
   */
  field: string;
  header: string;
  synonyms?: string[];
  type: ColumnType;
  /** The list of the catalogue that the codes are of, or the codes themselves. */
  codes?: ColumnList;
  values?: ColumnValue[];
  /** A word that is none of the values is taken as it stands. */
  open?: boolean;
  /** Of `topics`: what the number after the topic says. */
  number?: 'level' | 'importance';
  required?: boolean;
  /** Whose template has the column; absent: both. Reading minds no banks. */
  banks?: Bank[];
  /** False: read, but not in the template. */
  template?: boolean;
  /** What to write there, for the one who fills the template in. */
  note?: string;
}

/** Headers and words of the tables that schools send (api.md, "CSV and XLSX"). */
export interface ImportColumns {
  version: string;
  source: string;
  /** Headers of columns that carry nothing, such as «№ п/п». */
  ignored: string[];
  kinds: Record<ImportKind, ImportColumn[]>;
  /** What the roles of a OneRoster package make of people; null: in a bank only where the package says so. */
  rosterRoles: { role: string; personKind: string; bank: Bank | null }[];
}

/** What the templates of tables say, apart from their columns. */
export interface ImportTemplates {
  version: string;
  source: string;
  /** A template for each of these; `bank` only where the kind is `bank`. */
  tables: { kind: ImportKind; bank: Bank | null; sheet: string; purpose: string }[];
  instruction: {
    sheet: string;
    title: string;
    /** `{form}` is filled in. */
    form: string;
    /** `{sheet}` and `{lists}` are filled in. */
    steps: string[];
    columns: { header: string; required: string; note: string };
    yes: string;
  };
  lists: { sheet: string; title: string };
}

// Papers and awards ---------------------------------------------------------------------------------

/** Who signs, and what their position says; a position without any of the words is worth a warning. */
export interface OfficerEntry {
  code: OfficerRole;
  title: Text;
  /** Beginnings of words; empty: any position. */
  positionWords: string[];
}

/** What nominations are ranked by; all of it is recorded results. */
export const NOMINATION_CRITERIA = [
  'plan-done',
  'meetings-held',
  'satisfaction',
  'change',
  'evidence',
  'load',
  'months',
] as const;
export type NominationCriterion = (typeof NOMINATION_CRITERIA)[number];

/** An award: nominees are ranked by the weighted sum of what is recorded of their completed pairs. */
export interface Nomination {
  code: string;
  title: Text;
  source: string;
  nominee: 'mentor' | 'pair';
  /** Mentees in completed pairs that a nominee has at least. */
  menteesAtLeast: number;
  /** `full`: the value that earns the whole weight; a smaller one earns its share. */
  criteria: { code: NominationCriterion; weight: number; full: number }[];
}

export interface PapersData {
  version: string;
  source: string;
  officers: OfficerEntry[];
  /** What papers call the states of a pair. */
  pairStates: { code: PairState; title: Text }[];
  /** Of statistical lists, both ends inclusive. */
  ageGroups: { from: number; to: number }[];
  nominations: Nomination[];
}

/** Everything that the files hold. */
// The year of a programme ---------------------------------------------------------------------------

/** Who answers for a stage or an event: the curator, the head, the methodical council … */
export type ResponsibleRole = CatalogueEntry;

/** A day so many days after a programme starts or ends; negative: before it. */
export interface ProgrammeDay {
  from: 'start' | 'end';
  days: number;
}

/** Этап дорожной карты: when it falls by default, and the role responsible. */
export interface Stage extends CatalogueEntry {
  /** Code of a role. */
  responsible: string;
  startsOn: ProgrammeDay;
  dueOn: ProgrammeDay;
}

export interface MentorSchoolKind {
  code: string;
  title: Text;
  /** Whether attending counts towards being trained. */
  trains: boolean;
}

/** An event of the school's year; `from` and `until` are `MM-DD`, of an academic year. */
export interface MentorSchoolItem {
  code: string;
  title: Text;
  kind: string;
  from: string;
  until: string;
  hours: number;
  responsible: string;
}

/** Школа наставников: what makes a mentor trained, and the calendar of its year (S3 §8). */
export interface MentorSchoolProgramme {
  version: string;
  source: string;
  required: { hours: number; sessions: number };
  kinds: MentorSchoolKind[];
  calendar: MentorSchoolItem[];
}

/** What a curator is reminded of, and when. */
export interface ReminderRule extends CatalogueEntry {
  /** Due so many days after what it is about. */
  afterDays: number;
  /** Shown from so many days before it is due. */
  leadDays: number;
  /** `{person}`, `{day}`, `{count}`, `{title}`, `{role}`, `{purpose}` are filled in. */
  text: Text;
}

export interface ProgrammeLife {
  version: string;
  source: string;
  /** Whether the search for the unmatched goes on by itself, unless a programme says otherwise. */
  continuedSearch: boolean;
  /** Mentors that a mentee meets in a round of quick meetings, unless asked otherwise. */
  meetingsPerMentee: number;
}

/** How long personal data are kept, when an entry counts as not refreshed, and the words of an act of destruction. */
export interface Retention {
  version: string;
  source: string;
  staleMonths: number;
  periods: { code: RetentionCode; title: Text; months: number }[];
  reasons: { code: DestructionReason; title: Text }[];
  categories: { code: DataCategory; title: Text }[];
}

export interface CatalogueData {
  version: string;
  forms: Form[];
  kinds: Kind[];
  topics: Topic[];
  categories: Category[];
  personKinds: PersonKind[];
  modes: Mode[];
  traits: Trait[];
  consentPurposes: ConsentPurposeEntry[];
  completionReasons: CompletionReason[];
  meetingKinds: MeetingKind[];
  petitionKinds: PetitionKind[];
  supportKinds: SupportKind[];
  roles: ResponsibleRole[];
  stages: Stage[];
  reminders: ReminderRule[];
  mentorSchool: MentorSchoolProgramme;
  programmeLife: ProgrammeLife;
  indicators: Indicator[];
  instruments: Instrument[];
  denominators: Denominator[];
  targets: Target[];
  stage1: StageOneThresholds;
  stage2: StageTwoThresholds;
  disclosure: DisclosureThresholds;
  marks: MarkWeights;
  papers: PapersData;
  retention: Retention;
  importColumns: ImportColumns;
  importTemplates: ImportTemplates;
}
