import { ENDED_PAIR_STATES } from '@app/contracts';
import type { EntityManager } from 'typeorm';
import { checkIfMatch } from '../http/etag.js';
import { notFound, Problem } from '../http/problem.js';
import { findPair } from './stored-pairs.js';
import type { StoredPair } from './stored-pairs.js';

/**
 * Takes a pair for a change of something that belongs to it: other changes of it wait, and its version goes up.
 * @param ifMatch the version that the caller has seen
 * @throws Problem `not-found`, `precondition-failed`
 */
export async function openPair(
  tx: EntityManager,
  id: string,
  ifMatch: string | undefined,
): Promise<StoredPair> {
  const [[changed]] = await tx.query<[{ version: number }[], number]>(
    `UPDATE pair SET version = version + 1 WHERE id = $1 RETURNING version`,
    [id],
  );
  if (!changed) throw notFound('pair');
  checkIfMatch(changed.version - 1, ifMatch);
  return findPair(tx, id);
}

export const isEnded = ({ pair }: StoredPair): boolean =>
  (ENDED_PAIR_STATES as readonly string[]).includes(pair.state);

/** @throws Problem `pair-ended` */
export function assertGoesOn(stored: StoredPair): void {
  if (isEnded(stored)) throw new Problem('pair-ended');
}

/** Everybody who is or was a mentee of the pair. */
export function everyMentee({ mentees, history }: StoredPair): Set<string> {
  return new Set([...mentees, ...history.flatMap((event) => event.mentee ?? [])]);
}
