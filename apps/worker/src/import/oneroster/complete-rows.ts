import type { BankEntryDto } from '@app/contracts';
import type { ReadRow } from '../read/read-row.js';

/** So many people are looked up at once. */
const BATCH = 500;

/** What the bank knows of these people. */
export type LookUp = (externalIds: string[]) => Promise<ReadonlyMap<string, BankEntryDto>>;

/** Somebody who leaves, and where the file says so. */
export interface Leaver {
  externalId: string;
  row: number;
}

/**
 * Records of a roster on top of what the bank knows: a roster tells of names and grades, not of requests and
 * competences, and must not wipe them out. Those who leave are put aside.
 */
export async function* completeRows(
  rows: AsyncIterable<ReadRow>,
  lookUp: LookUp,
  leavers: Leaver[],
): AsyncGenerator<ReadRow> {
  let batch: ReadRow[] = [];
  for await (const row of rows) {
    if (row.leaves !== undefined) {
      leavers.push({ externalId: row.leaves, row: row.row });
      continue;
    }
    batch.push(row);
    if (batch.length < BATCH) continue;
    yield* await completed(batch, lookUp);
    batch = [];
  }
  yield* await completed(batch, lookUp);
}

type Draft = Partial<BankEntryDto>;

async function completed(rows: readonly ReadRow[], lookUp: LookUp): Promise<ReadRow[]> {
  const drafts = rows.map(({ value }) => (value ?? {}) as Draft);
  const known = await lookUp(drafts.flatMap(({ externalId }) => externalId ?? []));
  return rows.flatMap((row, at) => {
    const draft = drafts[at] ?? {};
    const entry = known.get(draft.externalId ?? '');
    if (!entry) return row.onlyKnown ? [] : [row];
    const profile = { ...entry.profile, ...draft.profile };
    return [{ ...row, value: { ...entry, ...draft, profile } }];
  });
}
