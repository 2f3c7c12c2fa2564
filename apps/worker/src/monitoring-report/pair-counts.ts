import type { Catalogue } from '@app/catalogue';
import { PAIR_STATES } from '@app/contracts';
import type { PairStanding } from '../monitoring/enrolment.js';

export interface PairCounts {
  total: number;
  /** Pairs of one mentor with two or more mentees. */
  groups: number;
  mentors: number;
  mentees: number;
  /** Mentees per mentor. */
  load: number | null;
  extended: number;
  byState: { state: string; pairs: number }[];
  byReason: { state: string; reason: string; title: string; pairs: number }[];
}

/** The programme's pairs on the cut-off, by state and by the reason they ended for (S1 §7.1). */
export function pairCounts(standings: readonly PairStanding[], catalogue: Catalogue): PairCounts {
  const mentors = new Set(standings.map(({ pair }) => pair.mentor));
  const mentees = new Set(standings.flatMap(({ pair }) => pair.mentees));
  const places = standings.reduce((total, { pair }) => total + pair.mentees.length, 0);
  return {
    total: standings.length,
    groups: standings.filter(({ pair }) => pair.mentees.length > 1).length,
    mentors: mentors.size,
    mentees: mentees.size,
    load: mentors.size === 0 ? null : places / mentors.size,
    extended: standings.filter(({ pair }) => pair.events.some(({ event }) => event === 'extended')).length,
    byState: PAIR_STATES.flatMap((state) => {
      const pairs = standings.filter((standing) => standing.state === state).length;
      return pairs > 0 ? [{ state, pairs }] : [];
    }),
    byReason: reasonsOf(standings, catalogue),
  };
}

function reasonsOf(standings: readonly PairStanding[], catalogue: Catalogue): PairCounts['byReason'] {
  const counts = new Map<string, { state: string; reason: string; title: string; pairs: number }>();
  for (const { state, endedOn, reason } of standings) {
    if (endedOn === null) continue;
    const code = reason ?? '';
    const title = catalogue.completionReason(code)?.title.ru ?? (code === '' ? 'причина не указана' : code);
    const known = counts.get(`${state} ${code}`);
    counts.set(`${state} ${code}`, { state, reason: code, title, pairs: (known?.pairs ?? 0) + 1 });
  }
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, count]) => count);
}
