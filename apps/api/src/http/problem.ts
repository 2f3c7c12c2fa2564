import type { MessageParams } from '@app/catalogue';
import { PROBLEMS } from '@app/contracts';
import type { FieldError, ProblemCode } from '@app/contracts';

/** A refusal with a stable code; the filter turns it into `application/problem+json`. */
export class Problem extends Error {
  readonly status: number;

  constructor(
    readonly code: ProblemCode,
    readonly details: {
      /** Values for the message's placeholders. */
      params?: MessageParams;
      errors?: FieldError[];
      /** Further members of the problem document, e.g. what a gate lacks. */
      members?: Record<string, unknown>;
      headers?: Record<string, string>;
    } = {},
  ) {
    super(code);
    this.name = 'Problem';
    this.status = PROBLEMS[code];
  }
}

/** Unknown, or another tenant's: the two are not told apart. */
export const notFound = (what: string): Problem => new Problem('not-found', { params: { what } });
