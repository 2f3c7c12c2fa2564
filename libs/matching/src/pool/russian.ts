/** The form of a Russian noun after a whole number: `plural(2, 'место', 'места', 'мест')` is `места`. */
export function plural(count: number, one: string, few: string, many: string): string {
  const tens = Math.abs(count) % 100;
  const units = tens % 10;
  if (tens > 10 && tens < 20) return many;
  if (units === 1) return one;
  return units >= 2 && units <= 4 ? few : many;
}

export const mentees = (count: number): string =>
  `${count} ${plural(count, 'наставляемый', 'наставляемых', 'наставляемых')}`;
export const mentors = (count: number): string =>
  `${count} ${plural(count, 'наставник', 'наставника', 'наставников')}`;
export const ofMentors = (count: number): string =>
  `${count} ${plural(count, 'наставника', 'наставников', 'наставников')}`;
export const places = (count: number): string => `${count} ${plural(count, 'место', 'места', 'мест')}`;
export const ofPoints = (count: number): string => `${count} ${plural(count, 'балл', 'балла', 'баллов')}`;

/** 0…10,000 as per cent, whole numbers rounded half up. */
export const percent = (value: number): string => `${Math.floor((value + 50) / 100)} %`;

/** «а», «а и б», «а, б и в». */
export function listed(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} и ${items[items.length - 1]}`;
}

/** In guillemets; quotation marks inside become the inner ones („…“). */
export const quoted = (text: string): string => `«${text.replaceAll('«', '„').replaceAll('»', '“')}»`;

const FIELD_NAMES: Record<string, string> = {
  'profile.interests': 'интересы',
  'profile.languages': 'языки',
  'profile.shift': 'смена',
  'profile.modes': 'режим встреч',
  grade: 'класс',
  experienceYears: 'стаж',
  activity: 'активность',
  birthYear: 'возраст',
  sex: 'пол',
  categories: 'категории',
};

/** What people read for a field of a bank entry. */
export const fieldName = (field: string): string => FIELD_NAMES[field] ?? field;
