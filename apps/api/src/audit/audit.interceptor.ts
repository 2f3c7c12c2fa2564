import { Injectable } from '@nestjs/common';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { Principal } from '@app/contracts';
import { addToInbox, asRequest, Database } from '@app/persistence';
import type { AuditRecord } from '@app/persistence';
import type { Request } from 'express';
import { Observable } from 'rxjs';
import { catchError, mergeMap } from 'rxjs/operators';
import { Problem } from '../http/problem.js';
import { auditedRequest, rowsShown } from './audited-request.js';
import type { Audited } from './audited-request.js';

/**
 * Records who did what. A change is recorded by its own transaction (`recordChange`); here are recorded reads, before
 * their answer leaves, and requests that were refused or failed.
 */
@Injectable()
export class AuditInterceptor implements NestInterceptor {
  constructor(private readonly database: Database) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const audited = auditedRequest(context.switchToHttp().getRequest<Request & { principal?: Principal }>());
    if (!audited) return next.handle();
    // The handler runs in the context in which it is subscribed to: its transactions find the request there.
    return new Observable((subscriber) =>
      asRequest(audited.request, () => this.recorded(next.handle(), audited).subscribe(subscriber)),
    );
  }

  private recorded(answer: Observable<unknown>, audited: Audited): Observable<unknown> {
    return answer.pipe(
      mergeMap(async (body: unknown) => {
        if (!audited.request.changes) await this.record(audited, 'done', null, rowsShown(body));
        return body;
      }),
      catchError(async (error: unknown) => {
        const isRefusal = error instanceof Problem && error.status < 500;
        const code = error instanceof Problem ? error.code : 'internal-error';
        if (!audited.request.recorded)
          await this.record(audited, isRefusal ? 'refused' : 'failed', code, null);
        throw error;
      }),
    );
  }

  /** Waits for no disk: after a crash of the database the last half second of reads may be missing, no change. */
  private async record(
    { organisation, request }: Audited,
    outcome: AuditRecord['outcome'],
    code: string | null,
    subjects: number | null,
  ): Promise<void> {
    request.recorded = true;
    await this.database.within({ organisation }, async (tx) => {
      await tx.query(`SET LOCAL synchronous_commit = off`);
      await addToInbox(tx, { ...request, organisation, outcome, code, subjects });
    });
  }
}
