import type { PairActor, PairEventView, PairStep, PairView } from '@app/contracts';
import { Pair, PairEvent, PairMentee } from '@app/persistence';
import { In } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { extendedUntil } from './life-cycle.js';
import type { PairLife, Step } from './life-cycle.js';

/** A pair with its mentees and its history in the order of entry. */
export interface StoredPair {
  pair: Pair;
  mentees: string[];
  history: PairEvent[];
}

/** Adds mentees and histories to pairs, in their order. */
export async function withHistories(tx: EntityManager, pairs: readonly Pair[]): Promise<StoredPair[]> {
  const ids = pairs.map((pair) => pair.id);
  if (ids.length === 0) return [];
  const mentees = await tx.find(PairMentee, { where: { pairId: In(ids) } });
  const events = await tx.find(PairEvent, { where: { pairId: In(ids) }, order: { id: 'ASC' } });
  const menteesOf = groupBy(mentees, (row) => row.pairId);
  const eventsOf = groupBy(events, (row) => row.pairId);
  return pairs.map((pair) => ({
    pair,
    mentees: (menteesOf.get(pair.id) ?? []).map((row) => row.mentee).sort(),
    history: eventsOf.get(pair.id) ?? [],
  }));
}

function groupBy<T>(rows: readonly T[], key: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group) group.push(row);
    else groups.set(key(row), [row]);
  }
  return groups;
}

export function lifeOf({ pair, history }: StoredPair): PairLife {
  return {
    state: pair.state,
    startedOn: pair.startedOn,
    endedOn: pair.endedOn,
    endReason: pair.endReason,
    history: history.map(stepOf),
  };
}

const stepOf = (event: PairEvent): Step => ({
  to: event.event,
  on: event.happenedOn,
  by: event.actor,
  reason: event.reason,
  document: event.document,
  until: event.until,
  recorded: event.recorded,
});

export function pairView(stored: StoredPair): PairView {
  const { pair, mentees } = stored;
  const { history } = lifeOf(stored);
  return {
    id: pair.id,
    programme: pair.programmeId,
    state: pair.state,
    mentor: pair.mentor,
    mentees,
    variant: pair.variant,
    kinds: pair.kinds,
    startedOn: pair.startedOn,
    endedOn: pair.endedOn,
    endReason: pair.endReason,
    until: extendedUntil(history),
    suggestion: pair.suggestionId,
    override:
      pair.overrideComment === null ? null : { comment: pair.overrideComment, brokenRules: pair.brokenRules },
    history: history.map(eventView),
  };
}

const eventView = ({ to, ...step }: Step): PairEventView => ({ event: to, ...step });

/** A step as a request asks for it. */
export function askedStep(body: {
  to: PairStep;
  on: string;
  by?: PairActor;
  reason?: string;
  document?: Step['document'];
  until?: string;
  recorded?: boolean;
}): Step {
  const { document } = body;
  return {
    to: body.to,
    on: body.on,
    by: body.by ?? null,
    reason: body.reason ?? null,
    document: document ? { number: document.number, date: document.date, signedBy: document.signedBy } : null,
    until: body.until ?? null,
    recorded: body.recorded ?? false,
  };
}
