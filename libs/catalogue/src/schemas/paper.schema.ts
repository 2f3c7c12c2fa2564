import { NOMINATION_CRITERIA, OFFICER_ROLES, PAIR_STATES } from '@app/contracts';
import { CODE, LINE, TEXT, VERSIONED, closed, integer, listOf, oneOf, type Schema } from './common.schema.js';

const OFFICER = closed({
  code: oneOf(...OFFICER_ROLES),
  title: TEXT,
  positionWords: listOf(LINE, { uniqueItems: true }),
});

const NOMINATION = closed({
  code: CODE,
  title: TEXT,
  source: LINE,
  nominee: oneOf('mentor', 'pair'),
  menteesAtLeast: integer(1, 100),
  criteria: listOf(
    closed({
      code: oneOf(...NOMINATION_CRITERIA),
      weight: integer(1, 1000),
      full: { type: 'number', exclusiveMinimum: 0 },
    }),
    { minItems: 1 },
  ),
});

export const PAPERS_SCHEMA: Schema = closed({
  ...VERSIONED,
  officers: listOf(OFFICER, { minItems: OFFICER_ROLES.length, maxItems: OFFICER_ROLES.length }),
  pairStates: listOf(closed({ code: oneOf(...PAIR_STATES), title: TEXT }), {
    minItems: PAIR_STATES.length,
    maxItems: PAIR_STATES.length,
  }),
  ageGroups: listOf(closed({ from: integer(0, 150), to: integer(0, 150) })),
  nominations: listOf(NOMINATION),
});
