import { json } from 'express';
import type { NextFunction, Request, RequestHandler, Response } from 'express';

const BODY_LIMIT = '1mb';

/** Imports are streamed by their own controller: nothing may read their body before it. */
const isImport = (request: Request) => request.method === 'POST' && /\/imports\/?$/.test(request.path);

/** Parses JSON bodies up to 1 MB, except those of imports. */
export function jsonBodies(): RequestHandler {
  const parse = json({ limit: BODY_LIMIT, strict: false, type: ['application/json', 'application/*+json'] });
  return (request: Request, response: Response, next: NextFunction) => {
    if (isImport(request)) next();
    else parse(request, response, next);
  };
}
