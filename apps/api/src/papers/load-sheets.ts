import type { MentorLoadView } from '@app/contracts';
import { dayAsDate } from '@app/documents';
import type { TableSheet } from '@app/documents';
import type { Recorded } from './nominations.service.js';
import type { PaperPair } from './paper-pairs.js';
import { stateTitle } from './titles.js';
import { DAY, sheetOf } from './xlsx-columns.js';

/** Load, dates and results of mentors, and the pairs that they are made of (S4 §1.1, 2.4). */
export function loadSheets(
  loads: readonly MentorLoadView[],
  { pairs, people, results }: Recorded,
): TableSheet[] {
  const nameOf = (id: string) => people.get(id)?.name.full ?? null;
  return [
    sheetOf<MentorLoadView>(
      'Нагрузка',
      [
        { header: 'Код', width: 14, value: ({ mentor }) => mentor },
        { header: 'Наставник', width: 34, value: ({ name }) => name },
        { header: 'Наставляемых', width: 13, format: '0', value: ({ mentees }) => mentees },
        { header: 'Пар (групп)', width: 10, format: '0', value: (load) => load.pairs },
        { header: 'Завершено', width: 11, format: '0', value: ({ completed }) => completed },
        { header: 'С', width: 12, format: DAY, value: ({ from }) => dayAsDate(from) },
        { header: 'По', width: 12, format: DAY, value: ({ until }) => dayAsDate(until) },
        { header: 'Месяцев', width: 9, format: '0', value: ({ months }) => months },
        {
          header: 'Встреч по плану',
          width: 10,
          format: '0',
          value: ({ meetingsPlanned }) => meetingsPlanned,
        },
        { header: 'Встреч проведено', width: 11, format: '0', value: ({ meetingsHeld }) => meetingsHeld },
        {
          header: 'Удовлетворённость наставляемых, из 10',
          width: 20,
          format: '0.0',
          value: ({ satisfaction }) => satisfaction,
        },
        { header: 'Изменение, доля шкалы', width: 14, format: '0.0 %', value: ({ change }) => change },
      ],
      loads,
    ),
    sheetOf<PaperPair>(
      'Пары',
      [
        { header: 'Код наставника', width: 14, value: ({ mentor }) => mentor },
        { header: 'Наставник', width: 34, value: ({ mentor }) => nameOf(mentor) },
        { header: 'Программа', width: 30, value: ({ programme }) => programme.name },
        { header: 'Форма', width: 24, value: ({ form }) => form },
        { header: 'Наставляемых', width: 13, format: '0', value: ({ mentees }) => mentees.length },
        { header: 'Приказ №', width: 12, value: ({ order }) => order?.number ?? null },
        {
          header: 'Дата приказа',
          width: 12,
          format: DAY,
          value: ({ order }) => dayAsDate(order?.date ?? null),
        },
        { header: 'Начало', width: 12, format: DAY, value: ({ startedOn }) => dayAsDate(startedOn) },
        { header: 'Окончание', width: 12, format: DAY, value: ({ endedOn }) => dayAsDate(endedOn) },
        { header: 'Состояние', width: 20, value: ({ state }) => stateTitle(state) },
        { header: 'Результат', width: 40, value: ({ endReasonTitle }) => endReasonTitle },
        {
          header: 'Встреч проведено',
          width: 11,
          format: '0',
          value: ({ id }) => results.get(id)?.meetingsHeld ?? 0,
        },
      ],
      pairs,
    ),
  ];
}
