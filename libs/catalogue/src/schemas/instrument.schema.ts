import {
  BOOLEAN,
  CODE,
  CODES,
  LINE,
  NUMBER,
  TEXT,
  closed,
  entry,
  integer,
  listOf,
  numberIn,
  oneOf,
  tuple,
  type Schema,
} from './common.schema.js';

const WAVES: Schema = listOf(oneOf('entry', 'exit'), { minItems: 1, uniqueItems: true });
const GRADES: Schema = tuple(integer(1, 12), integer(1, 12));

function item(kind: string, own: Record<string, Schema>, required: string[]): Schema {
  const base = { code: CODE, text: TEXT, kind: { const: kind } };
  return closed({ ...base, required: BOOLEAN, waves: WAVES, twin: CODE, ...own }, [
    ...Object.keys(base),
    ...required,
  ]);
}

const ITEM: Schema = {
  type: 'object',
  discriminator: { propertyName: 'kind' },
  required: ['kind'],
  oneOf: [
    item('rating', { min: { type: 'integer' }, max: { type: 'integer' } }, ['min', 'max']),
    item(
      'choice',
      {
        options: listOf(closed({ value: { type: ['string', 'number'] }, weight: NUMBER, text: TEXT }), {
          minItems: 2,
        }),
      },
      ['options'],
    ),
    item('yes-no', {}, []),
    item('number', { min: NUMBER, max: NUMBER }, []),
    item('open', { maxLength: integer(1, 10_000) }, []),
  ],
};

const SCALE: Schema = closed(
  {
    code: CODE,
    indicator: CODE,
    items: listOf(CODE, { minItems: 1, uniqueItems: true }),
    reversed: CODES,
    method: oneOf('sum', 'mean'),
    constant: NUMBER,
    maxMissingShare: numberIn(0, 0.5),
    min: NUMBER,
    max: NUMBER,
    direction: oneOf('higher', 'lower', 'band'),
    ordinal: BOOLEAN,
    band: listOf(closed({ from: NUMBER, to: NUMBER, grades: GRADES }, ['from', 'to']), { minItems: 1 }),
    bands: listOf(closed({ upTo: NUMBER, label: TEXT }), { minItems: 1 }),
    reliability: closed(
      {
        alpha: numberIn(0, 1),
        retest: numberIn(0, 1),
        normMean: NUMBER,
        normSd: { type: 'number', exclusiveMinimum: 0 },
      },
      [],
    ),
  },
  ['code', 'indicator', 'items', 'method', 'min', 'max', 'direction', 'ordinal'],
);

const GOLDEN: Schema = closed({
  answers: {
    type: 'object',
    propertyNames: CODE,
    additionalProperties: { type: ['string', 'number', 'boolean'] },
  },
  scales: { type: 'object', propertyNames: CODE, additionalProperties: { type: ['number', 'null'] } },
});

export const INSTRUMENT_SCHEMA: Schema = entry(
  {
    confirmed: { const: true },
    respondents: listOf(oneOf('mentee', 'mentor', 'curator'), { minItems: 1, uniqueItems: true }),
    waves: WAVES,
    items: listOf(ITEM, { minItems: 1 }),
    scales: listOf(SCALE),
    golden: listOf(GOLDEN),
  },
  {
    licence: LINE,
    use: oneOf('selection'),
    forms: listOf(CODE, { minItems: 1, uniqueItems: true }),
    grades: GRADES,
  },
);
