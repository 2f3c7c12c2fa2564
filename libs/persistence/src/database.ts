import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { currentRequest, recordChange } from './audit/request.js';
import { ROLE } from './migrations/foundation.js';

/**
 * Whose rows a transaction may see. The settings are local to the transaction and the role cannot bypass
 * row-level security, so a forgotten WHERE shows nobody else's rows.
 */
export type Scope =
  | { organisation: string }
  | { region: string }
  /** Finding the owner of a key: only the row with this hash is visible. */
  | { keyHash: Buffer }
  /** Installing a region and its first key; the outbox, which holds ids only. */
  | { installation: true };

@Injectable()
export class Database {
  constructor(private readonly source: DataSource) {}

  /** Runs `work` in one transaction that sees only what `scope` allows. Throws what `work` throws, after a rollback. */
  within<T>(scope: Scope, work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.transaction('READ COMMITTED', scope, work);
  }

  /** The same, but everything that `work` reads is of one moment, however long it takes. */
  snapshot<T>(scope: Scope, work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.transaction('REPEATABLE READ', scope, work);
  }

  private transaction<T>(
    isolation: 'READ COMMITTED' | 'REPEATABLE READ',
    scope: Scope,
    work: (tx: EntityManager) => Promise<T>,
  ): Promise<T> {
    const request = currentRequest();
    return this.source.transaction(isolation, async (tx) => {
      await tx.query(
        `SELECT set_config('role', $1, true), set_config('app.organisation', $2, true),
                set_config('app.region', $3, true), set_config('app.key_hash', $4, true),
                set_config('app.installation', $5, true), set_config('app.actor', $6, true)`,
        [
          ROLE,
          'organisation' in scope ? scope.organisation : '',
          'region' in scope ? scope.region : '',
          'keyHash' in scope ? scope.keyHash.toString('hex') : '',
          'installation' in scope ? 'yes' : '',
          request?.keyId ?? '',
        ],
      );
      const result = await work(tx);
      if (request && 'organisation' in scope) await recordChange(tx, request, scope.organisation);
      return result;
    });
  }
}

/** Names the key for which the rest of the transaction works, where it is not that of a request. */
export async function actAs(tx: EntityManager, keyId: string): Promise<void> {
  await tx.query(`SELECT set_config('app.actor', $1, true)`, [keyId]);
}
