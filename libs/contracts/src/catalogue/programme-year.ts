import type { CatalogueEntry, Text } from './entry.js';

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
