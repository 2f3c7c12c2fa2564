import { DATA_CATEGORIES, DESTRUCTION_REASONS, RETENTION_CODES } from '@app/contracts';
import { TEXT, VERSIONED, closed, integer, listOf, oneOf, type Schema } from './common.schema.js';

const named = (codes: readonly string[], more: Record<string, Schema> = {}): Schema =>
  listOf(closed({ code: oneOf(...codes), title: TEXT, ...more }));

/** How long personal data are kept, and the words of an act of destruction. */
export const RETENTION_SCHEMA: Schema = closed({
  ...VERSIONED,
  staleMonths: integer(1, 120),
  periods: named(RETENTION_CODES, { months: integer(0, 1200) }),
  reasons: named(DESTRUCTION_REASONS),
  categories: named(DATA_CATEGORIES),
});
