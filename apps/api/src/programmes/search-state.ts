import { loadCatalogue } from '@app/catalogue';
import type { SearchStateView } from '@app/contracts';
import { lastMatchings, waitingMentees } from '@app/persistence';
import type { WaitingMentee } from '@app/persistence';
import type { EntityManager } from 'typeorm';

export const NOTHING_SOUGHT: SearchStateView = { waiting: 0, lastMatching: null };

/** Everybody who waits for a mentor in the programmes, by programme and mentee. */
export function waitingIn(
  tx: EntityManager,
  organisation: string,
  programmes: readonly string[],
): Promise<WaitingMentee[]> {
  const goesOn = loadCatalogue().data.completionReasons.filter((reason) => reason.menteeGoesOn);
  return waitingMentees(
    tx,
    organisation,
    programmes,
    goesOn.map((reason) => reason.code),
  );
}

/** How the search of each of the programmes stands, by programme. */
export async function searchStates(
  tx: EntityManager,
  organisation: string,
  programmes: readonly string[],
): Promise<Map<string, SearchStateView>> {
  const last = await lastMatchings(tx, organisation, programmes);
  const waiting = await waitingIn(tx, organisation, programmes);
  const counts = new Map<string, number>();
  for (const { programme } of waiting) counts.set(programme, (counts.get(programme) ?? 0) + 1);
  return new Map(
    programmes.map((id) => [id, { waiting: counts.get(id) ?? 0, lastMatching: last.get(id) ?? null }]),
  );
}
