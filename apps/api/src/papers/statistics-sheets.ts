import type { PairCountView, StatisticsLineView, StatisticsView } from '@app/contracts';
import type { TableSheet } from '@app/documents';
import { sheetOf } from './xlsx-columns.js';

/** The lists for statistical observation as a workbook. */
export function statisticsSheets({ sections, pairs, coverage }: StatisticsView): TableSheet[] {
  const people = sections.flatMap(({ title: section, lines }) => lines.map((line) => ({ ...line, section })));
  const counts = [
    ['Состояние', pairs.byState],
    ['Форма (работают)', pairs.byForm],
    ['Вариант (работают)', pairs.byVariant],
    ['Вид (работают)', pairs.byKind],
  ] as const;
  const pairLines = counts.flatMap(([section, lines]) => lines.map((line) => ({ ...line, section })));
  return [
    sheetOf<StatisticsLineView & { section: string }>(
      'Участники',
      [
        { header: 'Раздел', width: 16, value: ({ section }) => section },
        { header: 'Строка', width: 50, value: ({ title }) => title },
        { header: 'Наставников в базе', width: 14, format: '0', value: (line) => line.mentorsInBank },
        { header: 'Наставников в парах', width: 14, format: '0', value: (line) => line.mentorsInPairs },
        { header: 'Наставляемых в базе', width: 14, format: '0', value: (line) => line.menteesInBank },
        { header: 'Наставляемых в парах', width: 14, format: '0', value: (line) => line.menteesInPairs },
      ],
      people,
    ),
    sheetOf<PairCountView & { section: string }>(
      'Пары',
      [
        { header: 'Раздел', width: 22, value: ({ section }) => section },
        { header: 'Строка', width: 40, value: ({ title }) => title },
        { header: 'Пар (групп)', width: 12, format: '0', value: (line) => line.pairs },
        { header: 'Наставляемых', width: 14, format: '0', value: (line) => line.mentees },
      ],
      pairLines,
    ),
    sheetOf<StatisticsView['coverage'][number]>(
      'Охват',
      [
        { header: 'Показатель', width: 60, value: ({ title }) => title },
        { header: 'Участвуют', width: 12, format: '0', value: ({ numerator }) => numerator },
        { header: 'Всего в организации', width: 14, format: '0', value: ({ denominator }) => denominator },
      ],
      coverage,
    ),
  ];
}
