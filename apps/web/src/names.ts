import type { Entry } from './api/bank-types.js';
import { useLists } from './api/use-api.js';
import { useOwnPath } from './session.js';

/** What to call a person by code: by name where the school keeps names. */
export function useNames(): (id: string) => string {
  const own = useOwnPath();
  const entries = useLists<Entry>([`${own}/banks/mentors/entries`, `${own}/banks/mentees/entries`]);
  const names = new Map(entries.data?.map(({ externalId, displayName }) => [externalId, displayName]));
  return (id) => names.get(id) ?? id;
}
