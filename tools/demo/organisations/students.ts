import { consentsOf } from './consents.js';
import { RARE_TOPICS, type OrganisationPlan } from './plan.js';
import { clamp, random, rounded, type Random } from './random.js';
import type { BankEntry } from './types.js';

const REFRESHED_ON = '2026-09-15';
/** What pupils help one another with besides subjects. */
const PUPIL_TOPICS = ['adaptation', 'leadership', 'project', 'career'];
const TRAITS = ['leadership', 'communication', 'empathy', 'dominance'];
/** One mentee in so many asks for what nobody here can give. */
const RARE_EVERY = 29;
const RARE_FROM = 11;
/** These mentees also mentor younger ones: one person in both banks. */
const IN_BOTH_BANKS = [5, 17];

/** Parts of a subject that pupils name when they ask for help. */
const PARTS: Record<string, string[]> = {
  'subject.mathematics': ['subject.mathematics.algebra', 'subject.mathematics.geometry'],
  'subject.russian': ['subject.russian.spelling', 'subject.russian.essay'],
  'subject.english': ['subject.english.grammar', 'subject.english.speaking'],
  'subject.physics': ['subject.physics.mechanics', 'subject.physics.electricity'],
  'subject.informatics': ['subject.informatics.programming', 'subject.informatics.algorithms'],
};

/** Why a pupil looks for a mentor, and what follows from it. `weight`: of a hundred. */
interface Reason {
  category: string | null;
  weight: number;
  passive: number;
  subjects: number;
  topics: string[];
  mark: [number, number];
}
const REASONS: Reason[] = [
  { category: 'failing', weight: 36, passive: 0.6, subjects: 2, topics: [], mark: [2.5, 3.3] },
  {
    category: 'gifted',
    weight: 12,
    passive: 0,
    subjects: 1,
    topics: ['project.contest', 'project.research'],
    mark: [4.6, 5],
  },
  {
    category: 'detached',
    weight: 12,
    passive: 1,
    subjects: 0,
    topics: ['leadership.communication', 'adaptation.class'],
    mark: [3, 4],
  },
  {
    category: 'newcomer',
    weight: 10,
    passive: 0.3,
    subjects: 1,
    topics: ['adaptation.class'],
    mark: [3.2, 4.4],
  },
  { category: 'disability', weight: 8, passive: 0.5, subjects: 1, topics: ['adaptation'], mark: [3, 4.2] },
  {
    category: 'hard-situation',
    weight: 7,
    passive: 0.5,
    subjects: 1,
    topics: ['adaptation'],
    mark: [2.8, 3.8],
  },
  { category: 'behaviour', weight: 7, passive: 0.4, subjects: 1, topics: ['leadership'], mark: [2.7, 3.6] },
  {
    category: null,
    weight: 8,
    passive: 0,
    subjects: 0,
    topics: ['project.business', 'career', 'leadership'],
    mark: [3.8, 4.8],
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

function between(chance: Random, [from, to]: [number, number], digits: number): number {
  return rounded(from + (to - from) * chance.next(), digits);
}

function number(series: string, index: number): string {
  return `${series}${String(index + 1).padStart(2, '0')}`;
}

/** What is the same for every pupil, whatever the bank. */
function pupil(plan: OrganisationPlan, chance: Random, grades: [number, number]): BankEntry {
  const grade = chance.integer(...grades);
  return {
    externalId: '',
    personKind: 'student',
    displayName: null,
    sex: chance.pick(['f', 'm'] as const),
    birthYear: 2026 - grade - chance.pick([6, 7, 7]),
    grade,
    experienceYears: null,
    categories: [],
    activity: 'active',
    competences: [],
    requests: [],
    profile: {
      interests: chance.sample(plan.interests, chance.integer(2, 4)).sort(),
      languages: chance.chance(0.25) ? ['en', 'ru'] : ['ru'],
      shift: plan.hasShifts ? (chance.chance(0.6) ? 'first' : 'second') : null,
      modes: chance.chance(0.35) ? ['in-person', 'remote'] : ['in-person'],
      traits: Object.fromEntries(
        TRAITS.map((trait) => [trait, rounded(clamp(0.55 + 0.18 * chance.normal(), 0, 1), 2)]),
      ),
    },
    capacity: 0,
    trained: false,
    waitingSince: null,
    refreshedOn: REFRESHED_ON,
    marks: {},
    evidence: [],
    consents: [],
    proposedBy: 'class-teacher',
  };
}

const OLYMPIADS = ['Школьный этап олимпиады', 'Муниципальный этап олимпиады', 'Конкурс проектов'];

function studentMentor(plan: OrganisationPlan, index: number): BankEntry {
  const chance = random(`${plan.organisation.id}/student-mentors/${index}`);
  const entry = pupil(plan, chance, plan.mentorGrades);
  const subjects = chance.sample(plan.subjects, chance.integer(2, 3)).sort();
  const topics = chance.sample(PUPIL_TOPICS, chance.integer(1, 2)).sort();
  const withEvidence = chance.chance(0.55);
  return {
    ...entry,
    externalId: number('u-1', index),
    competences: [...subjects, ...topics].map((topic) => ({ topic, level: chance.integer(3, 5) })),
    capacity: chance.chance(0.45) ? 2 : 1,
    trained: chance.chance(0.85),
    marks: marksIn(plan, subjects, [4.1, 5], chance),
    evidence: withEvidence
      ? [{ kind: 'olympiad', title: chance.pick(OLYMPIADS), year: chance.pick([2025, 2026]) }]
      : [],
    consents: consentsOf({ index, isMinor: true, isMentor: true }, chance),
  };
}

/** A Кванториум gives no marks: there they are missing by design. */
function marksIn(
  plan: OrganisationPlan,
  subjects: string[],
  range: [number, number],
  chance: Random,
): Record<string, number> {
  if (plan.organisation.kind !== 'school') return {};
  return Object.fromEntries(subjects.map((subject) => [subject, between(chance, range, 1)]));
}

function studentMentee(plan: OrganisationPlan, index: number, testedShare: number | undefined): BankEntry {
  const chance = random(`${plan.organisation.id}/student-mentees/${index}`);
  const entry = pupil(plan, chance, plan.menteeGrades);
  const reason = reasonFor(chance);
  const subjects = chance.sample(plan.subjects, reason.subjects).sort();
  const isRare = index % RARE_EVERY === RARE_FROM;
  const asked = isRare
    ? [chance.pick(RARE_TOPICS)]
    : [
        ...subjects.map((subject) =>
          chance.chance(0.6) ? chance.pick(PARTS[subject] ?? [subject]) : subject,
        ),
        ...chance.sample(reason.topics, chance.integer(1, 2)),
      ];
  const isPassive = chance.chance(reason.passive);
  return {
    ...entry,
    externalId: number('u-2', index),
    categories: reason.category === null ? [] : [reason.category],
    activity: isPassive ? 'passive' : 'active',
    requests: asked.map((topic) => ({ topic, importance: chance.integer(2, 5) })),
    waitingSince: chance.chance(0.25) ? `2026-0${chance.integer(1, 8)}-10` : null,
    marks: marksIn(plan, subjects, reason.mark, chance),
    consents: consentsOf({ index, isMinor: true, isMentor: false, ...share(testedShare) }, chance),
  };
}

function share(testedShare: number | undefined): { testedShare?: number } {
  return testedShare === undefined ? {} : { testedShare };
}

/** A young mentor who is somebody's mentee too: the same person, with a request of their own. */
function asMentee(mentor: BankEntry): BankEntry {
  return {
    ...mentor,
    capacity: 0,
    competences: [],
    evidence: [],
    requests: [
      { topic: 'career', importance: 4 },
      { topic: 'leadership', importance: 3 },
    ],
  };
}

/** The pupils of both banks, in the order of their ids. */
export function buildStudents(plan: OrganisationPlan): { mentors: BankEntry[]; mentees: BankEntry[] } {
  const testedShare = plan.programmes.find((programme) => programme.testedShare !== undefined)?.testedShare;
  const mentors = Array.from({ length: plan.students.mentors }, (_, index) => studentMentor(plan, index));
  const youngest = mentors.filter((mentor) => mentor.grade === plan.mentorGrades[0]);
  const mentees = Array.from({ length: plan.students.mentees }, (_, index) => {
    const both = plan.organisation.kind === 'school' ? youngest[IN_BOTH_BANKS.indexOf(index)] : undefined;
    return both === undefined ? studentMentee(plan, index, testedShare) : asMentee(both);
  });
  return { mentors, mentees };
}
