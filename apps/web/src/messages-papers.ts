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
};
