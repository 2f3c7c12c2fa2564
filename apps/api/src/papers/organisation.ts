import type { EntityManager } from 'typeorm';
import { notFound } from '../http/problem.js';

/** An organisation as the head of a paper names it. @throws Problem `not-found` */
export async function organisationOf(
  tx: EntityManager,
  id: string,
): Promise<{ organisation: string; municipality: string }> {
  const [row] = await tx.query<{ organisation: string; municipality: string }[]>(
    `SELECT o.name AS organisation, m.name AS municipality
     FROM organisation o JOIN municipality m ON m.id = o.municipality_id WHERE o.id = $1`,
    [id],
  );
  if (!row) throw notFound('organisation');
  return row;
}
