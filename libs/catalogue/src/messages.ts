import { readFileSync } from 'node:fs';
import type { FieldCode, ProblemCode, RunErrorCode, WarningCode } from '@app/contracts';

/** Every code that people may read a text for. */
export type MessageCode = ProblemCode | FieldCode | WarningCode | RunErrorCode;
export const LOCALES = ['ru', 'en'] as const;
export type Locale = (typeof LOCALES)[number];
export type MessageParams = Readonly<Record<string, string | number>>;

const read = new Map<Locale, ReadonlyMap<string, string>>();

/**
 * All templates of a language, by code. `{name}` stands for a parameter; what is between `[` and `]` is left
 * out if a parameter in it is not given, so one template serves as a short title and as a full detail.
 */
export function messageTemplates(locale: Locale): ReadonlyMap<string, string> {
  let templates = read.get(locale);
  if (!templates) {
    const url = new URL(`../data/messages.${locale}.json`, import.meta.url);
    const data = JSON.parse(readFileSync(url, 'utf8')) as Record<string, string>;
    templates = new Map(Object.entries(data));
    read.set(locale, templates);
  }
  return templates;
}

/**
 * The text that people read for a code: Russian by default, English for `Accept-Language: en`.
 *
 * @param params values for `{name}` in the template; unused ones are ignored. `field`, `value`, `allowed`,
 *   `min`, `max`, `expected` are the usual ones. The name of a resource (`organisation`) is translated.
 */
export function message(code: MessageCode, locale: Locale = 'ru', params: MessageParams = {}): string {
  const templates = messageTemplates(locale);
  return fill(templates.get(code) ?? code, translated(params, templates));
}

/** Names of resources (`organisation`, `matching`) in the language of the text. */
function translated(params: MessageParams, templates: ReadonlyMap<string, string>): MessageParams {
  const translate = (value: string | number) => templates.get(`${NOUN}${value}`) ?? value;
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, translate(value)]));
}

/** Beginning of the keys of resource names in the message files. */
export const NOUN = 'noun.';

/** Fills a template; a placeholder outside brackets without a value becomes nothing. */
export function fill(template: string, params: MessageParams): string {
  const kept = template.replace(/\[([^[\]]*)\]/g, (_all, part: string) =>
    placeholders(part).every((name) => Object.hasOwn(params, name)) ? part : '',
  );
  return kept.replace(PLACEHOLDER, (_all, name: string) =>
    Object.hasOwn(params, name) ? String(params[name]) : '',
  );
}

const PLACEHOLDER = /\{([a-zA-Z]+)\}/g;

function placeholders(text: string): string[] {
  return [...text.matchAll(PLACEHOLDER)].map((match) => match[1] ?? '');
}
