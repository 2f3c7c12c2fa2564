import type { EntityManager } from 'typeorm';

/** What a finished part says about one organisation's mentees, packed; kept until the parent takes it over. */
export async function insertShare(
  tx: EntityManager,
  at: { organisation: string; matching: string; part: number },
  bytes: Uint8Array,
): Promise<void> {
  await tx.query(
    `INSERT INTO region_matching_share (organisation_id, matching_id, part, bytes) VALUES ($1, $2, $3, $4)`,
    [at.organisation, at.matching, at.part, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)],
  );
}

/** The share of an organisation, which is gone from the table then; null where there is none. */
export async function takeShare(
  tx: EntityManager,
  { organisation, matching }: { organisation: string; matching: string },
): Promise<Buffer | null> {
  const [rows] = await tx.query<[{ bytes: Buffer }[], number]>(
    `DELETE FROM region_matching_share WHERE organisation_id = $1 AND matching_id = $2 RETURNING bytes`,
    [organisation, matching],
  );
  return rows[0]?.bytes ?? null;
}
