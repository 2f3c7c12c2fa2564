import { gzipSync } from 'node:zlib';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Answers about matchings: questions of any kind, wishes beside a run, certificates as compressed JSON. */
export class Answers1790000300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Questions live for seconds: whoever waited for these is long gone.
    await runner.query(`TRUNCATE question`);
    await runner.query(
      `ALTER TABLE question DROP COLUMN mentor, DROP COLUMN mentee, ADD COLUMN asked jsonb NOT NULL`,
    );
    await runner.query(
      `ALTER TABLE matching ADD COLUMN based_on uuid, ADD COLUMN keep_announced jsonb, ADD COLUMN packed bytea,
         ADD FOREIGN KEY (organisation_id, based_on) REFERENCES matching (organisation_id, id)`,
    );
    await packCertificates(runner);
    await runner.query(`ALTER TABLE matching DROP COLUMN certificate`);
    await runner.query(`ALTER TABLE matching RENAME COLUMN packed TO certificate`);
    // Gzip has done what can be done.
    await runner.query(`ALTER TABLE matching ALTER COLUMN certificate SET STORAGE EXTERNAL`);
  }

  async down(): Promise<void> {
    throw new Error('Compressed certificates cannot be turned back in SQL: restore a backup instead.');
  }
}

/** One by one, since a certificate may be large; the owner sees all rows only while the policies are not forced. */
async function packCertificates(runner: QueryRunner): Promise<void> {
  await runner.query(`ALTER TABLE matching NO FORCE ROW LEVEL SECURITY`);
  const rows = (await runner.query(`SELECT id FROM matching WHERE certificate IS NOT NULL`)) as {
    id: string;
  }[];
  for (const { id } of rows) {
    const [row] = (await runner.query(`SELECT certificate::text AS text FROM matching WHERE id = $1`, [
      id,
    ])) as { text: string }[];
    if (row) await runner.query(`UPDATE matching SET packed = $2 WHERE id = $1`, [id, gzipSync(row.text)]);
  }
  await runner.query(`ALTER TABLE matching FORCE ROW LEVEL SECURITY`);
}
