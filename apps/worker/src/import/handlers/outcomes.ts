import type { WriteOutcome } from '../import-handler.js';

/** What `INSERT … ON CONFLICT DO UPDATE … WHERE changed RETURNING xmax = 0 AS created` answers for `total` rows. */
export function countUpserted(
  total: number,
  rows: readonly { created: boolean }[],
): Pick<WriteOutcome, 'created' | 'updated' | 'unchanged'> {
  const created = rows.filter((row) => row.created).length;
  return { created, updated: rows.length - created, unchanged: total - rows.length };
}
