import type { Instrument } from '@app/contracts';
import type { MonitoringReport } from './api-types.js';
import type { OrganisationState, ProgrammeState } from './context.js';
import { importRows } from './imports.js';
import { CUT_OFF, ENDS_ON } from './organisations/index.js';
import {
  measurements,
  psychologistResponses,
  schoolResponses,
  type Enrolled,
  type EnrolledProgramme,
} from './organisations/monitoring.js';
import type { Bank, Wave } from './organisations/index.js';

const FEWEST_PAIRS_TO_LOSE_ONE = 12;

/** Questionnaires, the psychologist's sheets and the register of one wave, for everybody in a pair. */
export async function sendWave(
  state: OrganisationState,
  programme: ProgrammeState,
  instruments: readonly Instrument[],
  wave: Wave,
): Promise<void> {
  const { plan, organisation } = state.example;
  const root = `/v1/organisations/${organisation.id}`;
  const enrolled = toEnrolled(state, programme);
  const own = schoolResponses(plan, enrolled, instruments, wave);
  const psychological = psychologistResponses(plan, enrolled, instruments, wave);
  const register = measurements(plan, enrolled, wave);
  if (own.length > 0) await importRows(state.school, `${root}/responses/imports`, own);
  if (psychological.length > 0)
    await importRows(state.psychologist, `${root}/responses/imports`, psychological);
  if (register.length > 0) await importRows(state.school, `${root}/measurements/imports`, register);
}

/** The people of the programme's pairs, each once in each role. */
function toEnrolled(state: OrganisationState, programme: ProgrammeState): EnrolledProgramme {
  const points = new Map(programme.suggestions.map((one) => [`${one.mentor}/${one.mentee}`, one.points]));
  const people = new Map<string, Enrolled>();
  const enrol = (bank: Bank, externalId: string, fit: number | null): void => {
    const entry = state.example[bank].find((one) => one.externalId === externalId);
    const key = `${bank}/${externalId}`;
    if (entry !== undefined && !people.has(key)) people.set(key, { bank, entry, points: fit });
  };
  for (const pair of programme.pairs) {
    for (const mentee of pair.mentees) {
      const fit = points.get(`${pair.mentor}/${mentee}`) ?? null;
      enrol('mentees', mentee, fit);
      enrol('mentors', pair.mentor, fit);
    }
  }
  const enrolled = [...people].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, person]) => person);
  return { id: programme.id, form: programme.example.plan.body.form, enrolled };
}

/** One pair of a larger programme ends early; all others have done their plan. */
export async function completePairs(state: OrganisationState, programme: ProgrammeState): Promise<void> {
  const { curator } = state;
  const leaving = [...programme.pairs].sort((a, b) => (a.mentees.join() < b.mentees.join() ? -1 : 1)).at(2);
  if (leaving !== undefined && programme.pairs.length >= FEWEST_PAIRS_TO_LOSE_ONE)
    await curator.post(`/v1/pairs/${leaving.id}/transitions`, {
      to: 'terminated',
      on: '2027-03-15',
      by: 'mentee',
      reason: 'mentee-initiative',
    });
  await curator.post(`/v1/programmes/${programme.id}/pairs/transitions`, {
    to: 'completed',
    on: ENDS_ON,
    reason: 'plan-done',
    recorded: true,
  });
}

/** The curator's monitoring report of the programme. */
export async function reportProgramme(state: OrganisationState, programme: ProgrammeState): Promise<void> {
  const path = `/v1/programmes/${programme.id}/monitoring-reports`;
  programme.report = await state.curator.run<MonitoringReport>(path, { cutOff: CUT_OFF });
}
