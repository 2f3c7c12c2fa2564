import type { Request } from 'express';

export type Locale = 'ru' | 'en';

/** Russian unless the client asks for English first. */
export function localeOf(request: Request): Locale {
  return request.acceptsLanguages(['ru', 'en']) === 'en' ? 'en' : 'ru';
}
