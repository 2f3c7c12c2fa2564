import { randomUUID } from 'node:crypto';
import { Catch, HttpException, Logger } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import { message } from '@app/catalogue';
import type { ProblemCode, ProblemDetails } from '@app/contracts';
import type { Request, Response } from 'express';
import { localeOf } from './locale.js';
import { Problem } from './problem.js';

const BY_STATUS: Record<number, ProblemCode> = {
  400: 'malformed-body',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not-found',
  405: 'method-not-allowed',
  409: 'conflict',
  413: 'payload-too-large',
  415: 'unsupported-media-type',
  429: 'too-many-requests',
  503: 'unavailable',
};

/** The only place that knows how a failure looks on the wire (RFC 9457). */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly log = new Logger('http');

  catch(failure: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    if (response.headersSent) {
      response.end();
      return;
    }
    const problem = this.toProblem(failure);
    const locale = localeOf(request);
    const body: ProblemDetails = {
      type: `urn:nastavnik:problem:${problem.code}`,
      title: message(problem.code, locale),
      status: problem.status,
      code: problem.code,
      detail: message(problem.code, locale, problem.details.params),
      ...problem.details.members,
      ...(problem.details.errors && {
        errors: problem.details.errors.map((error) => ({
          ...error,
          message: error.message || message(error.code, locale, { field: error.field }),
        })),
      }),
    };
    for (const [name, value] of Object.entries(problem.details.headers ?? {}))
      response.setHeader(name, value);
    if (problem.status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
    response.status(problem.status).type('application/problem+json').send(JSON.stringify(body));
  }

  private toProblem(failure: unknown): Problem {
    if (failure instanceof Problem) return failure;
    const status = statusOf(failure);
    const code = BY_STATUS[status];
    if (code) return new Problem(code);
    const incident = randomUUID();
    this.log.error({
      incident,
      error: failure instanceof Error ? (failure.stack ?? failure.message) : String(failure),
    });
    return new Problem('internal-error', {
      params: { incident },
      members: { instance: `urn:uuid:${incident}` },
    });
  }
}

/** Nest's own exceptions, and those of the body parser, carry a status. */
function statusOf(failure: unknown): number {
  if (failure instanceof HttpException) return failure.getStatus();
  const status = (failure as { status?: unknown } | null)?.status;
  return typeof status === 'number' ? status : 500;
}
