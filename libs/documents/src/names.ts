import type { NameCaseCode, NameForms } from '@app/contracts';
import lvovich from 'lvovich';

/** A person's name as papers need it; `forms` are what people wrote by hand. */
export interface PersonName {
  /** «Фамилия Имя Отчество»; null: papers print `fallback`. */
  full: string | null;
  sex: 'm' | 'f' | null;
  forms?: NameForms | undefined;
  /** Printed where there is no name, such as the external id. */
  fallback: string;
}

interface Parts {
  last: string;
  first: string;
  middle: string;
}

/** Names that the library's rules miss. */
const IRREGULAR: Readonly<Record<string, Readonly<Record<NameCaseCode, string>>>> = {
  Любовь: {
    genitive: 'Любови',
    dative: 'Любови',
    accusative: 'Любовь',
    instrumental: 'Любовью',
    prepositional: 'Любови',
  },
};

/** Surname, given name, patronymic; what stands after them («оглы», «кызы») stays with the patronymic. */
function partsOf(full: string): Parts {
  const [last = '', first = '', ...rest] = full.trim().split(/\s+/);
  return { last, first, middle: rest.join(' ') };
}

/**
 * A full name in a case: as people wrote it, else by the rules of Russian names. A name without sex is declined by the
 * sex that its patronymic, given name and surname tell; where they tell none, what cannot be declined stays.
 * @example declineName({ full: 'Мельник Ольга Сергеевна', sex: 'f', fallback: 'm-1' }, 'dative') // Мельник Ольге Сергеевне
 */
export function declineName(name: PersonName, inCase: NameCaseCode): string {
  if (name.full === null) return name.fallback;
  const written = name.forms?.[inCase];
  if (typeof written === 'string') return written;
  const { last, first, middle } = partsOf(name.full);
  const gender = genderOf(name.sex, { last, first, middle });
  const declined = [
    lvovich.inclineLastname(last, inCase, gender),
    first === '' ? '' : (IRREGULAR[first]?.[inCase] ?? lvovich.inclineFirstname(first, inCase, gender)),
    middle === '' ? '' : lvovich.inclineMiddlename(middle, inCase, gender),
  ];
  return declined.filter((part) => part !== '').join(' ');
}

function genderOf(sex: 'm' | 'f' | null, parts: Parts): 'male' | 'female' | null {
  if (sex !== null) return sex === 'm' ? 'male' : 'female';
  const { last, first, middle } = parts;
  const guess = lvovich.getGender({ last, first: first || null, middle: middle || null });
  if (guess === 'male' || guess === 'female') return guess;
  const byPatronymic = middle === '' ? null : lvovich.getMiddlenameGender(middle);
  return byPatronymic === 'male' || byPatronymic === 'female' ? byPatronymic : null;
}

/** «Иванову И. И.» of a full name in whatever case; an id and a single word stay as they are. */
export function withInitials(full: string): string {
  const { last, first, middle } = partsOf(full);
  const initials = [first, middle].filter((part) => part !== '').map((part) => `${part.slice(0, 1)}.`);
  return [last, ...initials].join('\u00a0');
}

/** «Иванова Ирина Ивановна», or what stands for a name. */
export const fullName = (name: PersonName): string => name.full ?? name.fallback;

/** «Иванову И. И.»: a name in a case with initials, as orders print it. */
export function shortName(name: PersonName, inCase?: NameCaseCode): string {
  if (name.full === null) return name.fallback;
  return withInitials(inCase === undefined ? name.full : declineName(name, inCase));
}

/** «И. И. Иванова», as beside a signature. */
export function signatureName(full: string): string {
  const { last, first, middle } = partsOf(full);
  if (first === '') return last;
  const initials = [first, middle].filter((part) => part !== '').map((part) => `${part.slice(0, 1)}.`);
  return [...initials, last].join('\u00a0');
}
