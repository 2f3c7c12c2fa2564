import { BANKS, COLUMN_LISTS, COLUMN_TYPES, IMPORT_KINDS } from '@app/contracts';
import { BOOLEAN, CODE, LINE, VERSIONED, closed, listOf, oneOf, type Schema } from './common.schema.js';

/** A path of field names and codes; the last may stand for every code. */
const FIELD: Schema = {
  type: 'string',
  pattern: '^[A-Za-z]+(\\.[A-Za-z-]+)*(\\.\\*)?$',
  maxLength: 100,
};

const VALUE = closed({ code: LINE, title: LINE, synonyms: listOf(LINE) }, ['code', 'title']);

const COLUMN = closed(
  {
    field: FIELD,
    header: LINE,
    synonyms: listOf(LINE),
    type: oneOf(...COLUMN_TYPES),
    codes: oneOf(...COLUMN_LISTS),
    values: listOf(VALUE, { minItems: 1 }),
    open: BOOLEAN,
    number: oneOf('level', 'importance'),
    required: BOOLEAN,
    banks: listOf(oneOf(...BANKS), { minItems: 1, uniqueItems: true }),
    template: BOOLEAN,
    note: LINE,
  },
  ['field', 'header', 'type'],
);

export const IMPORT_COLUMNS_SCHEMA: Schema = closed({
  ...VERSIONED,
  ignored: listOf(LINE),
  rosterRoles: listOf(
    closed({ role: LINE, personKind: CODE, bank: { anyOf: [oneOf(...BANKS), { type: 'null' }] } }),
  ),
  kinds: closed(Object.fromEntries(IMPORT_KINDS.map((kind) => [kind, listOf(COLUMN, { minItems: 1 })]))),
});
