import { importBanks, importRows, newProgramme, student } from './people.js';
import { newOrganisation, type Client, type Service } from './service.js';

export const STARTED_ON = '2026-10-01';
export const ENDED_ON = '2027-05-31';
export const ENTRY_DAY = '2026-09-25';
export const EXIT_DAY = '2027-05-25';

export interface RunningSchool {
  id: string;
  school: Client;
  curator: Client;
  psychologist: Client;
  programme: string;
  /** Ids of the mentees, `e-01` and so on; the mentor of `e-01` is `m-01`. */
  mentees: string[];
}

export const CONSENTS = ['personal-data', 'testing'].map((purpose) => ({
  purpose,
  givenOn: '2026-09-01',
  by: 'representative',
  document: '12/26',
}));

/** `01`, `02` …: ids whose order is that of their numbers. */
const numbered = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}-${String(index + 1).padStart(2, '0')}`);

/**
 * A school whose programme «Ученик – ученик» has run for a year on paper: so many pairs of one mentor and one mentee,
 * everybody with consents, all completed.
 * @param options `consentsOf`: other consents of single people, by id; `completed: false`: the pairs still run
 */
export async function newRunningSchool(
  service: Service,
  id: string,
  pairs: number,
  options: { municipality?: string; consentsOf?: Record<string, object[]>; completed?: boolean } = {},
): Promise<RunningSchool> {
  const organisation = await newOrganisation(service, id, options.municipality);
  const [mentors, mentees] = [numbered('m', pairs), numbered('e', pairs)];
  const person = (externalId: string, grade: number) =>
    student(externalId, { grade, birthYear: 2012, consents: options.consentsOf?.[externalId] ?? CONSENTS });
  await importBanks(organisation.school, id, {
    mentors: mentors.map((externalId) => person(externalId, 9)),
    mentees: mentees.map((externalId) => person(externalId, 7)),
  });
  const programme = await newProgramme(organisation.curator, id);
  await importRows(
    organisation.curator,
    `/v1/programmes/${programme}/pairs/imports`,
    mentees.map((mentee, at) => ({
      mentor: mentors[at],
      mentee,
      variant: 'achiever-underachiever',
      state: 'running',
      on: STARTED_ON,
    })),
  );
  const running = { ...organisation, programme, mentees };
  if (options.completed === false) return running;
  const moved = await organisation.curator.post(`/v1/programmes/${programme}/pairs/transitions`, {
    to: 'completed',
    on: ENDED_ON,
    reason: 'plan-done',
    recorded: true,
  });
  if (moved.status !== 200) throw new Error(JSON.stringify(moved.body));
  return running;
}

type Wave = 'entry' | 'exit';
export const DAY_OF: Record<Wave, string> = { entry: ENTRY_DAY, exit: EXIT_DAY };

/** One measurement of a mentee of the school's programme. */
export function measured(
  { programme }: RunningSchool,
  mentee: string,
  wave: Wave,
  indicator: string,
  value: number,
  more: object = {},
): object {
  const subject = { bank: 'mentees', externalId: mentee };
  return { programme, subject, indicator, wave, value, measuredOn: DAY_OF[wave], ...more };
}

/** One sheet of a mentee of the school's programme. */
export function answered(
  { programme }: RunningSchool,
  mentee: string,
  wave: Wave,
  instrument: string,
  answers: object,
  more: object = {},
): object {
  const respondent = { bank: 'mentees', externalId: mentee };
  return {
    programme,
    respondent,
    instrument,
    version: '1',
    wave,
    answeredOn: DAY_OF[wave],
    answers,
    ...more,
  };
}
