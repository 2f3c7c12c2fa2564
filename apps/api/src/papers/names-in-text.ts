import { NAME_CASES } from '@app/contracts';
import { declineName } from '@app/documents';
import type { PersonName } from '@app/documents';

/**
 * Whether a text names a person: the surname with the given name or its initial beside it, in any case of Russian. A
 * surname alone may be a word, and a given name alone names nobody.
 */
export function namesPerson(text: string, name: PersonName): boolean {
  if (name.full === null) return false;
  const forms = [name.full, ...NAME_CASES.map((one) => declineName(name, one))];
  return forms.some((form) => {
    const [last = '', first = ''] = form.split(' ');
    return first !== '' && patternOf(last, first).test(text);
  });
}

function patternOf(last: string, first: string): RegExp {
  const surname = `(?<!\\p{L})${escaped(last)}(?!\\p{L})`;
  const given = `(?<!\\p{L})(?:${escaped(first)}(?!\\p{L})|${escaped(first.slice(0, 1))}\\.)`;
  const patronymic = '(?:\\p{Lu}\\p{Ll}{2,30}\\s+|\\p{Lu}\\.\\s*)?';
  return new RegExp(`${surname}\\s+${given}|${given}\\s*${patronymic}${surname}`, 'u');
}

const escaped = (word: string): string => word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
