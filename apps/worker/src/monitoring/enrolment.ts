import type { ParticipantRole } from '@app/contracts';
import type { Day, PairRecord, ProgrammeData } from './programme-data.js';
import { compareText } from './text-order.js';

/** Where a pair stood on the cut-off. */
export interface PairStanding {
  pair: PairRecord;
  /** The last step up to the cut-off, `extended` aside. */
  state: string;
  /** Reason of the last step, for pairs that have ended. */
  reason: string | null;
  /** The earliest day of `running`; null: not running yet. */
  start: Day | null;
  /** Day of the last completed, terminated or replaced; null: the pair has not ended. */
  endedOn: Day | null;
  /** `endedOn`, else the day to which the pair was extended, else the programme's last day. */
  end: Day;
}

/** One person in one role of the programme: enrolled, because a pair of theirs reached `running`. */
export interface Participation {
  person: string;
  role: ParticipantRole;
  /** The mentor whom the person shares with others; a mentor's own id for a mentor. */
  cluster: string;
  start: Day;
  end: Day;
  variant: string | null;
  /** False when all of the person's pairs are of kinds that the statistics of change leave out. */
  measured: boolean;
}

const ENDED: readonly string[] = ['completed', 'terminated', 'replaced'];

/** The pairs that exist on the cut-off (inclusive; null: whatever is known) and where they stand. */
export function standingsOf(data: ProgrammeData, cutOff: Day | null): PairStanding[] {
  return data.pairs.flatMap((pair): PairStanding[] => {
    const events = pair.events.filter((event) => cutOff === null || event.on <= cutOff);
    const steps = events.filter((event) => event.event !== 'extended');
    const last = steps.at(-1);
    if (!last) return [];
    const running = steps.filter((event) => event.event === 'running').map((event) => event.on);
    const ended = steps.filter((event) => ENDED.includes(event.event)).map((event) => event.on);
    const until = events.flatMap((event) => (event.until === null ? [] : [event.until]));
    const endedOn = ENDED.includes(last.event) ? latest(ended) : null;
    return [
      {
        pair,
        state: last.event,
        reason: endedOn === null ? null : last.reason,
        start: earliest(running),
        endedOn,
        end: endedOn ?? latest([...until, data.programme.endsOn]) ?? data.programme.endsOn,
      },
    ];
  });
}

/**
 * Enrolled persons (statistics.md §2): of pairs that reached `running` on or before the cut-off, once per person
 * and role. Somebody with several pairs is there from the first start to the last end; the cluster and the variant
 * are those of the pair that began last.
 *
 * @param hasChangeStatistics whether a kind of mentoring takes part in the statistics of change.
 */
export function participationsOf(
  standings: readonly PairStanding[],
  hasChangeStatistics: (kind: string) => boolean,
): Participation[] {
  const found = new Map<string, Participation & { lastStart: Day }>();
  const running = standings.filter(
    (standing): standing is PairStanding & { start: Day } => standing.start !== null,
  );
  const inOrder = [...running].sort(
    (a, b) => compareText(a.start, b.start) || compareText(a.pair.mentor, b.pair.mentor),
  );
  for (const { pair, start, end } of inOrder) {
    const measured = pair.kinds.length === 0 || pair.kinds.some(hasChangeStatistics);
    const people = [
      { person: pair.mentor, role: 'mentor' as const },
      ...pair.mentees.map((person) => ({ person, role: 'mentee' as const })),
    ];
    for (const { person, role } of people) {
      const key = `${role} ${person}`;
      const known = found.get(key);
      found.set(key, {
        person,
        role,
        cluster: pair.mentor,
        start: known?.start ?? start,
        end: latest([end, ...(known ? [known.end] : [])]) ?? end,
        variant: pair.variant,
        measured: measured || (known?.measured ?? false),
        lastStart: start,
      });
    }
  }
  return [...found.values()]
    .map(({ lastStart: _, ...participation }) => participation)
    .sort((a, b) => compareText(a.role, b.role) || compareText(a.person, b.person));
}

function earliest(days: readonly Day[]): Day | null {
  return [...days].sort(compareText)[0] ?? null;
}

function latest(days: readonly Day[]): Day | null {
  return [...days].sort(compareText).at(-1) ?? null;
}
