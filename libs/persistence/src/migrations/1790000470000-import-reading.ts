import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How the table of an import was read: encoding, separator, sheet, and what its headers were taken for. */
export class ImportReading1790000470000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE import ADD COLUMN reading jsonb`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE import DROP COLUMN reading`);
  }
}
