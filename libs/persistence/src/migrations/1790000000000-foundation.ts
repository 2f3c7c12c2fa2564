import type { MigrationInterface, QueryRunner } from 'typeorm';
import { foundationStatements } from './foundation.js';

export class Foundation1790000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of foundationStatements()) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('The first migration is not reversible: drop the database instead.');
  }
}
