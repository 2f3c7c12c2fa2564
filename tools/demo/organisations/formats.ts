import type { Body } from '../client.js';
import type { BankEntry } from './types.js';

const LIST = '|';

/** Rows as one JSON object, `{entries: […]}`. */
export function asJson(rows: readonly unknown[]): Body {
  return { content: JSON.stringify({ entries: rows }), mediaType: 'application/json' };
}

/** Rows as one JSON object a line. */
export function asNdjson(rows: readonly unknown[]): Body {
  const content = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  return { content, mediaType: 'application/x-ndjson' };
}

/** Bank entries as a table with a header: nested fields by dot, lists by `|`, topics as `topic:number`. */
export function asCsv(entries: readonly BankEntry[]): Body {
  return { content: tableOf(entries.map(toCells), ','), mediaType: 'text/csv; charset=utf-8' };
}

/** Headers of the Russian template. */
const RUSSIAN: Record<string, string> = {
  externalId: 'Идентификатор',
  personKind: 'Вид участника',
  sex: 'Пол',
  birthYear: 'Год рождения',
  grade: 'Класс',
  experienceYears: 'Стаж, лет',
  categories: 'Категории',
  activity: 'Активность',
  competences: 'Компетенции',
  requests: 'Запросы',
  'profile.interests': 'Интересы',
  'profile.languages': 'Языки',
  'profile.shift': 'Смена',
  'profile.modes': 'Формат встреч',
  capacity: 'Мест у наставника',
  trained: 'Обучен',
  waitingSince: 'Ждёт с',
  refreshedOn: 'Обновлено',
  evidence: 'Достижения',
  consents: 'Согласия',
  proposedBy: 'Кем предложен',
};

/** The same as a Russian spreadsheet saves it: its own headers, `;`, decimal commas, `dd.mm.yyyy`, да/нет. */
export function asRussianCsv(entries: readonly BankEntry[]): Body {
  const rows = entries.map((entry) =>
    Object.fromEntries(
      Object.entries(toCells(entry)).map(([field, cell]) => [RUSSIAN[field] ?? field, russian(cell)]),
    ),
  );
  return { content: `\ufeff${tableOf(rows, ';')}`, mediaType: 'text/csv; charset=utf-8' };
}

function russian(cell: string): string {
  const day = /^(\d{4})-(\d{2})-(\d{2})$/.exec(cell);
  if (day !== null) return `${day[3] ?? ''}.${day[2] ?? ''}.${day[1] ?? ''}`;
  if (/^\d+\.\d+$/.test(cell)) return cell.replace('.', ',');
  return { true: 'да', false: 'нет', m: 'м', f: 'ж' }[cell] ?? cell;
}

function tableOf(rows: readonly Record<string, string>[], separator: string): string {
  const header = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = [header, ...rows.map((row) => header.map((column) => row[column] ?? ''))];
  return lines.map((cells) => cells.map(quoted).join(separator)).join('\r\n');
}

function toCells(entry: BankEntry): Record<string, string> {
  const { profile } = entry;
  return {
    externalId: entry.externalId,
    personKind: entry.personKind,
    sex: entry.sex ?? '',
    birthYear: text(entry.birthYear),
    grade: text(entry.grade),
    experienceYears: text(entry.experienceYears),
    categories: entry.categories.join(LIST),
    activity: entry.activity ?? '',
    competences: entry.competences.map(({ topic, level }) => `${topic}:${level}`).join(LIST),
    requests: entry.requests.map(({ topic, importance }) => `${topic}:${importance}`).join(LIST),
    'profile.interests': profile.interests.join(LIST),
    'profile.languages': profile.languages.join(LIST),
    'profile.shift': profile.shift ?? '',
    'profile.modes': profile.modes.join(LIST),
    ...Object.fromEntries(
      Object.entries(profile.traits).map(([trait, value]) => [`profile.traits.${trait}`, text(value)]),
    ),
    capacity: text(entry.capacity),
    trained: text(entry.trained),
    waitingSince: entry.waitingSince ?? '',
    refreshedOn: entry.refreshedOn,
    ...Object.fromEntries(
      Object.entries(entry.marks).map(([subject, mark]) => [`marks.${subject}`, text(mark)]),
    ),
    evidence: entry.evidence.map(({ kind, title, year }) => `${kind}:${title}:${year}`).join(LIST),
    consents: entry.consents
      .map(({ purpose, givenOn, by, document }) => [purpose, givenOn, by, document].join(':'))
      .join(LIST),
    proposedBy: entry.proposedBy,
  };
}

function text(value: number | boolean | null): string {
  return value === null ? '' : String(value);
}

function quoted(cell: string): string {
  return /[",;\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

export type Format = 'json' | 'ndjson' | 'csv' | 'russian-csv';

/** A bank as the organisation's own system would send it. */
export function encodeBank(entries: readonly BankEntry[], format: Format): Body {
  if (format === 'csv') return asCsv(entries);
  if (format === 'russian-csv') return asRussianCsv(entries);
  return format === 'ndjson' ? asNdjson(entries) : asJson(entries);
}
