import { BANKS, IMPORT_KINDS } from '@app/contracts';
import { closed, LINE, listOf, oneOf, VERSIONED } from './common.schema.js';
import type { Schema } from './common.schema.js';

/** Titles of sheets are limited by Excel. */
const SHEET: Schema = { type: 'string', pattern: '^[^\\[\\]:*?/\\\\]{1,31}$' };

export const IMPORT_TEMPLATES_SCHEMA: Schema = closed({
  ...VERSIONED,
  tables: listOf(
    closed({
      kind: oneOf(...IMPORT_KINDS),
      bank: { anyOf: [oneOf(...BANKS), { type: 'null' }] },
      sheet: SHEET,
      purpose: LINE,
    }),
    { minItems: 1 },
  ),
  instruction: closed({
    sheet: SHEET,
    title: LINE,
    form: LINE,
    steps: listOf(LINE, { minItems: 1 }),
    columns: closed({ header: LINE, required: LINE, note: LINE }),
    yes: LINE,
  }),
  lists: closed({ sheet: SHEET, title: LINE }),
});
