import type { Titled } from '../api/types.js';
import { useCatalogue } from '../api/use-api.js';

type Part =
  | 'forms'
  | 'topics'
  | 'kinds'
  | 'categories'
  | 'person-kinds'
  | 'modes'
  | 'consent-purposes'
  | 'completion-reasons'
  | 'meeting-kinds'
  | 'petition-kinds';

/** What a code of the catalogue is called; the code itself while the catalogue is on its way. */
export function useTitles(part: Part): (code: string) => string {
  const items = useCatalogue<Titled>(part);
  return (code) => items.find((item) => item.code === code)?.title.ru ?? code;
}
