import type { Format } from './formats.js';
import type { Organisation, ProgrammeBody } from './types.js';

export const ACADEMIC_YEAR = '2026/27';
/** The day on which the pools are looked at; everything in the example is dated, nothing asks the clock. */
export const AS_OF = '2026-09-20';
export const STARTS_ON = '2026-10-01';
export const ENDS_ON = '2027-05-31';
export const CUT_OFF = '2027-06-30';

/** Topics that are requested but that nobody offers: such mentees stay in search. */
export const RARE_TOPICS: readonly string[] = ['subject.chinese', 'subject.astronomy', 'subject.theatre'];

export interface Heads {
  mentors: number;
  mentees: number;
}

export interface ProgrammePlan {
  body: ProgrammeBody;
  /** Mentors and mentees meet quickly and rate each other before the matching. */
  quickMeetings?: boolean;
  /** Pairs of the year before that go on, known on paper only. */
  paperPairs?: number;
  /** The curator refuses one suggestion and lets the engine look again. */
  refusesOne?: boolean;
  /** Share of the mentees whom the psychologist tests; 1 unless said. */
  testedShare?: number;
}

/** One example organisation: who is in its banks and which programmes it runs. */
export interface OrganisationPlan {
  organisation: Organisation;
  students: Heads;
  staff: Heads;
  /** School subjects or directions that are taught here. */
  subjects: string[];
  interests: string[];
  /** Kinds of its staff, the more often named the more frequent. */
  staffKinds: string[];
  mentorGrades: [number, number];
  menteeGrades: [number, number];
  hasShifts: boolean;
  /** Instruments that its psychologist uses, for all forms. */
  sheets: string[];
  /** Import formats of the two banks: different systems send different files. */
  formats: { mentors: Format; mentees: Format };
  denominators: Record<string, number>;
  programmes: ProgrammePlan[];
}

export const EXAMPLE_REGION = { id: 'kedrovy-krai', name: 'Кедровый край' };
