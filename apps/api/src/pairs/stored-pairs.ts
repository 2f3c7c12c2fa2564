import type { PairActor, PairEventKind, PairStep } from '@app/contracts';
import { Pair, PairEvent, PairMentee } from '@app/persistence';
import { In } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { notFound } from '../http/problem.js';
import type { Facts, PairLife, Step } from './life-cycle.js';

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

/** @throws Problem `not-found` */
export async function findPair(tx: EntityManager, id: string): Promise<StoredPair> {
  const pair = await tx.findOneBy(Pair, { id });
  const [stored] = pair ? await withHistories(tx, [pair]) : [];
  if (!stored) throw notFound('pair');
  return stored;
}

export function groupBy<T>(rows: readonly T[], key: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group) group.push(row);
    else groups.set(key(row), [row]);
  }
  return groups;
}

export function lifeOf({ pair, history }: StoredPair, facts: Facts): PairLife {
  return {
    facts,
    state: pair.state,
    startedOn: pair.startedOn,
    endedOn: pair.endedOn,
    endReason: pair.endReason,
    history: stepsOf(history),
  };
}

/** The steps of a history: who joined a group or left it moves the whole pair nowhere. */
export const stepsOf = (history: readonly PairEvent[]): Step[] => history.flatMap(stepOf);

const isStep = (event: PairEventKind): event is PairStep => event !== 'joined' && event !== 'left';

function stepOf({ event, ...rest }: PairEvent): Step[] {
  if (!isStep(event)) return [];
  const { happenedOn, actor, reason, document, until, recorded } = rest;
  return [{ to: event, on: happenedOn, by: actor, reason, document, until, recorded }];
}

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
  return {
    to: body.to,
    on: body.on,
    by: body.by ?? null,
    reason: body.reason ?? null,
    document: documentOf(body.document),
    until: body.until ?? null,
    recorded: body.recorded ?? false,
  };
}

/** A document of a request as it is stored. */
export const documentOf = (document: Step['document'] | undefined): Step['document'] =>
  document ? { number: document.number, date: document.date, signedBy: document.signedBy } : null;
