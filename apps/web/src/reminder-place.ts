import type { Reminder } from './api/year-types.js';

const TABS: Record<string, string> = {
  'stage-due': 'road-map',
  'mentee-unmatched': 'matching',
  'entry-measurement-missing': 'monitoring',
  'exit-measurement-due': 'monitoring',
};

/** Where a curator sees to it: the nearest of pair, person, the programme's page, the bank. */
export function placeOf({ kind, pair, person, programme, bank }: Reminder): string | null {
  if (pair) return `/pairs/${pair}`;
  if (person) return `/people/${person}`;
  if (programme) return `/programmes/${programme}/${TABS[kind] ?? 'pairs'}`;
  return bank ? `/banks/${bank}` : null;
}
