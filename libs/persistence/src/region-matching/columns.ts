import { promisify } from 'node:util';
import { deflateSync, inflate } from 'node:zlib';
import type { EntityManager } from 'typeorm';

const inflateInBackground = promisify(inflate);

/**
 * The columns of a certificate, as long lists of numbers: a region's certificate has millions, and as JSON in one
 * value it would not fit a string. Prices are stored row by row, one number per level.
 */
export const CERTIFICATE_COLUMNS = {
  capacity: Int32Array,
  minimum: Int32Array,
  tier: Int32Array,
  pairMentee: Int32Array,
  pairMentor: Int32Array,
  pairPoints: Int32Array,
  /** −1 for a mentee left out. */
  assignment: Int32Array,
  menteePrices: Float64Array,
  mentorPrices: Float64Array,
  countMenteePrices: Float64Array,
  countMentorPrices: Float64Array,
  aboveMenteePrices: Float64Array,
  aboveMentorPrices: Float64Array,
} as const;
export type CertificateColumn = keyof typeof CERTIFICATE_COLUMNS;

export interface PackedColumn {
  name: CertificateColumn;
  bytes: Uint8Array;
}

/** Blocks for as long as it takes, so use it in a thread. Little-endian, as every machine that Node runs on. */
export function packColumn(name: CertificateColumn, values: ArrayLike<number>): PackedColumn {
  const typed = CERTIFICATE_COLUMNS[name].from(values);
  return { name, bytes: deflateSync(new Uint8Array(typed.buffer), { level: 1 }) };
}

export async function insertColumns(
  tx: EntityManager,
  at: { region: string; matching: string; part: number },
  columns: readonly PackedColumn[],
): Promise<void> {
  for (const { name, bytes } of columns) {
    await tx.query(
      `INSERT INTO region_matching_column (region_id, matching_id, part, name, bytes) VALUES ($1, $2, $3, $4, $5)`,
      [at.region, at.matching, at.part, name, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)],
    );
  }
}

/** One column of one part; null where the part has none of that name. */
export async function readColumn(
  tx: EntityManager,
  at: { matching: string; part: number },
  name: CertificateColumn,
): Promise<Int32Array | Float64Array | null> {
  const [row] = await tx.query<{ bytes: Buffer }[]>(
    `SELECT bytes FROM region_matching_column WHERE matching_id = $1 AND part = $2 AND name = $3`,
    [at.matching, at.part, name],
  );
  if (!row) return null;
  const bytes = await inflateInBackground(row.bytes);
  const Typed = CERTIFICATE_COLUMNS[name];
  return new Typed(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}
