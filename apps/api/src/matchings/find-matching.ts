import { Matching, Run } from '@app/persistence';
import { isUUID } from 'class-validator';
import type { EntityManager } from 'typeorm';
import { notFound, Problem } from '../http/problem.js';

/** A matching and its run. @throws Problem `not-found` */
export async function findMatching(tx: EntityManager, id: string): Promise<{ matching: Matching; run: Run }> {
  // The run first: once it says `done`, the matching that is read after it has its result.
  const run = await tx.findOneBy(Run, { id });
  const matching = run && (await tx.findOneBy(Matching, { id }));
  if (!matching) throw notFound('matching');
  return { matching, run };
}

/** The same, once there is a result. @throws Problem `not-found`, `not-ready` */
export async function findFinishedMatching(tx: EntityManager, id: string): Promise<Matching> {
  const { matching, run } = await findMatching(tx, id);
  if (run.status !== 'done') throw new Problem('not-ready', { members: { runStatus: run.status } });
  return matching;
}

/** A finished matching that has pairs to speak about. @throws Problem `not-found`, `not-ready`, `conflict` */
export async function findSolvedMatching(tx: EntityManager, id: string): Promise<Matching> {
  const matching = await findFinishedMatching(tx, id);
  if (!isSolved(matching))
    throw new Problem('conflict', { params: { reason: 'у этого подбора нет решения' } });
  return matching;
}

/** The solved matching of a programme that another one is to be compared with, or null where it is not that. */
export async function findEarlierMatching(
  tx: EntityManager,
  programme: string,
  id: string,
): Promise<Matching | null> {
  if (!isUUID(id)) return null;
  const run = await tx.findOneBy(Run, { id, status: 'done' });
  const matching = run && (await tx.findOneBy(Matching, { id, programmeId: programme }));
  return matching && isSolved(matching) ? matching : null;
}

const isSolved = (matching: Matching): boolean => matching.summary?.['infeasible'] === undefined;
