import { FEATURE_KINDS } from '@app/contracts';
import {
  BOOLEAN,
  CODE,
  CODES,
  closed,
  integer,
  listOf,
  numberIn,
  oneOf,
  tuple,
  type Schema,
} from './common.schema.js';

const WEIGHT = integer(0, 1000);
const DAYS = integer(0, 3660);

const FEATURE = closed(
  {
    field: { type: 'string', pattern: '^[A-Za-z][A-Za-z0-9.-]*$', maxLength: 64 },
    kind: oneOf(...FEATURE_KINDS),
    weight: integer(1, 1000),
    range: { type: 'number', exclusiveMinimum: 0 },
  },
  ['field', 'kind', 'weight'],
);

const TIER = {
  ...closed({ categories: listOf(CODE, { minItems: 1, uniqueItems: true }), waitingDaysAtLeast: DAYS }, []),
  minProperties: 1,
};

const QUOTA = closed(
  {
    categories: { ...CODES, minItems: 1 },
    share: tuple(integer(1, 1000), integer(1, 1000)),
    count: integer(0, 100_000),
  },
  ['categories'],
);

/** What a policy may leave out even where it is whole: it then demands nothing. */
const OPTIONAL = {
  loadCost: listOf(integer(0, 1_000_000), { maxItems: 100 }),
  quotas: listOf(QUOTA, { maxItems: 20 }),
  reciprocal: BOOLEAN,
  requireTrainedMentor: BOOLEAN,
};

const RULE_OVERRIDE = closed(
  {
    enabled: BOOLEAN,
    params: {
      type: 'object',
      additionalProperties: { type: ['number', 'string', 'array'], items: { type: 'string', minLength: 1 } },
    },
  },
  [],
);

/**
 * The policy of a programme: `whole` as a form's default, with every field present, or the `part` that a
 * curator sends to override it.
 */
export function policySchema(extent: 'whole' | 'part'): Schema {
  const group = (properties: Record<string, Schema>): Schema =>
    extent === 'whole' ? closed(properties) : closed(properties, []);
  const own = {
    objective: oneOf('total', 'worst-off-first'),
    minScore: numberIn(0, 1),
    seed: integer(0, 4_294_967_295),
    alternatives: integer(0, 10),
    weights: group({ request: WEIGHT, profile: WEIGHT, compatibility: WEIGHT }),
    compatibility: group({
      assessment: WEIGHT,
      traits: WEIGHT,
      interest: WEIGHT,
      complementary: listOf(CODE, { uniqueItems: true }),
    }),
    features: listOf(FEATURE, { maxItems: 50 }),
    tiers: listOf(TIER, { maxItems: 20 }),
    rules: { type: 'object', additionalProperties: RULE_OVERRIDE },
    minimum: integer(0, 1000),
    groupMinimum: integer(0, 1000),
    external: group({ allowed: BOOLEAN, modes: listOf(CODE, { uniqueItems: true }) }),
    windows: group({
      entryDaysBeforeStart: DAYS,
      entryDaysAfterStart: DAYS,
      exitDaysBeforeEnd: DAYS,
      exitDaysAfterEnd: DAYS,
    }),
  };
  return closed({ ...own, ...OPTIONAL }, extent === 'whole' ? Object.keys(own) : []);
}
