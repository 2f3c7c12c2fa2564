import { ENDS_ON, STARTS_ON, type OrganisationPlan } from './plan.js';

const TERM = { startsOn: STARTS_ON, endsOn: ENDS_ON };
const SCHOOL_SUBJECTS = [
  'subject.mathematics',
  'subject.russian',
  'subject.english',
  'subject.physics',
  'subject.biology',
  'subject.history',
  'subject.informatics',
];
const SCHOOL_INTERESTS = [
  'football',
  'robotics',
  'music',
  'drawing',
  'chess',
  'theatre',
  'programming',
  'volunteering',
  'ecology',
  'journalism',
];
const SCHOOL_STAFF = ['teacher', 'teacher', 'teacher', 'class-teacher', 'class-teacher', 'psychologist'];
const STUDENT_VARIANTS = ['achiever-underachiever', 'leader-passive', 'peer-to-peer', 'adapted-unadapted'];
const TEACHER_VARIANTS = [
  'experienced-young',
  'class-teacher-young',
  'leader-struggling',
  'innovator-conservative',
  'subject-expert-novice',
];
const TEACHER_STUDENT_VARIANTS = [
  'teacher-gifted',
  'teacher-disability',
  'teacher-passive',
  'teacher-failing',
];
const FIRST_OF_ALL = [{ categories: ['disability', 'hard-situation'] }, { waitingDaysAtLeast: 180 }];

const PRIOBSKAYA: OrganisationPlan = {
  organisation: {
    id: 'priobskaya',
    name: 'Приобская средняя школа',
    kind: 'school',
    municipality: 'Приобский район',
  },
  students: { mentors: 0, mentees: 66 },
  staff: { mentors: 24, mentees: 0 },
  subjects: SCHOOL_SUBJECTS,
  interests: SCHOOL_INTERESTS,
  staffKinds: [...SCHOOL_STAFF, 'extra-education-teacher', 'veteran'],
  mentorGrades: [9, 11],
  menteeGrades: [3, 10],
  hasShifts: true,
  sheets: ['stai.state', 'school-motivation'],
  formats: { mentors: 'json', mentees: 'russian-csv' },
  denominators: {
    pupils: 412,
    'pupils.age-10-19': 301,
    'pupils.disability': 24,
    teachers: 38,
    'teachers.young': 5,
  },
  programmes: [
    {
      body: {
        name: 'Учитель – ученик 2026/27',
        document: 'polozhenie-2026',
        form: 'teacher-student',
        variants: TEACHER_STUDENT_VARIANTS,
        kinds: ['traditional'],
        modes: ['in-person'],
        ...TERM,
        policy: { tiers: FIRST_OF_ALL },
      },
    },
  ],
};

const LIRA: OrganisationPlan = {
  organisation: {
    id: 'lira',
    name: 'Детская школа искусств «Лира»',
    kind: 'art-school',
    municipality: 'Город Лесной',
  },
  students: { mentors: 0, mentees: 0 },
  staff: { mentors: 18, mentees: 27 },
  subjects: [
    'subject.piano',
    'subject.violin',
    'subject.folk-instruments',
    'subject.vocal',
    'subject.choreography',
    'subject.fine-arts',
  ],
  interests: ['chamber-music', 'jazz', 'folklore', 'concerts', 'plein-air', 'ballet', 'choir', 'composing'],
  staffKinds: ['teacher', 'teacher', 'teacher', 'extra-education-teacher', 'veteran'],
  mentorGrades: [9, 11],
  menteeGrades: [5, 8],
  hasShifts: false,
  sheets: ['stai.state'],
  formats: { mentors: 'ndjson', mentees: 'json' },
  denominators: { pupils: 260, teachers: 52, 'teachers.young': 14 },
  programmes: [
    {
      body: {
        name: 'Преподаватель – преподаватель 2026/27',
        document: 'polozhenie-2026',
        form: 'teacher-teacher',
        variants: TEACHER_VARIANTS,
        kinds: ['traditional', 'group'],
        modes: ['in-person', 'remote'],
        ...TERM,
      },
    },
  ],
};

const KEDROVSK: OrganisationPlan = {
  organisation: {
    id: 'kedrovsk-3',
    name: 'Кедровская средняя школа № 3',
    kind: 'school',
    municipality: 'Кедровский округ',
  },
  students: { mentors: 36, mentees: 54 },
  staff: { mentors: 14, mentees: 21 },
  subjects: SCHOOL_SUBJECTS,
  interests: SCHOOL_INTERESTS,
  staffKinds: SCHOOL_STAFF,
  mentorGrades: [8, 11],
  menteeGrades: [5, 9],
  hasShifts: true,
  sheets: ['stai.state', 'school-motivation'],
  formats: { mentors: 'json', mentees: 'ndjson' },
  denominators: {
    pupils: 748,
    'pupils.age-10-19': 560,
    'pupils.age-15-19': 204,
    'pupils.disability': 31,
    teachers: 61,
    'teachers.young': 13,
  },
  programmes: [
    {
      body: {
        name: 'Ученик – ученик 2026/27',
        document: 'programma-2026',
        form: 'student-student',
        variants: STUDENT_VARIANTS,
        kinds: ['traditional'],
        modes: ['in-person'],
        ...TERM,
        policy: { tiers: FIRST_OF_ALL, minScore: 0.2, rules: { 'shift-overlap': { enabled: true } } },
      },
      refusesOne: true,
    },
    {
      body: {
        name: 'Учитель – учитель 2026/27',
        document: 'programma-2026',
        form: 'teacher-teacher',
        variants: TEACHER_VARIANTS,
        kinds: ['traditional'],
        modes: ['in-person'],
        ...TERM,
      },
    },
  ],
};

const KVANTORIUM: OrganisationPlan = {
  organisation: {
    id: 'kvantorium-5',
    name: 'Детский технопарк «Кванториум» при школе № 5',
    kind: 'kvantorium',
    municipality: 'Кедровский округ',
  },
  students: { mentors: 30, mentees: 58 },
  staff: { mentors: 26, mentees: 19 },
  subjects: [
    'subject.robotics',
    'subject.it',
    'subject.vr',
    'subject.aero',
    'subject.industrial-design',
    'subject.data',
  ],
  interests: ['robotics', 'drones', 'games', '3d-printing', 'electronics', 'space', 'design', 'hackathons'],
  staffKinds: ['extra-education-teacher', 'extra-education-teacher', 'teacher', 'psychologist'],
  mentorGrades: [8, 11],
  menteeGrades: [5, 9],
  hasShifts: false,
  sheets: ['stai.state'],
  formats: { mentors: 'csv', mentees: 'json' },
  denominators: {
    pupils: 640,
    'pupils.age-10-19': 610,
    'pupils.age-15-19': 180,
    teachers: 44,
    'teachers.young': 11,
  },
  programmes: [
    {
      body: {
        name: 'Обучающийся – обучающийся 2026/27',
        document: 'programma-2026',
        form: 'student-student',
        variants: STUDENT_VARIANTS,
        kinds: ['traditional'],
        modes: ['in-person'],
        ...TERM,
        policy: { rules: { 'mentor-mode': { enabled: true }, 'mentee-mode': { enabled: true } } },
      },
    },
    {
      body: {
        name: 'Педагог – педагог 2026/27',
        document: 'programma-2026',
        form: 'teacher-teacher',
        variants: TEACHER_VARIANTS,
        kinds: ['traditional'],
        modes: ['in-person'],
        ...TERM,
      },
    },
    {
      body: {
        name: 'Педагог – обучающийся 2026/27',
        document: 'programma-2026',
        form: 'teacher-student',
        variants: ['professional-indifferent', 'colleague-young-colleague', 'teacher-gifted'],
        kinds: ['traditional', 'short-term'],
        modes: ['in-person'],
        ...TERM,
        policy: { objective: 'worst-off-first' },
      },
      quickMeetings: true,
    },
  ],
};

const GYMNASIUM: OrganisationPlan = {
  organisation: {
    id: 'kedrovsk-gymnasium',
    name: 'Кедровская гимназия',
    kind: 'school',
    municipality: 'Кедровский округ',
  },
  students: { mentors: 44, mentees: 70 },
  staff: { mentors: 22, mentees: 0 },
  subjects: SCHOOL_SUBJECTS,
  interests: SCHOOL_INTERESTS,
  staffKinds: [...SCHOOL_STAFF, 'veteran'],
  mentorGrades: [8, 11],
  menteeGrades: [4, 9],
  hasShifts: false,
  sheets: ['stai.state', 'school-motivation', 'dembo-rubinstein'],
  formats: { mentors: 'ndjson', mentees: 'csv' },
  denominators: {
    pupils: 905,
    'pupils.age-10-19': 690,
    'pupils.age-15-19': 243,
    'pupils.disability': 18,
    teachers: 70,
    'teachers.young': 9,
  },
  programmes: [
    {
      body: {
        name: 'Ученик – ученик 2026/27',
        document: 'programma-2026',
        form: 'student-student',
        variants: STUDENT_VARIANTS,
        kinds: ['traditional'],
        modes: ['in-person'],
        ...TERM,
      },
      paperPairs: 3,
    },
    {
      body: {
        name: 'Учитель – ученик 2026/27',
        document: 'programma-2026',
        form: 'teacher-student',
        variants: TEACHER_STUDENT_VARIANTS,
        kinds: ['traditional'],
        modes: ['in-person'],
        ...TERM,
      },
    },
  ],
};

const TAYOZHNAYA: OrganisationPlan = {
  organisation: {
    id: 'tayozhnaya',
    name: 'Таёжная основная школа',
    kind: 'school',
    municipality: 'Кедровский округ',
  },
  students: { mentors: 15, mentees: 19 },
  staff: { mentors: 5, mentees: 4 },
  subjects: SCHOOL_SUBJECTS.slice(0, 5),
  interests: SCHOOL_INTERESTS,
  staffKinds: ['teacher', 'class-teacher'],
  mentorGrades: [7, 9],
  menteeGrades: [4, 7],
  hasShifts: false,
  sheets: ['stai.state', 'school-motivation'],
  formats: { mentors: 'json', mentees: 'json' },
  denominators: { pupils: 96, 'pupils.age-10-19': 71, teachers: 14, 'teachers.young': 3 },
  programmes: [
    {
      body: {
        name: 'Ученик – ученик 2026/27',
        document: 'programma-2026',
        form: 'student-student',
        variants: STUDENT_VARIANTS,
        kinds: ['traditional'],
        modes: ['in-person'],
        ...TERM,
      },
      testedShare: 0.4,
    },
    {
      body: {
        name: 'Учитель – учитель 2026/27',
        document: 'programma-2026',
        form: 'teacher-teacher',
        variants: TEACHER_VARIANTS,
        kinds: ['traditional'],
        modes: ['in-person', 'remote'],
        ...TERM,
      },
    },
  ],
};

/** Six organisations in three municipalities of one region, under its regional centre. */
export const PLANS: readonly OrganisationPlan[] = [
  PRIOBSKAYA,
  LIRA,
  KEDROVSK,
  KVANTORIUM,
  GYMNASIUM,
  TAYOZHNAYA,
];
