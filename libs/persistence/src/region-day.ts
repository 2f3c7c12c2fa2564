import type { EntityManager } from 'typeorm';

/**
 * Today's calendar day (`YYYY-MM-DD`) in a region's timezone: what an absent `asOf` means.
 * @throws when the transaction's scope does not show the region
 */
export async function todayIn(tx: EntityManager, region: string): Promise<string> {
  const [row] = await tx.query<{ today: string }[]>(
    `SELECT to_char(now() AT TIME ZONE timezone, 'YYYY-MM-DD') AS today FROM region WHERE id = $1`,
    [region],
  );
  if (!row) throw new Error('the region is not visible in this transaction');
  return row.today;
}
