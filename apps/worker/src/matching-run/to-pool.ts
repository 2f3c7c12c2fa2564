import { loadCatalogue, pairSetting } from '@app/catalogue';
import type { Mentee, Mentor, Pool } from '@app/matching';
import type { PoolEntry } from '@app/persistence';
import type { Snapshot } from './snapshot.js';

interface People {
  mentor: string;
  mentee: string;
}

export interface PreparedPool {
  /** Every list in order of ids, so that equal pools have equal digests. */
  pool: Pool;
  /** Mentees of the form's kinds whom a missing consent keeps out, by id. */
  withoutConsent: string[];
  /** A lock of the request that names somebody who is not in the pool: it cannot be kept. */
  impossibleLock: People | null;
}

/** By code units, the same on every machine. */
export const byId = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const keyOf = ({ mentor, mentee }: People): string => `${mentor} ${mentee}`;

/**
 * The pool of a matching (design.md §6): people of the form's kinds with a valid consent, free places over all
 * programmes, no mentee who has a pair in this one, what people decided, and what is known of pairs.
 *
 * @param asked people who must be in the pool whatever their kind, so that a question about them has an answer
 */
export function toPool(snapshot: Snapshot, asked: readonly People[] = []): PreparedPool {
  const { matching, programme, taken } = snapshot;
  const setting = pairSetting(loadCatalogue(), programme.form, programme.variants);
  const named = [...matching.locks, ...asked];
  const isIn = (kinds: string[], names: string[]) => (one: PoolEntry) =>
    kinds.includes(one.personKind) || names.includes(one.id);
  const candidates = {
    mentors: snapshot.mentors.filter(
      isIn(
        setting.mentorKinds,
        named.map((one) => one.mentor),
      ),
    ),
    mentees: snapshot.mentees
      .filter(
        isIn(
          setting.menteeKinds,
          named.map((one) => one.mentee),
        ),
      )
      .filter((one) => !taken.has(one.id)),
  };
  const mentors = consenting(candidates.mentors).map((one) => toMentor(one, snapshot));
  const mentees = consenting(candidates.mentees).map(toMentee);
  const inPool = membership(mentors, mentees);
  const { windows: _, requireTrainedMentor: __, ...policy } = snapshot.policy;
  const requested = matching.locks.filter((lock) => !taken.has(lock.mentee));
  const decided = snapshot.decisions.filter((one) => one.decision === 'lock');
  return {
    pool: {
      asOf: matching.asOf,
      mentors,
      mentees,
      ...setting,
      policy,
      compatibilities: inOrder(snapshot.knowledge.compatibilities.filter(inPool)),
      ratings: inOrder(snapshot.knowledge.ratings.filter(inPool), (one) => one.from),
      barred: barred(snapshot).filter(inPool),
      locks: inOrder(distinct([...requested, ...decided].filter(inPool).map(people))),
      ...apartInGroups(snapshot, mentees),
    },
    withoutConsent: candidates.mentees
      .filter((one) => !one.consented && setting.menteeKinds.includes(one.personKind))
      .map((one) => one.id)
      .sort(byId),
    impossibleLock: requested.find((lock) => !inPool(lock)) ?? null,
  };
}

const consenting = (entries: PoolEntry[]): PoolEntry[] =>
  entries.filter((one) => one.consented).sort((a, b) => byId(a.id, b.id));

function toMentor({ consented: _, ...entry }: PoolEntry, snapshot: Snapshot): Mentor {
  const occupied = snapshot.occupied.get(entry.id) ?? 0;
  const groupSize = snapshot.groups.get(entry.id) ?? 0;
  return {
    ...entry,
    capacity: Math.max(0, entry.capacity - occupied),
    ...(groupSize > 0 ? { groupSize } : {}),
  };
}

function toMentee({ consented: _, capacity: __, ...entry }: PoolEntry): Mentee {
  return entry;
}

function membership(mentors: readonly Mentor[], mentees: readonly Mentee[]): (pair: People) => boolean {
  const who = new Set(mentors.map((one) => one.id));
  const whom = new Set(mentees.map((one) => one.id));
  return ({ mentor, mentee }) => who.has(mentor) && whom.has(mentee);
}

/** Everything that people have ruled out: restrictions, vetoes, conflicts, rejections that hold, the request. */
function barred({ knowledge, decisions, matching }: Snapshot): Pool['barred'] {
  const rejected = decisions.filter((one) => one.decision === 'reject');
  const all: Pool['barred'] = [
    ...knowledge.bars,
    ...rejected.map((one) => ({ ...people(one), reason: 'rejected' as const })),
    ...matching.excluded.map((one) => ({ ...people(one), reason: 'excluded' as const })),
  ];
  return inOrder(
    distinct(all, (one) => one.reason),
    (one) => one.reason,
  );
}

/** Who must not be a pair (a restriction, a conflict) must not meet in a group of mentees either. */
function apartInGroups({ knowledge, policy }: Snapshot, mentees: readonly Mentee[]): Pick<Pool, 'apart'> {
  if (policy.groupMinimum <= 1) return {};
  const ids = new Set(mentees.map((one) => one.id));
  const two = knowledge.bars
    .filter(({ reason }) => reason === 'do-not-pair' || reason === 'conflict')
    .filter(({ mentor, mentee }) => ids.has(mentor) && ids.has(mentee) && mentor < mentee)
    .map(({ mentor, mentee }) => ({ mentor, mentee }));
  if (two.length === 0) return {};
  return { apart: inOrder(distinct(two)).map(({ mentor, mentee }): [string, string] => [mentor, mentee]) };
}

const people = ({ mentor, mentee }: People): People => ({ mentor, mentee });

function distinct<T extends People>(rows: readonly T[], more: (row: T) => string = () => ''): T[] {
  return [...new Map(rows.map((row) => [`${keyOf(row)} ${more(row)}`, row])).values()];
}

function inOrder<T extends People>(rows: readonly T[], more: (row: T) => string = () => ''): T[] {
  return [...rows].sort(
    (a, b) => byId(a.mentor, b.mentor) || byId(a.mentee, b.mentee) || byId(more(a), more(b)),
  );
}
