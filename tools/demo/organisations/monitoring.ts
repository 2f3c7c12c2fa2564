import type { Instrument } from '@app/contracts';
import { fillIn } from './answers.js';
import { hasConsent } from './consents.js';
import { isPresent, sheetDay, type Subject } from './latent.js';
import type { OrganisationPlan } from './plan.js';
import { clamp, random, rounded } from './random.js';
import type { Bank, BankEntry, Measurement, Response, Role, Wave } from './types.js';

/** One person of a running pair. */
export interface Enrolled {
  bank: Bank;
  entry: BankEntry;
  /** Points of the suggestion that the pair came from; null for a pair from paper. */
  points: number | null;
}

/** A programme whose pairs are known, with its id in the API. */
export interface EnrolledProgramme {
  id: string;
  form: string;
  enrolled: Enrolled[];
}

const ROLE: Record<Bank, Role> = { mentors: 'mentor', mentees: 'mentee' };
const CURATORS_SHEET = 'curator.conformity';
const REGISTER_DAY: Record<Wave, string> = { entry: '2026-09-25', exit: '2027-05-25' };
const CURATOR_DAY = '2027-05-29';
/** In the first grade there are no marks. */
const FIRST_GRADE_WITH_MARKS = 2;

function subjectOf(plan: OrganisationPlan, programme: EnrolledProgramme, person: Enrolled): Subject {
  const organisation = plan.organisation.id;
  return {
    organisation,
    name: `${organisation}/${programme.form}/${person.entry.externalId}`,
    role: ROLE[person.bank],
    points: person.points,
  };
}

function suits(instrument: Instrument, role: Role, entry: BankEntry): boolean {
  if (!instrument.respondents.includes(role)) return false;
  if (instrument.grades === undefined) return true;
  const [from, to] = instrument.grades;
  return entry.grade !== null && entry.grade >= from && entry.grade <= to;
}

/** Sheets of these instruments by everybody whom they suit and who was there. */
function sheets(
  plan: OrganisationPlan,
  programme: EnrolledProgramme,
  instruments: readonly Instrument[],
  wave: Wave,
  people: readonly Enrolled[],
): Response[] {
  return people.flatMap((person) => {
    const subject = subjectOf(plan, programme, person);
    if (!isPresent(subject, wave)) return [];
    return instruments
      .filter(
        (instrument) => instrument.waves.includes(wave) && suits(instrument, subject.role, person.entry),
      )
      .map((instrument) => ({
        programme: programme.id,
        respondent: { bank: person.bank, externalId: person.entry.externalId },
        instrument: instrument.code,
        version: instrument.version,
        wave,
        answeredOn: sheetDay(subject, wave),
        answers: fillIn(instrument, subject, wave),
      }));
  });
}

/** The programme's own questionnaires, which the school hands out; at exit the curator's sheet as well. */
export function schoolResponses(
  plan: OrganisationPlan,
  programme: EnrolledProgramme,
  instruments: readonly Instrument[],
  wave: Wave,
): Response[] {
  const own = instruments.filter((instrument) => instrument.forms?.includes(programme.form));
  const responses = sheets(plan, programme, own, wave, programme.enrolled);
  const curators = instruments.find((instrument) => instrument.code === CURATORS_SHEET);
  if (wave === 'entry' || curators === undefined) return responses;
  const organisation = plan.organisation.id;
  const curator = { organisation, name: `${organisation}/${programme.form}/curator` };
  const answers = fillIn(curators, { ...curator, role: 'mentor', points: null }, wave);
  return [
    ...responses,
    {
      programme: programme.id,
      respondent: { role: 'curator' },
      instrument: curators.code,
      version: curators.version,
      wave,
      answeredOn: CURATOR_DAY,
      answers,
    },
  ];
}

/** What the psychologist asks the mentees, of those who agreed to be tested. */
export function psychologistResponses(
  plan: OrganisationPlan,
  programme: EnrolledProgramme,
  instruments: readonly Instrument[],
  wave: Wave,
): Response[] {
  const used = instruments.filter((instrument) => plan.sheets.includes(instrument.code));
  const tested = programme.enrolled.filter(
    ({ bank, entry }) => bank === 'mentees' && hasConsent(entry.consents, 'testing', REGISTER_DAY[wave]),
  );
  return sheets(plan, programme, used, wave, tested);
}

/** Marks and attendance of pupils, marks of the pupils of a teacher, from the school's register. */
export function measurements(
  plan: OrganisationPlan,
  programme: EnrolledProgramme,
  wave: Wave,
): Measurement[] {
  return programme.enrolled.flatMap((person) => {
    const subject = subjectOf(plan, programme, person);
    if (!isPresent(subject, wave)) return [];
    return Object.entries(registerOf(plan, person, subject, wave)).map(([indicator, value]) => ({
      programme: programme.id,
      subject: { bank: person.bank, externalId: person.entry.externalId },
      indicator,
      wave,
      value,
      measuredOn: REGISTER_DAY[wave],
    }));
  });
}

function registerOf(
  plan: OrganisationPlan,
  person: Enrolled,
  subject: Subject,
  wave: Wave,
): Record<string, number> {
  const chance = random(`${subject.name}/register`);
  const isExit = wave === 'exit';
  const gain = (mean: number, spread: number): number => (isExit ? mean + spread * chance.normal() : 0);
  const { entry } = person;
  const isMentee = person.bank === 'mentees';
  const own = Object.values(entry.marks);
  const known = own.length === 0 ? 3.7 : own.reduce((sum, mark) => sum + mark, 0) / own.length;
  const level = known + 0.2 * chance.normal();
  const present = 0.91 + 0.04 * chance.normal();
  const marks = clamp(level + gain(isMentee ? 0.1 : 0.02, 0.19), 2, 5);
  if (entry.personKind !== 'student')
    return isMentee ? { 'teacher.pupil-marks': rounded(clamp(marks, 2, 5), 2) } : {};
  const attendance = { attendance: rounded(clamp(present + gain(isMentee ? 0.015 : 0.003, 0.02), 0, 1), 3) };
  if (plan.organisation.kind !== 'school' || (entry.grade ?? 0) < FIRST_GRADE_WITH_MARKS) return attendance;
  const quality = rounded(clamp((marks - 2.5) / 2.2 + 0.05 * chance.normal(), 0, 1), 2);
  return { ...attendance, 'marks.mean': rounded(marks, 2), 'marks.quality': quality };
}
