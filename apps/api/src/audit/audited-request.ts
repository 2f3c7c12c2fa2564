import { EXTERNAL_ID } from '@app/contracts';
import type { Principal } from '@app/contracts';
import type { AuditedRequest } from '@app/persistence';
import { isUUID } from 'class-validator';
import type { Request } from 'express';

/** A request as the log sees it, and the organisation whose log it belongs to. */
export interface Audited {
  organisation: string;
  request: AuditedRequest;
  /** Shows data and changes nothing. */
  isRead: boolean;
}

/** What reading shows nobody's data: the registry, the catalogue, the progress of runs, empty forms. */
const IMPERSONAL: readonly RegExp[] = [
  /^\/(?!v1\/)/,
  /^\/v1\/(me|catalogue\/:\w+)$/,
  /^\/v1\/organisations(\/:\w+)?$/,
  /^\/v1\/organisations\/:\w+\/programmes$/,
  /^\/v1\/(programmes|imports|matchings)\/:\w+$/,
  /\/(webhooks|templates?|road-map|events)(\/|$)/,
];

/**
 * Whether and as what a request is recorded: every change of an organisation's keys, what the region changes of an
 * organisation, and every read that may show personal data. Null: it is not.
 */
export function auditedRequest(request: Request & { principal?: Principal }): Audited | null {
  const { principal, method } = request;
  const route = templateOf(request);
  if (!principal || route === null) return null;
  const isRead = method === 'GET' || method === 'HEAD';
  if (isRead && (principal.organisation === null || IMPERSONAL.some((pattern) => pattern.test(route))))
    return null;
  const params = paramsOf(request);
  const organisation = principal.organisation ?? params.get('organisation');
  if (organisation === undefined) return null;
  const person = params.get('externalId') ?? params.get('person') ?? params.get('mentor');
  return {
    organisation,
    isRead,
    request: {
      keyId: principal.keyId,
      role: principal.role,
      method,
      route,
      person: person !== undefined && EXTERNAL_ID.test(person) ? person : null,
      target: [...params.values()].reverse().find((value) => isUUID(value)) ?? null,
      // The region's transactions are of the region, not of the organisation whose log this is.
      changes: !isRead && principal.organisation !== null,
      subjects: null,
      recorded: false,
    },
  };
}

/** `/v1/pairs/:pair`: the path with its parameters unfilled. */
function templateOf(request: Request): string | null {
  const route = request.route as { path?: unknown } | undefined;
  return typeof route?.path === 'string' ? route.path : null;
}

function paramsOf(request: Request): Map<string, string> {
  const entries = Object.entries(request.params).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return new Map(entries);
}

/** How many rows an answer shows, if it is a list. */
export function rowsShown(body: unknown): number | null {
  if (Array.isArray(body)) return body.length;
  const items = (body as { items?: unknown } | null | undefined)?.items;
  return Array.isArray(items) ? items.length : null;
}
