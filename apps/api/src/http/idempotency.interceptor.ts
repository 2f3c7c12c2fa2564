import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { Principal } from '@app/contracts';
import { Database } from '@app/persistence';
import type { Request, Response } from 'express';
import { from, Observable, of, switchMap, tap } from 'rxjs';
import { catchError } from 'rxjs/operators';
import { Problem } from './problem.js';

interface Stored {
  fingerprint: Buffer;
  status: number | null;
  headers: Record<string, string> | null;
  body: string | null;
}

const KEY = /^[\x21-\x7e]{1,255}$/;

/**
 * `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header): the first request with a key runs, a repeat gets
 * its answer; the same key with another body is refused. Streamed uploads are idempotent by their content instead.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(private readonly database: Database) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Request & { principal?: Principal }>();
    const key = request.headers['idempotency-key'];
    if (request.method !== 'POST' || key === undefined || !request.principal) return next.handle();
    if (typeof key !== 'string' || !KEY.test(key)) {
      throw new Problem('validation-failed', {
        errors: [{ field: 'Idempotency-Key', code: 'bad-format', message: '' }],
      });
    }
    const response = context.switchToHttp().getResponse<Response>();
    const { keyId: owner, organisation } = request.principal;
    const fingerprint = createHash('sha256')
      .update(`${request.method} ${request.originalUrl}\n${JSON.stringify(request.body ?? null)}`)
      .digest();
    return from(this.claim(owner, organisation, key, fingerprint)).pipe(
      switchMap((stored) => {
        if (stored === null) {
          return next.handle().pipe(
            tap((body: unknown) => void this.keep(owner, key, response, body)),
            catchError(async (error: unknown) => {
              await this.release(owner, key);
              throw error;
            }),
          );
        }
        return of(replay(stored, fingerprint, response));
      }),
    );
  }

  /** Null when this request is the first with its key. */
  private claim(
    owner: string,
    organisation: string | null,
    key: string,
    fingerprint: Buffer,
  ): Promise<Stored | null> {
    return this.database.within({ installation: true }, async (tx) => {
      const inserted = await tx.query<unknown[]>(
        `INSERT INTO idempotency (key_id, organisation_id, key, fingerprint) VALUES ($1, $2, $3, $4)
         ON CONFLICT DO NOTHING RETURNING key`,
        [owner, organisation, key, fingerprint],
      );
      if (inserted.length > 0) return null;
      const [stored] = await tx.query<Stored[]>(
        `SELECT fingerprint, status, headers, body FROM idempotency WHERE key_id = $1 AND key = $2`,
        [owner, key],
      );
      return stored ?? null;
    });
  }

  private async keep(owner: string, key: string, response: Response, body: unknown): Promise<void> {
    const location = response.getHeader('location');
    await this.database.within({ installation: true }, (tx) =>
      tx.query(`UPDATE idempotency SET status = $3, headers = $4, body = $5 WHERE key_id = $1 AND key = $2`, [
        owner,
        key,
        response.statusCode,
        JSON.stringify(typeof location === 'string' ? { location } : {}),
        JSON.stringify(body ?? null),
      ]),
    );
  }

  private async release(owner: string, key: string): Promise<void> {
    await this.database.within({ installation: true }, (tx) =>
      tx.query(`DELETE FROM idempotency WHERE key_id = $1 AND key = $2`, [owner, key]),
    );
  }
}

function replay(stored: Stored, fingerprint: Buffer, response: Response): unknown {
  if (!stored.fingerprint.equals(fingerprint)) throw new Problem('idempotency-mismatch');
  if (stored.status === null) throw new Problem('idempotency-in-progress');
  response.status(stored.status);
  for (const [name, value] of Object.entries(stored.headers ?? {})) response.setHeader(name, value);
  // The body goes when somebody is erased whom it may tell of; that it was done, and where it is found, stays.
  return stored.body === null ? undefined : JSON.parse(stored.body);
}
