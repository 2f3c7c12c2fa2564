import {
  BOOLEAN,
  CODE,
  CODES,
  LINE,
  NUMBER,
  TEXT,
  closed,
  entry,
  listOf,
  oneOf,
  tuple,
  type Schema,
} from './common.schema.js';
import { policySchema } from './policy.schema.js';

const PATH: Schema = {
  type: 'string',
  pattern: '^(mentor|mentee|pair)\\.[A-Za-z][A-Za-z0-9.-]*(\\[\\$\\])?$',
};
const PARAM_REF: Schema = closed({ param: CODE });
const WORDS: Schema = listOf({ type: 'string', minLength: 1 }, { uniqueItems: true });
const VALUES: Schema = listOf({ type: ['string', 'number'] }, { uniqueItems: true });
const NUMBER_OR_PARAM: Schema = { anyOf: [NUMBER, PARAM_REF] };

const COMPARE: Schema = tuple(PATH, oneOf('>=', '>', '<=', '<', '==', '!='), {
  anyOf: [{ type: ['string', 'number', 'boolean'] }, PARAM_REF],
});
const INTERSECTS: Schema = tuple(PATH, { anyOf: [PATH, WORDS, PARAM_REF] });

/** Recursive, so it stands in `$defs` of the form's schema. */
const CONDITION: Schema = { $ref: '#/$defs/condition' };
const CONDITIONS: Schema = {
  anyOf: [
    closed({ exists: PATH }),
    closed({ in: tuple(PATH, VALUES) }),
    closed({ compare: COMPARE }),
    closed({ intersects: INTERSECTS }),
    closed({ not: CONDITION }),
    closed({ all: listOf(CONDITION, { minItems: 1 }) }),
    closed({ any: listOf(CONDITION, { minItems: 1 }) }),
  ],
};

const RULE: Schema = closed(
  {
    code: CODE,
    title: TEXT,
    source: LINE,
    enabled: BOOLEAN,
    onMissing: oneOf('fail', 'pass'),
    when: CONDITION,
    variants: closed({ not: CODES, only: CODES }, []),
    params: {
      type: 'object',
      propertyNames: CODE,
      additionalProperties: { anyOf: [NUMBER, { type: 'string', minLength: 1 }, WORDS] },
    },
    compare: COMPARE,
    plus: NUMBER_OR_PARAM,
    in: tuple(PATH, { anyOf: [VALUES, PARAM_REF] }),
    intersects: INTERSECTS,
    covers: tuple(PATH, PATH),
    atLeast: { anyOf: [{ type: 'integer', minimum: 1 }, { const: 'all' }, PARAM_REF] },
    distance: tuple(PATH, PATH),
    atMost: NUMBER_OR_PARAM,
    exists: PATH,
    forEach: PATH,
  },
  ['code', 'title', 'source'],
);

const VARIANT: Schema = closed(
  { code: CODE, title: TEXT, aliases: listOf(LINE), goal: TEXT, source: LINE, rules: listOf(RULE) },
  ['code', 'title', 'goal', 'source', 'rules'],
);

export const FORM_SCHEMA: Schema = {
  ...entry(
    {
      goal: TEXT,
      approver: oneOf('curator', 'council'),
      mentor: closed({ personKinds: listOf(CODE, { minItems: 1, uniqueItems: true }) }),
      mentee: closed({ personKinds: listOf(CODE, { minItems: 1, uniqueItems: true }) }),
      rules: listOf(RULE),
      variants: listOf(VARIANT, { minItems: 1 }),
      kinds: listOf(CODE, { minItems: 1, uniqueItems: true }),
      defaultPolicy: policySchema('whole'),
    },
    { aliases: listOf(LINE) },
  ),
  $defs: { condition: CONDITIONS },
};
