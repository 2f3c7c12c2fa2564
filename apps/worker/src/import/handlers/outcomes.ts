import type { WriteOutcome } from '../import-handler.js';

/** How many rows were created, updated, left as they were. */
export function countOutcomes(
  outcomes: readonly ('created' | 'updated' | 'unchanged')[],
): Pick<WriteOutcome, 'created' | 'updated' | 'unchanged'> {
  const counts = { created: 0, updated: 0, unchanged: 0 };
  for (const outcome of outcomes) counts[outcome]++;
  return counts;
}

/** What `INSERT … ON CONFLICT DO UPDATE … WHERE changed RETURNING xmax = 0 AS created` answers for `total` rows. */
export function countUpserted(
  total: number,
  rows: readonly { created: boolean }[],
): Pick<WriteOutcome, 'created' | 'updated' | 'unchanged'> {
  const created = rows.filter((row) => row.created).length;
  return { created, updated: rows.length - created, unchanged: total - rows.length };
}
