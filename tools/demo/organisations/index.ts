import { buildCompatibilities, buildPaperPairs, buildPreferences, buildRestrictions } from './relations.js';
import { AS_OF, type OrganisationPlan, type ProgrammePlan } from './plan.js';
import { PLANS } from './six-organisations.js';
import { buildStaff } from './staff.js';
import { buildStudents } from './students.js';
import type {
  BankEntry,
  Compatibility,
  DenominatorValue,
  Organisation,
  PaperPair,
  Preference,
  Restriction,
} from './types.js';

export interface ExampleProgramme {
  plan: ProgrammePlan;
  preferences: Preference[];
  paperPairs: PaperPair[];
}

/** All that one example organisation knows before its pairs are formed. */
export interface ExampleOrganisation {
  plan: OrganisationPlan;
  organisation: Organisation;
  denominators: DenominatorValue[];
  mentors: BankEntry[];
  mentees: BankEntry[];
  compatibilities: Compatibility[];
  restrictions: Restriction[];
  programmes: ExampleProgramme[];
}

/** The example organisation of a plan: the same every time, on every machine. */
export function buildOrganisation(plan: OrganisationPlan): ExampleOrganisation {
  const students = buildStudents(plan);
  const staff = buildStaff(plan);
  const banks = {
    mentors: [...students.mentors, ...staff.mentors],
    mentees: [...students.mentees, ...staff.mentees],
  };
  return {
    plan,
    organisation: plan.organisation,
    denominators: Object.entries(plan.denominators).map(([code, value]) => ({
      code,
      value,
      asOf: AS_OF,
      source: 'ОО-1',
    })),
    ...banks,
    compatibilities: buildCompatibilities(plan, banks),
    restrictions: buildRestrictions(plan, banks),
    programmes: plan.programmes.map((programme) => ({
      plan: programme,
      preferences: programme.quickMeetings === true ? buildPreferences(plan, banks) : [],
      paperPairs: buildPaperPairs(plan, programme, banks),
    })),
  };
}

export function buildOrganisations(): ExampleOrganisation[] {
  return PLANS.map(buildOrganisation);
}

export {
  ACADEMIC_YEAR,
  AS_OF,
  CUT_OFF,
  ENDS_ON,
  EXAMPLE_REGION,
  STARTS_ON,
  type OrganisationPlan,
  type ProgrammePlan,
} from './plan.js';
export { PLANS } from './six-organisations.js';
export type * from './types.js';
