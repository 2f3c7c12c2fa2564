import { CONSENT_PURPOSES, PAIR_ACTORS, PAIR_SIDES, PETITION_DECIDERS } from '@app/contracts';
import {
  BOOLEAN,
  CODE,
  CODES,
  LINE,
  NUMBER,
  TEXT,
  VERSIONED,
  closed,
  entry,
  integer,
  listOf,
  numberIn,
  oneOf,
  tuple,
  type Schema,
} from './common.schema.js';

const AUDIENCE = oneOf('student', 'teacher');
const YEARS = integer(0, 120);

export const KIND_SCHEMA: Schema = entry({
  definition: TEXT,
  minimumGroup: integer(1, 100),
  termMonths: { anyOf: [tuple(integer(0, 120), integer(1, 120)), { type: 'null' }] },
  changeStatistics: BOOLEAN,
  maximumMeetings: { anyOf: [integer(1, 1000), { type: 'null' }] },
  mutual: BOOLEAN,
});

export const TOPIC_SCHEMA: Schema = entry({
  parent: { anyOf: [CODE, { type: 'null' }] },
  audience: listOf(AUDIENCE, { uniqueItems: true }),
});

export const CATEGORY_SCHEMA: Schema = entry({ audience: AUDIENCE, sensitive: BOOLEAN });

export const PERSON_KIND_SCHEMA: Schema = entry({
  group: oneOf('student', 'staff', 'external'),
  external: BOOLEAN,
});

export const MODE_SCHEMA: Schema = entry({ remote: BOOLEAN });
export const TRAIT_SCHEMA: Schema = entry({ min: NUMBER, max: NUMBER });

export const CONSENT_PURPOSE_SCHEMA: Schema = entry({
  code: oneOf(...CONSENT_PURPOSES),
  requiredFor: TEXT,
  representativeForMinors: BOOLEAN,
});

export const COMPLETION_REASON_SCHEMA: Schema = entry(
  {
    group: oneOf('plan-done', 'initiative', 'curator', 'replacement', 'declined'),
    states: listOf(oneOf('completed', 'terminated', 'replaced'), { minItems: 1, uniqueItems: true }),
    initiators: listOf(oneOf(...PAIR_ACTORS), { minItems: 1, uniqueItems: true }),
    bars: BOOLEAN,
  },
  { menteeGoesOn: BOOLEAN },
);

export const MEETING_KIND_SCHEMA: Schema = entry({ advised: BOOLEAN });

export const PETITION_KIND_SCHEMA: Schema = entry({
  by: oneOf(...PAIR_SIDES),
  state: oneOf('terminated', 'replaced'),
  reason: CODE,
  deciders: listOf(oneOf(...PETITION_DECIDERS), { minItems: 1, uniqueItems: true }),
});

export const SUPPORT_KIND_SCHEMA: Schema = entry({ rates: BOOLEAN });

export const INDICATOR_SCHEMA: Schema = entry({
  direction: oneOf('higher', 'lower', 'band'),
  min: NUMBER,
  max: NUMBER,
  ordinal: BOOLEAN,
  psychological: BOOLEAN,
  level: oneOf('person', 'organisation'),
  change: closed({ better: TEXT, worse: TEXT }),
});

export const DENOMINATOR_SCHEMA: Schema = entry({ definition: TEXT });

export const TARGET_SCHEMA: Schema = entry({
  numerator: closed(
    {
      counts: oneOf('persons', 'organisations', 'satisfied'),
      role: oneOf('mentor', 'mentee'),
      personKinds: CODES,
      categories: CODES,
      age: tuple(YEARS, YEARS),
      experienceYears: tuple(YEARS, YEARS),
    },
    ['counts', 'role'],
  ),
  denominator: CODE,
  values: listOf(
    closed({
      year: integer(2019, 2100),
      value: { anyOf: [numberIn(0, 1), { type: 'null' }] },
      source: LINE,
    }),
  ),
});

export const STAGE_ONE_SCHEMA: Schema = closed({
  ...VERSIONED,
  positiveFrom: NUMBER,
  scaleMin: NUMBER,
  scaleMax: NUMBER,
  strengthShare: numberIn(0, 1),
  weaknessShare: numberIn(0, 1),
});

export const STAGE_TWO_SCHEMA: Schema = closed({
  ...VERSIONED,
  describeFrom: integer(2, 1000),
  inferFrom: integer(2, 1000),
  signedRankBelow: integer(2, 100_000),
  sizeWords: tuple(NUMBER, NUMBER, NUMBER),
});

export const DISCLOSURE_SCHEMA: Schema = closed({
  ...VERSIONED,
  persons: integer(3, 1000),
  personsPsychological: integer(3, 1000),
  personsFloor: integer(3, 1000),
  organisations: integer(2, 1000),
  dominanceShare: numberIn(0, 1),
  roundBelow: integer(0, 10_000),
});

export const MARKS_SCHEMA: Schema = closed({
  ...VERSIONED,
  weights: listOf(closed({ mark: oneOf('5', '4', '3', '2', 'none'), weight: numberIn(0, 1) }), {
    minItems: 5,
    maxItems: 5,
  }),
});

export const ROLE_SCHEMA: Schema = entry({});

const PROGRAMME_DAY = closed({ from: oneOf('start', 'end'), days: integer(-400, 400) });
export const STAGE_SCHEMA: Schema = entry({
  responsible: CODE,
  startsOn: PROGRAMME_DAY,
  dueOn: PROGRAMME_DAY,
});

const MONTH_DAY: Schema = { type: 'string', pattern: '^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$' };
const HOURS = numberIn(0, 1000);
export const MENTOR_SCHOOL_SCHEMA: Schema = closed({
  ...VERSIONED,
  required: closed({ hours: HOURS, sessions: integer(0, 1000) }),
  kinds: listOf(closed({ code: CODE, title: TEXT, trains: BOOLEAN }), { minItems: 1 }),
  calendar: listOf(
    closed({
      code: CODE,
      title: TEXT,
      kind: CODE,
      from: MONTH_DAY,
      until: MONTH_DAY,
      hours: HOURS,
      responsible: CODE,
    }),
  ),
});

export const REMINDER_SCHEMA: Schema = entry({
  leadDays: integer(0, 400),
  afterDays: integer(0, 400),
  text: TEXT,
});

export const PROGRAMME_LIFE_SCHEMA: Schema = closed({
  ...VERSIONED,
  continuedSearch: BOOLEAN,
  meetingsPerMentee: integer(1, 20),
});

export const CATALOGUE_SCHEMA: Schema = closed({ version: VERSIONED.version });
