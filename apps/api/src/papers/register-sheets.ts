import { dayAsDate } from '@app/documents';
import type { TableSheet } from '@app/documents';
import type { PaperPair } from './paper-pairs.js';
import type { DescribedEntry, NamedPerson } from './people-names.js';
import type { PairResults } from './results.js';
import { activityTitle, categoryTitle, personKindTitle, stateTitle } from './titles.js';
import { DAY, sheetOf } from './xlsx-columns.js';
import type { FieldColumn } from './xlsx-columns.js';

/** A participant with what the bank says of them. */
export interface RegisteredPerson {
  id: string;
  person: NamedPerson;
  entry: DescribedEntry;
  consent: { document: string | null; givenOn: string } | null;
}

/** One mentee of one pair. */
export interface RegisteredPair {
  pair: PaperPair;
  mentor: NamedPerson;
  mentee: NamedPerson;
  result: PairResults;
}

/** A mentor at a session of the school of mentors. */
export interface Training {
  mentor: string;
  person: NamedPerson;
  title: string;
  startsOn: string;
  hours: number;
  attended: boolean;
}

const SEX = { m: 'м', f: 'ж' };

const PERSON: readonly FieldColumn<RegisteredPerson>[] = [
  { header: 'Код', width: 14, value: ({ id }) => id },
  { header: 'Фамилия, имя, отчество', width: 34, value: ({ person }) => person.name.full },
  { header: 'Статус', width: 24, value: ({ entry }) => personKindTitle(entry.personKind) },
  { header: 'Пол', width: 6, value: ({ person }) => (person.sex === null ? null : SEX[person.sex]) },
  { header: 'Год рождения', width: 10, format: '0', value: ({ person }) => person.birthYear },
  { header: 'Класс', width: 8, format: '0', value: ({ entry }) => entry.grade },
];

const CONSENT: readonly FieldColumn<RegisteredPerson>[] = [
  { header: 'Согласие №', width: 14, value: ({ consent }) => consent?.document ?? null },
  {
    header: 'Дата согласия',
    width: 12,
    format: DAY,
    value: ({ consent }) => dayAsDate(consent?.givenOn ?? null),
  },
];

export const mentorSheet = (mentors: readonly RegisteredPerson[]): TableSheet =>
  sheetOf(
    'Наставники',
    [
      ...PERSON,
      { header: 'Стаж, лет', width: 8, format: '0.#', value: ({ entry }) => entry.experienceYears },
      { header: 'Мест', width: 8, format: '0', value: ({ entry }) => entry.capacity },
      { header: 'Обучен', width: 9, value: ({ entry }) => (entry.trained ? 'да' : 'нет') },
      {
        header: 'Результаты',
        width: 50,
        value: ({ entry }) =>
          entry.evidence.map(({ title, year }) => (year ? `${title} (${year})` : title)).join('; '),
      },
      ...CONSENT,
    ],
    mentors,
  );

export const menteeSheet = (mentees: readonly RegisteredPerson[]): TableSheet =>
  sheetOf(
    'Наставляемые',
    [
      ...PERSON,
      {
        header: 'Категории',
        width: 44,
        value: ({ entry }) => entry.categories.map(categoryTitle).join('; '),
      },
      { header: 'Активность', width: 12, value: ({ entry }) => activityTitle(entry.activity) },
      ...CONSENT,
    ],
    mentees,
  );

export const pairSheet = (pairs: readonly RegisteredPair[]): TableSheet =>
  sheetOf(
    'Пары',
    [
      { header: 'Программа', width: 30, value: ({ pair }) => pair.programme.name },
      { header: 'Форма', width: 24, value: ({ pair }) => pair.form },
      { header: 'Вариант', width: 28, value: ({ pair }) => pair.variant },
      { header: 'Вид', width: 18, value: ({ pair }) => pair.kinds.join(', ') },
      { header: 'Код наставника', width: 14, value: ({ pair }) => pair.mentor },
      { header: 'Наставник', width: 34, value: ({ mentor }) => mentor.name.full },
      { header: 'Код наставляемого', width: 14, value: ({ mentee }) => mentee.name.fallback },
      { header: 'Наставляемый', width: 34, value: ({ mentee }) => mentee.name.full },
      { header: 'Состояние', width: 20, value: ({ pair }) => stateTitle(pair.state) },
      { header: 'Приказ №', width: 12, value: ({ pair }) => pair.order?.number ?? null },
      {
        header: 'Дата приказа',
        width: 12,
        format: DAY,
        value: ({ pair }) => dayAsDate(pair.order?.date ?? null),
      },
      { header: 'Начало', width: 12, format: DAY, value: ({ pair }) => dayAsDate(pair.startedOn) },
      { header: 'Срок до', width: 12, format: DAY, value: ({ pair }) => dayAsDate(pair.until) },
      { header: 'Окончание', width: 12, format: DAY, value: ({ pair }) => dayAsDate(pair.endedOn) },
      { header: 'Причина', width: 34, value: ({ pair }) => pair.endReasonTitle },
      { header: 'Встреч по плану', width: 10, format: '0', value: ({ result }) => result.meetingsPlanned },
      { header: 'Встреч проведено', width: 10, format: '0', value: ({ result }) => result.meetingsHeld },
    ],
    pairs,
  );

export const trainingSheet = (trainings: readonly Training[]): TableSheet =>
  sheetOf(
    'Обучение наставников',
    [
      { header: 'Код', width: 14, value: ({ mentor }) => mentor },
      { header: 'Наставник', width: 34, value: ({ person }) => person.name.full },
      { header: 'Занятие', width: 50, value: ({ title }) => title },
      { header: 'Дата', width: 12, format: DAY, value: ({ startsOn }) => dayAsDate(startsOn) },
      { header: 'Часов', width: 8, format: '0.#', value: ({ hours }) => hours },
      { header: 'Был(а)', width: 8, value: ({ attended }) => (attended ? 'да' : 'нет') },
    ],
    trainings,
  );
