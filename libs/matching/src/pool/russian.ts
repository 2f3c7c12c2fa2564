import type { Regret } from '../explain/regret.js';

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

/** What a matching loses, as a clause without a full stop. */
export function lossOf(regret: Regret): string {
  const parts: string[] = [];
  regret.matched.forEach((count, k) => {
    if (count === 0) return;
    const tier = regret.matched.length > 1 ? ` ${k + 1}-й очереди` : '';
    parts.push(
      `${count > 0 ? 'без наставника останется на' : 'наставника получит на'} ${mentees(Math.abs(count))}${tier} больше`,
    );
  });
  if (regret.worst) {
    parts.push(
      `самая слабая пара станет ${regret.worst > 0 ? 'слабее' : 'сильнее'} на ${ofPoints(Math.abs(regret.worst))}`,
    );
  }
  if (regret.points !== 0) {
    const verb = regret.points > 0 ? 'потеряет' : 'выиграет';
    parts.push(`подбор в целом ${verb} ${ofPoints(Math.abs(regret.points))}`);
  }
  if (parts.length === 0) return 'Подбор в целом ничего не теряет: варианты равноценны';
  return `Цена: ${parts.join('; ')}`;
}
