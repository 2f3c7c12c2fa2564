import type { DataCategory, DestructionReason, RetentionCode } from '../vocabulary.js';
import type { Text } from './entry.js';
import type {
  Category,
  CompletionReason,
  ConsentPurposeEntry,
  Form,
  Kind,
  MeetingKind,
  Mode,
  PersonKind,
  PetitionKind,
  SupportKind,
  Topic,
  Trait,
} from './forms.js';
import type {
  Denominator,
  DisclosureThresholds,
  Indicator,
  Instrument,
  MarkWeights,
  StageOneThresholds,
  StageTwoThresholds,
  Target,
} from './measuring.js';
import type { PapersData } from './papers.js';
import type {
  MentorSchoolProgramme,
  ProgrammeLife,
  ReminderRule,
  ResponsibleRole,
  Stage,
} from './programme-year.js';
import type { ImportColumns, ImportTemplates } from './tables.js';

/** How long personal data are kept, when an entry counts as not refreshed, and the words of an act of destruction. */
export interface Retention {
  version: string;
  source: string;
  staleMonths: number;
  periods: { code: RetentionCode; title: Text; months: number }[];
  reasons: { code: DestructionReason; title: Text }[];
  categories: { code: DataCategory; title: Text }[];
}

/** Everything that the files hold. */
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
