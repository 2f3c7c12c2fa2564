import { counted } from './words.js';

const pairsOf = (n: number) => counted(n, 'пара', 'пары', 'пар');

/** What the pages say about papers. */
export const papers = {
  asOf: 'На дату',
  order: {
    title: 'Приказ о закреплении пар',
    lead: 'В приказ войдут только те пары, у которых есть все согласия.',
    included: (n: number) => `Войдут в приказ: ${pairsOf(n)}.`,
    leftOut: (n: number) => `Не войдут: ${pairsOf(n)}`,
    nobody: 'Приказывать пока некого.',
    docx: 'Скачать приказ (DOCX)',
    columns: { pair: 'Пара', why: 'Чего не хватает' },
    blanks: 'Что останется незаполненным:',
  },
  register: {
    title: 'Персонифицированный учёт',
    lead: 'Наставники, наставляемые и пары учебного года. Открытие файла записывается в журнал доступа.',
    xlsx: 'Скачать учёт (XLSX)',
  },
  nominations: {
    title: 'Номинации',
    none: 'Номинировать пока некого: считаются только завершённые пары.',
    columns: {
      rank: 'Место',
      who: 'Наставник',
      mentees: 'Наставляемые',
      points: 'Баллы',
      why: 'Из чего сложились',
    },
    tie: 'поровну',
    criteria: {
      'plan-done': 'план выполнен',
      'meetings-held': 'проведено встреч',
      satisfaction: 'удовлетворённость',
      change: 'изменение показателей',
      evidence: 'достижения',
      load: 'наставляемых',
      months: 'месяцев работы',
    } as Record<string, string>,
    noData: 'нет данных',
  },
  statistics: {
    title: 'Сведения для статистического наблюдения',
    columns: {
      group: 'Группа',
      mentorsInBank: 'Наставников в базе',
      mentorsInPairs: 'Наставников в парах',
      menteesInBank: 'Наставляемых в базе',
      menteesInPairs: 'Наставляемых в парах',
    },
    xlsx: 'Скачать сведения (XLSX)',
  },
  publication: {
    title: 'Сведения для сайта',
    lead: (pairs: number, mentors: number, mentees: number) =>
      `Завершено: ${pairsOf(pairs)}; наставников: ${mentors}, наставляемых: ${mentees}. По имени названы только те, кто согласен на публикацию.`,
    others: (n: number) => `без имени: ${n}`,
    columns: { people: 'Участники', term: 'Срок', result: 'Итог' },
    term: (from: string, until: string) => `${from} – ${until}`,
  },
};
