import { consentsOf } from './consents.js';
import type { OrganisationPlan } from './plan.js';
import { clamp, random, rounded, type Random } from './random.js';
import type { BankEntry } from './types.js';

const REFRESHED_ON = '2026-09-12';
const TRAITS = ['leadership', 'organisation', 'communication', 'empathy', 'dominance'];
/** What experienced staff share with colleagues and with pupils. */
const COLLEAGUE_TOPICS = [
  'method',
  'method.lesson',
  'psychology',
  'ict',
  'digital',
  'upbringing',
  'law',
  'adaptation',
];
const PUPIL_TOPICS = ['project', 'career', 'leadership', 'adaptation'];
const EVIDENCE = [
  { kind: 'contest', title: 'Муниципальный конкурс педагогического мастерства' },
  { kind: 'publication', title: 'Статья в сборнике методических материалов' },
  { kind: 'webinar', title: 'Открытый вебинар для коллег' },
];
/** One colleague in so many asks for what nobody here can give. */
const RARE_EVERY = 19;
const RARE_FROM = 10;

/** Why a teacher looks for a mentor. `weight`: of a hundred. */
interface Reason {
  category: string;
  weight: number;
  experience: [number, number];
  topics: string[];
}
const REASONS: Reason[] = [
  {
    category: 'young-specialist',
    weight: 52,
    experience: [0, 3],
    topics: ['method.lesson', 'method.planning', 'upbringing.class', 'psychology.behaviour'],
  },
  {
    category: 'adapting',
    weight: 16,
    experience: [4, 18],
    topics: ['adaptation.workplace', 'law.documents', 'method.assessment'],
  },
  {
    category: 'burnout',
    weight: 14,
    experience: [12, 30],
    topics: ['psychology.burnout', 'psychology.parents'],
  },
  {
    category: 'innovation-seeker',
    weight: 18,
    experience: [6, 28],
    topics: ['digital.platforms', 'digital.content', 'ict.devices'],
  },
];

function reasonFor(chance: Random): Reason {
  let at = chance.integer(
    1,
    REASONS.reduce((sum, reason) => sum + reason.weight, 0),
  );
  for (const reason of REASONS) {
    at -= reason.weight;
    if (at <= 0) return reason;
  }
  throw new RangeError('The weights of the reasons do not add up');
}

function colleague(plan: OrganisationPlan, chance: Random, experience: [number, number]): BankEntry {
  const experienceYears = chance.integer(...experience);
  return {
    externalId: '',
    personKind: chance.pick(plan.staffKinds),
    displayName: null,
    sex: chance.chance(0.82) ? 'f' : 'm',
    birthYear: 2026 - 23 - experienceYears - chance.integer(0, 4),
    grade: null,
    experienceYears,
    categories: [],
    activity: null,
    competences: [],
    requests: [],
    profile: {
      interests: chance.sample(plan.interests, chance.integer(2, 4)).sort(),
      languages: ['ru'],
      shift: plan.hasShifts ? chance.pick(['first', 'second'] as const) : null,
      modes: chance.chance(0.5) ? ['in-person', 'remote'] : ['in-person'],
      traits: Object.fromEntries(
        TRAITS.map((trait) => [trait, rounded(clamp(0.62 + 0.16 * chance.normal(), 0, 1), 2)]),
      ),
    },
    capacity: 0,
    trained: false,
    waitingSince: null,
    refreshedOn: REFRESHED_ON,
    marks: {},
    evidence: [],
    consents: [],
    proposedBy: 'head',
  };
}

function staffMentor(plan: OrganisationPlan, index: number): BankEntry {
  const chance = random(`${plan.organisation.id}/staff-mentors/${index}`);
  const entry = colleague(plan, chance, [4, 36]);
  const topics = [
    ...chance.sample(plan.subjects, chance.integer(1, 2)),
    ...chance.sample(COLLEAGUE_TOPICS, chance.integer(2, 3)),
    ...(plan.students.mentees > 0 ? chance.sample(PUPIL_TOPICS, chance.integer(1, 2)) : []),
  ];
  const evidence = chance.sample(EVIDENCE, chance.integer(0, 2));
  return {
    ...entry,
    externalId: `p-1${String(index + 1).padStart(2, '0')}`,
    competences: [...new Set(topics)].sort().map((topic) => ({ topic, level: chance.integer(3, 5) })),
    capacity: plan.students.mentees > 0 ? chance.integer(2, 3) : chance.integer(1, 2),
    trained: chance.chance(0.9),
    evidence: evidence.map((item) => ({ ...item, year: chance.integer(2022, 2026) })),
    consents: consentsOf({ index, isMinor: false, isMentor: true }, chance),
  };
}

function staffMentee(plan: OrganisationPlan, index: number): BankEntry {
  const chance = random(`${plan.organisation.id}/staff-mentees/${index}`);
  const reason = reasonFor(chance);
  const entry = colleague(plan, chance, reason.experience);
  const subject = chance.pick(plan.subjects);
  const isYoung = reason.category === 'young-specialist';
  const asked =
    index % RARE_EVERY === RARE_FROM
      ? ['theory.research']
      : [...(isYoung ? [subject] : []), ...chance.sample(reason.topics, chance.integer(1, 2)).sort()];
  return {
    ...entry,
    externalId: `p-2${String(index + 1).padStart(2, '0')}`,
    categories: [reason.category],
    competences: [{ topic: subject, level: isYoung ? 2 : 4 }],
    requests: asked.map((topic) => ({ topic, importance: chance.integer(2, 5) })),
    waitingSince: chance.chance(0.2) ? '2026-08-25' : null,
    consents: consentsOf({ index, isMinor: false, isMentor: false }, chance),
  };
}

/** The staff of both banks, in the order of their ids. */
export function buildStaff(plan: OrganisationPlan): { mentors: BankEntry[]; mentees: BankEntry[] } {
  return {
    mentors: Array.from({ length: plan.staff.mentors }, (_, index) => staffMentor(plan, index)),
    mentees: Array.from({ length: plan.staff.mentees }, (_, index) => staffMentee(plan, index)),
  };
}
