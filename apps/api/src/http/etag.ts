import { applyDecorators } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { Problem } from './problem.js';

/** The entity tag of a resource that counts its versions. */
export const etagOf = (version: number): string => `"${version}"`;

/**
 * Honours `If-Match` when it is sent (RFC 9110 §13.1.1): a list of entity tags, or `*`.
 * @throws Problem `precondition-failed`
 */
export function checkIfMatch(version: number, ifMatch: string | undefined): void {
  if (ifMatch === undefined || ifMatch.trim() === '*') return;
  const tags = ifMatch.split(',').map((tag) => tag.trim());
  if (!tags.includes(etagOf(version))) throw new Problem('precondition-failed');
}

/** Describes `If-Match` of a change that may be guarded against a change by somebody else. */
export const GuardedByVersion = (): MethodDecorator =>
  applyDecorators(
    ApiHeader({
      name: 'If-Match',
      required: false,
      description: 'The `ETag` that was read: 412 if the resource has changed since',
    }),
  );
